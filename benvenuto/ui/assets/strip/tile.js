// One measure: its number, where the call stands among the team's, its definition on hover, focus or tap. A click plays
// its moments, one after the other.

/** @import { Segment } from "../shared/types" */
/** @import { MeasureView } from "../shared/views" */
/** @import { Strip } from "./strip.js" */

import { clock, el, fill, hasFocus, icon } from "../shared/dom.js"
import { opened } from "../shared/segments.js"
import { askToPlay } from "../shared/playing.js"
import { dots } from "./dots.js"

// A moment is understood from what came before it.
const LEAD_S = 1

export class Tile {
  /** @type {HTMLButtonElement} */
  button
  /**
   * @param {Strip} strip
   * @param {MeasureView} measure
   */
  constructor(strip, measure) {
    this.strip = strip
    this.measure = measure
    this.moments = opened(strip.data.moments[measure.moments] ?? [])
    this.count = el("span", { class: "count" })
    this.following = el("span", { class: "aside" })
    const tip = `tip-${measure.id}`
    this.button = el(
      "button",
      {
        type: "button",
        class: "measure",
        "aria-describedby": tip,
        onclick: () => this.next(),
        onfocus: () => this.light(),
        onblur: () => this.darken(),
        onkeydown: (event) => event.key === "Escape" && this.button.blur(),
      },
      el("span", { class: "name" }, sign(measure.id), measure.title),
      el("span", { class: "value" }, measure.value, this.aside(), this.count),
      dots(measure),
      this.following,
    )
    this.tip = this.explanation(tip)
    this.node = el("div", { class: "tile", onpointerenter: () => this.enter(), onpointerleave: () => this.leave() })
    this.node.append(this.button, this.tip)
    this.say()
  }

  aside() {
    return this.measure.estimated ? el("small", {}, this.strip.data.labels.estimated) : null
  }

  /** @param {string} id */
  explanation(id) {
    const { definition, origin, standing } = this.measure
    const parts = [definition, origin, standing].filter(Boolean).map((words) => el("p", {}, words))
    return el("div", { class: "tip", role: "tooltip", id }, ...parts)
  }

  next() {
    if (!this.moments.length) return
    this.at = this.at === undefined ? 0 : (this.at + 1) % this.moments.length
    const [start_s] = this.moments[this.at]
    const at_s = Math.max(0, start_s - LEAD_S)
    askToPlay(at_s)
    this.say()
  }

  say() {
    const { labels } = this.strip.data
    const all = this.moments.length
    const following = this.moments[this.at === undefined ? 0 : (this.at + 1) % all]
    this.following.textContent = following ? ` ${fill(labels.play_moment, { time: clock(following[0]) })}` : ""
    this.button.classList.toggle("silent", !all)
    if (!all) return
    this.count.replaceChildren(icon("play"), this.at === undefined ? String(all) : `${this.at + 1}/${all}`)
  }

  enter() {
    this.place()
    this.light()
  }

  leave() {
    if (!hasFocus(this.button)) this.darken()
  }

  light() {
    this.place()
    announce(this.moments)
  }

  darken() {
    announce([])
  }

  // The tip stays within the strip: to the right of the middle it hangs from its right edge.
  place() {
    const [tile, strip] = [this.node, this.strip.node].map((node) => node.getBoundingClientRect())
    this.tip.classList.toggle("leftward", tile.left + tile.width / 2 > strip.left + strip.width / 2)
  }
}

/** @param {Segment[]} segments */
function announce(segments) {
  document.dispatchEvent(new CustomEvent("benvenuto:moments", { detail: { segments } }))
}

// What the player draws of these measures, drawn here too: the strip is its key.
/** @type {Record<string, string>} */
const SIGNS = {
  overlap: "M2 3h12v4H2zM2 11h12v4H2zM6 5h4v8H6z",
  "dead-air": "M1.5 5v8M1.5 9h13M14.5 5v8",
  hold: "M1 15 9 3M5 15 13 3M9 15 15 6",
}

/** @param {string} id */
function sign(id) {
  if (!SIGNS[id]) return null
  const space = "http://www.w3.org/2000/svg"
  const svg = document.createElementNS(space, "svg")
  svg.setAttribute("viewBox", "0 0 16 18")
  svg.setAttribute("aria-hidden", "true")
  svg.setAttribute("class", `sign ${id}`)
  const path = document.createElementNS(space, "path")
  path.setAttribute("d", SIGNS[id])
  svg.append(path)
  return svg
}
