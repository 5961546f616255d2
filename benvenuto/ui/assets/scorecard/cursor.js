// The criterion at hand: where number keys and marks go. It opens up, and the page does not jump.

/** @import { Criterion } from "./criterion.js" */
/** @import { Scorecard } from "./scorecard.js" */

export class Cursor {
  /** @type {Criterion | null} */
  row = null

  pointing = false

  /** @type {Criterion | null} */
  revealed = null

  /** @param {Scorecard} card */
  constructor(card) {
    this.card = card
    if (card.data.read_only) return
    const { node } = card
    node.addEventListener("pointerdown", () => (this.pointing = true))
    node.addEventListener("click", (event) => {
      this.pointing = false
      this.follow(event)
    })
    for (const over of ["pointercancel", "keydown"]) node.addEventListener(over, () => (this.pointing = false))
    node.addEventListener("focusin", (event) => this.pointing || this.follow(event))
  }

  /**
   * Opening a row under a pressed button would move the button away, so a pointer is followed on click only.
   * @param {Event} event
   */
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

  /** @param {Criterion | null} row */
  set(row) {
    this.row?.node.classList.remove("current")
    this.row = row
    row?.node.classList.add("current")
  }

  /** @param {1 | -1} step */
  move(step) {
    const open = this.card.rows.filter((row) => row.applies)
    const next = open[open.findIndex((row) => row === this.row) + step]
    if (next) this.go(next)
    else this.row?.focus()
  }

  /** @param {Criterion} row */
  go(row) {
    this.set(row)
    row.focus()
    row.node.scrollIntoView({ block: "nearest" })
  }

  /**
   * A key marks what can be seen: one that meets a criterion out of sight brings it into sight, and has done its work.
   * What has the focus keeps it; `seen` is what has to be in sight, the best level unless something else is pressed.
   * @param {Element} [seen]
   */
  reveal(seen) {
    const { row } = this
    const hidden = row !== null && row !== this.revealed && !inSight(row, seen)
    this.revealed = hidden ? row : null
    if (!row || !hidden) return false
    if (!row.node.matches(":focus-within")) row.focus()
    row.node.scrollIntoView({ block: "nearest" })
    return true
  }

  /**
   * @param {Criterion} row
   * @param {() => void} act
   */
  keepInPlace(row, act) {
    const before = row.node.getBoundingClientRect().top
    act()
    scroller(this.card.shadow)?.scrollBy(0, row.node.getBoundingClientRect().top - before)
  }
}

/**
 * Whether it stands between the player and the bar.
 * @param {Criterion} row
 * @param {Element} [seen]
 */
function inSight({ card, node, levels }, seen = levels.options[0].button) {
  const { top, bottom } = seen.getBoundingClientRect()
  const bar = card.bar.node.hidden ? innerHeight : card.bar.node.getBoundingClientRect().top
  const middle = (top + bottom) / 2
  return middle > parseFloat(getComputedStyle(node).scrollMarginTop) && middle < bar
}

/** @param {ShadowRoot} shadow */
function scroller(shadow) {
  for (let node = shadow.host.parentElement; node; node = node.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(node).overflowY) && node.scrollHeight > node.clientHeight) return node
  }
  return document.scrollingElement
}
