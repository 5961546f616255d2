// One criterion: what is asked, its levels, and what the evaluator says about it.

/** @import { AnswerView, CriterionView, LinkView } from "../shared/views" */
/** @import { Scorecard } from "./scorecard.js" */

import { el, icon, randomId } from "../shared/dom.js"
import { NOTHING, isMarked } from "./answers.js"
import { Evidence } from "./evidence.js"
import { Levels } from "./levels.js"
import { Moments } from "./moments.js"
import { Note } from "./note.js"
import { Reasons } from "./reasons.js"

export class Criterion {
  /** @type {AnswerView} */
  answer = NOTHING

  /**
   * @param {Scorecard} card
   * @param {CriterionView} criterion
   */
  constructor(card, criterion) {
    this.card = card
    this.criterion = criterion
    this.path = criterion.path
    this.titleId = randomId()
    this.levels = new Levels(this)
    this.note = new Note(this)
    const [reasons, moments, evidence] = [new Reasons(this), new Moments(this), new Evidence(this)]
    this.parts = [this.levels, reasons, this.note, moments, evidence]
    this.ruledOut = el("p", { class: "ruled-out" })
    this.lacks = el("p", { class: "lacks" })
    this.said = el("div", { class: "said" }, reasons.node, moments.node, this.note.node)
    this.node = el(
      "div",
      { class: "criterion", role: "group", "aria-labelledby": this.titleId },
      this.asked(),
      el("div", { class: "answer" }, this.lacks, this.levels.node, this.ruledOut, evidence.node, this.said),
    )
  }

  asked() {
    const { title, description, critical, policy, agreed, handbook } = this.criterion
    return el(
      "div",
      { class: "asked" },
      el("h4", { id: this.titleId }, title),
      critical ? el("p", { class: "critical" }, icon("warning"), critical) : null,
      description ? el("p", { class: "description" }, description) : null,
      ...(policy ?? []).map(({ title, value, rule }) => inForce(title, value, rule)),
      ...(agreed ?? []).map(({ lead, reason, version }) =>
        el("p", { class: "agreed" }, el("b", {}, lead), ` ${reason} `, el("small", {}, version)),
      ),
      handbook && isLink(handbook.href) ? this.handbook(handbook) : null,
    )
  }

  /** @param {LinkView} link */
  handbook({ label, href }) {
    return el("a", { class: "handbook", href, target: "_blank", rel: "noopener" }, label)
  }

  paint() {
    const answer = (this.answer = this.card.answer(this.criterion))
    const failed = this.failed
    this.node.classList.toggle("failed", failed)
    this.node.classList.toggle("out", !this.applies)
    this.lacks.textContent = this.lacking
    this.node.classList.toggle("lacking", Boolean(this.lacking))
    this.ruledOut.textContent = this.applies ? "" : this.criterion.not_applicable_because
    this.parts.forEach((part) => part.paint(answer))
  }

  /**
   * @param {string} kind
   * @param {unknown} value
   * @param {number} [waitMs]
   */
  edit(kind, value, waitMs) {
    this.card.edit(this, kind, value, waitMs)
  }

  clear() {
    if (this.marked) this.edit("clear", null)
    this.focus()
  }

  focus() {
    this.levels.node.focus({ preventScroll: true })
  }

  get labels() {
    return this.card.labels
  }

  get readOnly() {
    return this.card.data.read_only
  }

  // What hangs on another criterion opens with the click that opens it, before the server has heard of it.
  /** @returns {boolean} */
  get applies() {
    const { not_applicable_because, depends_on } = this.criterion
    if (!depends_on) return !not_applicable_because
    const other = this.card.rows.find(({ path }) => path === depends_on.path)
    if (!other?.applies) return false
    const { level } = this.card.answer(other.criterion)
    return level !== null && depends_on.levels.includes(level)
  }

  // Whether it may still come to apply: what it hangs on has no answer yet.
  /** @returns {boolean} */
  get mayFollow() {
    const { depends_on } = this.criterion
    const other = depends_on && this.card.rows.find(({ path }) => path === depends_on.path)
    if (!other || this.applies) return false
    return other.applies ? !other.marked : other.mayFollow
  }

  get marked() {
    return isMarked(this.answer)
  }

  // What kept the card from being published, until the server has seen it made good.
  get lacking() {
    return (this.applies && this.card.data.lacking[this.path]) || ""
  }

  // Below the best level, before it was said why: that is said here, not at the next criterion.
  get wantsWords() {
    const { reasons, note } = this.answer
    return Boolean(!this.card.data.light && this.level && !this.level.best && !reasons.length && !note)
  }

  get level() {
    return this.criterion.levels.find((level) => level.id === this.answer.level)
  }

  get failed() {
    return this.applies && Boolean(this.criterion.critical && this.level?.fails)
  }
}

/**
 * A rule of the day of the call: short to see, whole when it is opened.
 * @param {string} title
 * @param {string} value
 * @param {string} rule
 */
function inForce(title, value, rule) {
  return el("details", { class: "in-force" }, el("summary", {}, `${title}: `, el("b", {}, value)), el("p", {}, rule))
}

/** @param {string} href */
function isLink(href) {
  return /^https?:$/.test(new URL(href, location.href).protocol)
}
