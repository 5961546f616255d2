// Pins at the waveform, each a button that plays from there: marks are round and stand above it, evidence found in the
// words is a hollow diamond below it.

/** @import { Pin } from "../shared/views" */
/** @import { Player } from "./player.js" */

import { clock, el, fill } from "../shared/dom.js"
import { along } from "../shared/keys.js"

export class Pins {
  /** @type {string | undefined} */
  drawn

  /**
   * @param {Player} player
   * @param {HTMLElement} node
   * @param {"marked" | "evidence"} kind
   */
  constructor(player, node, kind) {
    this.player = player
    this.node = node
    this.kind = kind
    node.addEventListener("keydown", (event) => this.walk(event))
  }

  /**
   * @param {Pin[]} pins
   * @param {string} label
   */
  show(pins, label) {
    const drawn = JSON.stringify([pins, this.player.duration, label])
    if (drawn === this.drawn) return
    this.drawn = drawn
    const sorted = [...pins].sort((a, b) => a.at_s - b.at_s)
    this.node.hidden = this.kind === "evidence" && !sorted.length
    this.node.setAttribute("aria-label", label)
    this.node.replaceChildren(...sorted.map((pin, place) => this.button(pin, place)))
  }

  /**
   * @param {Pin} pin
   * @param {number} place
   */
  button({ at_s, label }, place) {
    const { player } = this
    const share = player.duration ? Math.min(at_s / player.duration, 1) : 0
    const time = clock(at_s)
    const node = el(
      "button",
      {
        type: "button",
        class: `pin ${this.kind}${share > 0.5 ? " leftward" : ""}`,
        tabindex: place ? "-1" : "0",
        "aria-label": [fill(player.data.labels.play_moment, { time }), label].filter(Boolean).join(": "),
        onclick: () => player.playFrom(at_s),
      },
      el("span", { class: "bubble" }, el("b", {}, time), label ? ` ${label}` : ""),
    )
    node.style.left = `${share * 100}%`
    return node
  }

  /**
   * One stop for the Tab key; within, arrows go from pin to pin.
   * @param {KeyboardEvent} event
   */
  walk(event) {
    const step = along(event)
    const all = /** @type {HTMLElement[]} */ ([...this.node.children])
    const next = step && all[all.indexOf(/** @type {HTMLElement} */ (event.target)) + step]
    if (!next) return
    event.preventDefault()
    for (const pin of all) pin.tabIndex = pin === next ? 0 : -1
    next.focus()
  }
}
