// What was found in the call, quoted, each with the time from which it plays; and what was not found. It marks nothing.

/** @import { TraceView } from "../shared/views" */
/** @import { Criterion } from "./criterion.js" */

import { clock, el, fill, icon } from "../shared/dom.js"
import { askToPlay } from "../shared/playing.js"

export class Evidence {
  /** @param {Criterion} row */
  constructor(row) {
    this.row = row
    const { traces = [], missing = "" } = row.criterion.evidence ?? {}
    this.empty = !traces.length && !missing
    this.node = el(
      "div",
      { class: "evidence", role: "group", "aria-label": row.labels.evidence },
      ...traces.map((trace) => this.trace(trace)),
      missing ? el("p", { class: "missing" }, missing) : null,
    )
  }

  /** @param {TraceView} trace */
  trace({ label, text, at_s, times }) {
    return el(
      "p",
      { class: "trace", title: text },
      ...at_s.map((at) => this.play(at)),
      times ? el("span", { class: "time" }, times) : null,
      el("span", { class: "words" }, label ? el("span", { class: "label" }, `${label} `) : null, text),
    )
  }

  /** @param {number} at_s */
  play(at_s) {
    const time = clock(at_s)
    const label = fill(this.row.labels.play_moment, { time })
    const onclick = () => askToPlay(at_s)
    return el("button", { type: "button", class: "hear", "aria-label": label, onclick }, icon("play"), time)
  }

  paint() {
    this.node.hidden = this.empty || !this.row.applies
  }
}
