// The words of a call beside its sound: a click plays a line, and the line being heard is marked and kept in view,
// until the reader scrolls elsewhere.

import { clock, el, fill, hear, icon } from "../shared/dom.js"
import { mount } from "../shared/mount.js"
import { rootOf } from "../shared/places.js"
import { askToPlay } from "../shared/playing.js"

/** @typedef {{ speaker: string, text: string, start_s: number | null }} Turn */
/** @typedef {{ turns: Turn[], labels: Record<string, string>, playable: boolean }} TranscriptData */

const BY_HAND = ["wheel", "touchmove", "keydown", "pointerdown"]
const HAND_MS = 1000

class Transcript {
  /** @type {string | undefined} */
  drawn

  /** @type {(Turn & { node: HTMLElement })[]} */
  lines = []

  /** @type {typeof this.lines[number] | undefined} */
  heard

  /** @type {HTMLElement} */
  list

  /** @type {HTMLButtonElement} */
  again

  /** @param {ShadowRoot} parent */
  constructor(parent) {
    this.root = rootOf(parent)
    this.stop = hear(parent, "benvenuto:time", (event) => this.mark(event.detail.at_s))
  }

  /** @param {TranscriptData} data */
  update(data) {
    const drawn = JSON.stringify(data)
    if (drawn === this.drawn) return
    this.drawn = drawn
    this.lines = data.turns.map((turn) => ({ ...turn, node: line(turn, data) }))
    const title = el("h3", {}, data.labels.transcript)
    this.list = el("ol", { tabindex: "0", "aria-label": data.labels.transcript }, ...this.lines.map(({ node }) => node))
    const again = { type: "button", class: "again", hidden: true, onclick: () => this.catchUp() }
    this.again = el("button", again, icon("follow"), data.labels.follow)
    this.root.replaceChildren(el("header", {}, title, this.again), this.list)
    this.heard = undefined
    this.watch()
  }

  // Only what the reader does counts: the list also scrolls by itself, smoothly and for a while.
  watch() {
    let hand = -HAND_MS
    for (const name of BY_HAND) this.list.addEventListener(name, () => (hand = performance.now()), { passive: true })
    this.list.addEventListener("click", () => (hand = -HAND_MS))
    this.list.addEventListener("scroll", () => {
      if (performance.now() - hand > HAND_MS) return
      hand = performance.now()
      this.again.hidden = !this.heard || this.visible(this.heard.node)
    })
  }

  /** @param {HTMLElement} node */
  visible(node) {
    const { scrollTop, clientHeight } = this.list
    return node.offsetTop + node.offsetHeight > scrollTop && node.offsetTop < scrollTop + clientHeight
  }

  /** @param {number} at_s */
  mark(at_s) {
    const heard = this.lines.findLast(({ start_s }) => start_s !== null && start_s <= at_s)
    if (heard === this.heard) return
    this.heard?.node.removeAttribute("aria-current")
    heard?.node.setAttribute("aria-current", "true")
    this.heard = heard
    if (heard && (this.again.hidden || this.visible(heard.node))) this.show()
  }

  catchUp() {
    this.show()
    this.list.focus({ preventScroll: true })
  }

  show() {
    this.again.hidden = true
    if (this.heard) this.list.scrollTo({ top: this.heard.node.offsetTop - this.list.clientHeight / 3 })
  }

  destroy() {
    this.stop()
  }
}

/**
 * @param {Turn} turn
 * @param {TranscriptData} data
 */
function line({ speaker, text, start_s }, { labels, playable }) {
  const who = el("span", { class: "who" }, labels[speaker])
  const said = el("span", { class: "said" }, text)
  if (start_s === null || !playable) {
    const time = start_s === null ? null : el("span", { class: "time" }, clock(start_s))
    return el("li", { class: speaker }, time, who, said)
  }
  const play = el(
    "button",
    {
      type: "button",
      class: "time",
      "aria-label": fill(labels.play, { time: clock(start_s) }),
      onclick: () => askToPlay(start_s),
    },
    clock(start_s),
  )
  return el("li", { class: `${speaker} playable` }, play, who, said)
}

export default mount((parent) => new Transcript(parent))
