// Pins at the waveform, each a button that plays from there: marks are round and stand above it, evidence found in the
// words is a hollow diamond below it.

import { clock, el, fill } from "../shared/dom.js"

export class Pins {
  constructor(player, node, kind) {
    this.player = player
    this.node = node
    this.kind = kind
    node.addEventListener("keydown", (event) => this.walk(event))
  }

  show(pins, label) {
    const drawn = JSON.stringify([pins, this.player.duration, label])
    if (drawn === this.drawn) return
    this.drawn = drawn
    const sorted = [...pins].sort((a, b) => a.at_s - b.at_s)
    this.node.hidden = this.kind === "evidence" && !sorted.length
    this.node.setAttribute("aria-label", label)
    this.node.replaceChildren(...sorted.map((pin, place) => this.button(pin, place)))
  }

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

  // One stop for the Tab key; within, arrows go from pin to pin.
  walk(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    const all = [...this.node.children]
    const next = step && all[all.indexOf(event.target) + step]
    if (!next) return
    event.preventDefault()
    for (const pin of all) pin.tabIndex = pin === next ? 0 : -1
    next.focus()
  }
}
