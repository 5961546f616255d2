// The levels of a criterion as a radio group. Arrows move the focus, space chooses; number keys do both at once.

/** @import { Attributes } from "../shared/types" */
/** @import { AnswerView, LevelView } from "../shared/views" */
/** @import { Criterion } from "./criterion.js" */

import { el, randomId } from "../shared/dom.js"
import { along } from "../shared/keys.js"

/** @typedef {{ button: HTMLButtonElement, behaviour?: HTMLElement, is: (answer: AnswerView) => boolean }} Option */

export class Levels {
  /** @param {Criterion} row */
  constructor(row) {
    this.row = row
    const { levels, not_applicable_allowed } = row.criterion
    /** @type {Option[]} */
    this.options = levels.map((level, place) => this.option(level, place))
    if (not_applicable_allowed) this.options.push(this.notApplicable())
    this.unanswered = el("p", { class: "not-answered" }, row.labels.not_answered)
    this.node = el("div", { class: "levels", role: "radiogroup", tabindex: "-1", "aria-labelledby": row.titleId })
    this.node.style.setProperty("--levels", String(levels.length))
    for (const { button, behaviour } of this.options) this.node.append(button, ...(behaviour ? [behaviour] : []))
    if (row.readOnly) this.node.append(this.unanswered)
    this.node.addEventListener("keydown", (event) => this.pressed(event))
  }

  /**
   * @param {LevelView} level
   * @param {number} place
   * @returns {Option}
   */
  option(level, place) {
    const behaviour = el("p", { class: "behaviour", id: randomId() }, level.behaviour)
    const button = this.radio(String(place + 1), level.label, { "aria-describedby": behaviour.id })
    button.onclick = () => this.choose(level.id)
    for (const node of [button, behaviour]) node.style.setProperty("--place", String(place + 1))
    behaviour.onclick = () => this.row.readOnly || this.choose(level.id)
    return { button, behaviour, is: (answer) => answer.level === level.id }
  }

  /** @returns {Option} */
  notApplicable() {
    const { labels } = this.row
    const button = this.radio("0", labels.not_applicable, { title: labels.not_applicable_long })
    button.classList.add("na")
    button.onclick = () => this.chooseNotApplicable()
    return { button, is: (answer) => answer.not_applicable }
  }

  /**
   * @param {string} key
   * @param {string} label
   * @param {Attributes} attributes
   */
  radio(key, label, attributes) {
    const digit = this.row.readOnly ? null : el("kbd", { "aria-hidden": "true" }, key)
    const disabled = this.row.readOnly
    return el("button", { type: "button", role: "radio", class: "level", disabled, ...attributes }, digit, label)
  }

  /** @param {string} level */
  choose(level) {
    if (level !== this.row.answer.level) this.row.edit("level", level)
  }

  chooseNotApplicable() {
    if (!this.row.answer.not_applicable) this.row.edit("na", null)
  }

  /**
   * The number keys: whether there was something to choose.
   * @param {string} key
   */
  chooseByKey(key) {
    if (key === "0") {
      if (!this.row.criterion.not_applicable_allowed) return false
      this.chooseNotApplicable()
      return true
    }
    const level = this.row.criterion.levels[Number(key) - 1]
    if (level) this.choose(level.id)
    return Boolean(level)
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const buttons = this.options.map(({ button }) => button)
    const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (event.target))
    const step = along(event)
    if (step) {
      const from = at >= 0 ? at + step : Math.max(0, this.chosen)
      buttons[(from + buttons.length) % buttons.length].focus()
    } else if (event.key === "Delete" || event.key === "Backspace") {
      this.row.clear()
    } else return
    event.preventDefault()
  }

  get chosen() {
    return this.options.findIndex(({ is }) => is(this.row.answer))
  }

  /** @param {AnswerView} answer */
  paint(answer) {
    this.node.hidden = !this.row.applies
    this.options.forEach(({ button, behaviour, is }, place) => {
      const checked = is(answer)
      button.setAttribute("aria-checked", String(checked))
      button.tabIndex = place === Math.max(0, this.chosen) ? 0 : -1
      behaviour?.classList.toggle("chosen", checked)
    })
    this.unanswered.hidden = this.row.marked
  }
}
