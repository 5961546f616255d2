// Reasons to choose from, offered once the level is not the best.

/** @import { AnswerView } from "../shared/views" */
/** @import { Criterion } from "./criterion.js" */

import { el, icon } from "../shared/dom.js"

export class Reasons {
  /** @param {Criterion} row */
  constructor(row) {
    this.row = row
    this.chips = row.criterion.reasons.map(({ id, label }) => this.chip(id, label))
    this.node = el("div", { class: "reasons", role: "group", "aria-label": row.labels.reasons })
    this.node.append(...this.chips.map(({ button }) => button))
  }

  /**
   * @param {string} id
   * @param {string} label
   */
  chip(id, label) {
    const onclick = () => this.toggle(id)
    const button = el("button", { type: "button", class: "reason", disabled: this.row.readOnly, onclick }, icon("check"), label)
    return { id, button }
  }

  /** @param {string} id */
  toggle(id) {
    const { reasons } = this.row.answer
    this.row.edit("reasons", reasons.includes(id) ? reasons.filter((each) => each !== id) : [...reasons, id])
  }

  /** @param {AnswerView} answer */
  paint(answer) {
    const { applies, level, readOnly } = this.row
    this.node.hidden = !applies || !level || level.best || !this.chips.length
    for (const { id, button } of this.chips) {
      const chosen = answer.reasons.includes(id)
      button.setAttribute("aria-pressed", String(chosen))
      button.hidden = readOnly && !chosen
    }
  }
}
