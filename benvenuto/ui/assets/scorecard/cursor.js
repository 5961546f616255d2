// The criterion at hand: where number keys and marks go. It opens up, and the page does not jump.

export class Cursor {
  constructor(card) {
    this.card = card
    this.row = null
    if (card.data.read_only) return
    card.root.onpointerdown = () => (this.pointing = true)
    card.root.onclick = (event) => {
      this.pointing = false
      this.follow(event)
    }
    card.root.onpointercancel = () => (this.pointing = false)
    card.root.onfocusin = (event) => this.pointing || this.follow(event)
  }

  // Opening a row under a pressed button would move the button away, so a pointer is followed on click only.
  follow(event) {
    const row = this.card.rows.find((each) => event.composedPath().includes(each.node))
    if (row && row !== this.row && row.applies) this.keepInPlace(row, () => this.set(row))
  }

  // At the start, and when a rule takes the criterion at hand away: the first one that is still open.
  place() {
    if (this.card.data.read_only || this.row?.applies) return
    const open = this.card.rows.filter((row) => row.applies)
    this.set(open.find((row) => !row.marked) ?? open[0] ?? null)
  }

  set(row) {
    this.row?.node.classList.remove("current")
    this.row = row
    row?.node.classList.add("current")
  }

  move(step) {
    const open = this.card.rows.filter((row) => row.applies)
    const next = open[open.indexOf(this.row) + step]
    if (next) this.go(next)
    else this.row?.focus()
  }

  go(row) {
    this.set(row)
    row.focus()
    row.node.scrollIntoView({ block: "nearest" })
  }

  keepInPlace(row, act) {
    const before = row.node.getBoundingClientRect().top
    act()
    scroller(this.card.shadow).scrollBy(0, row.node.getBoundingClientRect().top - before)
  }
}

function scroller(shadow) {
  let node = shadow.host ?? shadow
  while ((node = node.parentElement)) {
    if (/auto|scroll/.test(getComputedStyle(node).overflowY) && node.scrollHeight > node.clientHeight) return node
  }
  return document.scrollingElement
}
