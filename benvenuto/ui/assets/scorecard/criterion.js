// One criterion: what is asked, its levels, and what the evaluator says about it.

import { el, icon, randomId } from "../shared/dom.js"
import { isMarked } from "./answers.js"
import { Evidence } from "./evidence.js"
import { Levels } from "./levels.js"
import { Moments } from "./moments.js"
import { Note } from "./note.js"
import { Reasons } from "./reasons.js"

export class Criterion {
  constructor(card, criterion) {
    this.card = card
    this.criterion = criterion
    this.path = criterion.path
    this.titleId = randomId()
    this.levels = new Levels(this)
    this.parts = [this.levels, new Reasons(this), new Note(this), new Moments(this), new Evidence(this)]
    const [, reasons, note, moments, evidence] = this.parts
    this.note = note
    this.ruledOut = el("p", { class: "ruled-out" })
    this.said = el("div", { class: "said" }, reasons.node, moments.node, note.node)
    this.node = el(
      "div",
      { class: "criterion", role: "group", "aria-labelledby": this.titleId },
      this.asked(),
      el("div", { class: "answer" }, this.levels.node, this.ruledOut, evidence.node, this.said),
    )
  }

  asked() {
    const { title, description, critical, policy, handbook } = this.criterion
    return el(
      "div",
      { class: "asked" },
      el("h4", { id: this.titleId }, title),
      critical ? el("p", { class: "critical" }, icon("warning"), critical) : null,
      description ? el("p", { class: "description" }, description) : null,
      ...(policy ?? []).map(({ title, value, rule }) => inForce(title, value, rule)),
      handbook && isLink(handbook.href) ? this.handbook(handbook) : null,
    )
  }

  handbook({ label, href }) {
    return el("a", { class: "handbook", href, target: "_blank", rel: "noopener" }, label)
  }

  paint() {
    const answer = (this.answer = this.card.answer(this.criterion))
    const failed = this.failed
    this.node.classList.toggle("failed", failed)
    this.node.classList.toggle("out", !this.applies)
    this.ruledOut.textContent = this.applies ? "" : this.criterion.not_applicable_because
    this.parts.forEach((part) => part.paint(answer))
  }

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
  get applies() {
    const { not_applicable_because, depends_on } = this.criterion
    if (!depends_on) return !not_applicable_because
    const other = this.card.rows.find(({ path }) => path === depends_on.path)
    return Boolean(other?.applies) && depends_on.levels.includes(this.card.answer(other.criterion).level)
  }

  get marked() {
    return isMarked(this.answer)
  }

  get level() {
    return this.criterion.levels.find((level) => level.id === this.answer.level)
  }

  get failed() {
    return this.applies && Boolean(this.criterion.critical && this.level?.fails)
  }
}

// A rule of the day of the call: short to see, whole when it is opened.
function inForce(title, value, rule) {
  return el("details", { class: "in-force" }, el("summary", {}, `${title}: `, el("b", {}, value)), el("p", {}, rule))
}

function isLink(href) {
  return /^https?:$/.test(new URL(href, location.href).protocol)
}
