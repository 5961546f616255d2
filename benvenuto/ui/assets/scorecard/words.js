// The few words for the agent that stand above the whole feedback: the last thing to be said, below all criteria.

/** @import { Scorecard } from "./scorecard.js" */

import { el, randomId } from "../shared/dom.js"
import { TYPING_MS } from "./outbox.js"

const LONGEST = "4000"

export class Words {
  /** @type {HTMLTextAreaElement} */
  field

  /** @param {Scorecard} card */
  constructor(card) {
    this.card = card
    const { labels, data } = card
    const id = randomId()
    this.text = el("p", { class: "note-text" })
    this.field = el("textarea", {
      id,
      maxlength: LONGEST,
      placeholder: labels.words_placeholder,
      oninput: () => this.typed(),
      onblur: () => card.outbox.settle(),
      onkeydown: (event) => event.key === "Escape" && this.field.blur(),
    })
    this.growing = el("div", { class: "growing" }, this.field)
    const title = data.read_only ? el("h3", {}, labels.words) : el("label", { for: id }, labels.words)
    this.node = el("div", { class: "for-agent" }, title, data.read_only ? this.text : this.growing)
  }

  typed() {
    this.card.outbox.add("", "summary", this.field.value, TYPING_MS)
    this.growing.dataset.text = this.field.value
    this.node.scrollIntoView({ block: "nearest" }) // not below the bar, which stays in sight
  }

  // What is being typed is among the edits: only another window's words can differ from what stands here.
  paint() {
    const { data, outbox } = this.card
    const words = outbox.edits.findLast(({ kind }) => kind === "summary")?.value ?? data.words
    this.node.hidden = data.light || (data.read_only && !words)
    this.text.textContent = words
    if (this.field.value === words) return
    this.field.value = this.growing.dataset.text = words
  }
}
