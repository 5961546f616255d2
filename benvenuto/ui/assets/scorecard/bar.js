// The bar under the scorecard: score, critical errors, how far, and whether everything is saved.

/** @import { Scorecard } from "./scorecard.js" */

import { el, fill, icon } from "../shared/dom.js"

const SLOW_MS = 400
const TOO_SLOW_MS = 5000

export class Bar {
  /** @type {ReturnType<typeof setTimeout>[]} */
  patience = []

  late = false

  /** @param {Scorecard} card */
  constructor(card) {
    this.card = card
    this.score = el("strong", { class: "score" })
    this.verdict = el("span", { class: "verdict" })
    this.errors = el("p", { class: "critical-errors", role: "status" })
    this.lacking = el("p", { class: "to-complete", role: "alert" })
    this.progress = el("span", { class: "progress" })
    this.state = el("span", { class: "state" })
    const { labels } = card
    const scored = el(
      "p",
      { class: "scored", "aria-live": "polite", "aria-atomic": "true" },
      el("span", { class: "aside" }, `${labels.score} `),
      this.score,
      this.verdict,
    )
    this.node = el("footer", { class: "bar" }, scored, this.errors, this.lacking, el("p", { class: "going" }, this.progress, this.state))
  }

  paint() {
    const { labels } = this.card
    const { summary, read_only } = this.card.data
    this.node.hidden = !summary
    this.set(this.score, summary?.score || "–")
    this.set(this.verdict, summary?.verdict || (read_only ? labels.no_score : labels.score_later))
    this.set(this.progress, read_only ? "" : this.howFar())
    this.paintErrors()
    this.paintLacking()
    this.paintState()
  }

  // What hangs on an answer that is not given yet is said beforehand: else the number of criteria would grow unexplained.
  howFar() {
    const { labels, marked } = this.card
    if (!marked.n) return fill(labels.progress, marked)
    return fill(marked.n === 1 ? labels.progress_one_more : labels.progress_more, marked)
  }

  paintErrors() {
    const failed = this.card.rows.filter((row) => row.failed).map((row) => row.criterion.title)
    const text = failed.length ? `${this.card.labels.critical_error}: ${failed.join(", ")}` : ""
    if (this.errors.textContent === text) return
    this.errors.replaceChildren(...(text ? [icon("warning"), text] : []))
  }

  // Publishing was refused: one sentence, and the way to the first criterion that is meant.
  paintLacking() {
    const { labels, rows } = this.card
    const n = rows.filter((row) => row.lacking).length
    const text = n ? fill(n === 1 ? labels.lacking_one : labels.lacking_many, { n }) : ""
    if (this.lacking.firstChild?.textContent === text) return
    const go = el("button", { type: "button", onclick: () => this.card.goToLacking() }, labels.first_lacking)
    this.lacking.replaceChildren(...(text ? [text, " ", go] : []))
  }

  // "Saving" shows only when it takes a while: a word that flickers at every click tells nothing. When it takes too long,
  // something is wrong behind the connection, and the words say what that means.
  paintState() {
    const { outbox, connected, labels } = this.card
    const waiting = outbox.edits.length
    this.state.dataset.waiting = String(waiting)
    this.state.classList.toggle("offline", !connected || this.late)
    this.state.setAttribute("aria-live", connected && !this.late ? "off" : "polite")
    if (!waiting || !connected) this.inTime()
    else if (!this.patience.length) {
      this.patience = [
        setTimeout(() => this.set(this.state, labels.saving), SLOW_MS),
        setTimeout(() => this.tooLate(), TOO_SLOW_MS),
      ]
    }
    if (!connected) this.set(this.state, labels.offline)
    else if (!waiting) this.set(this.state, outbox.used ? labels.saved : "")
    else if (this.late) this.set(this.state, fill(waiting === 1 ? labels.unsaved_one : labels.unsaved_many, { n: waiting }))
  }

  inTime() {
    this.patience.forEach(clearTimeout)
    this.patience = []
    this.late = false
  }

  tooLate() {
    this.late = true
    this.paintState()
  }

  /**
   * Writing the same words again would make a screen reader say them again.
   * @param {HTMLElement} node
   * @param {string} text
   */
  set(node, text) {
    if (node.textContent !== text) node.textContent = text
  }
}
