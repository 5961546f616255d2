// The note: a quiet button until there is something to say. Escape leaves it. Beside it, the way back.

/** @import { AnswerView } from "../shared/views" */
/** @import { Criterion } from "./criterion.js" */

import { el, icon } from "../shared/dom.js"
import { TYPING_MS } from "./outbox.js"

export class Note {
  opened = false
  fresh = false

  /** @type {string | undefined} */
  fitted

  /** @param {Criterion} row */
  constructor(row) {
    this.row = row
    const { labels } = row
    this.field = el("textarea", {
      rows: "1",
      maxlength: "10000",
      "aria-label": labels.note,
      placeholder: labels.note_placeholder,
      oninput: () => this.typed(),
      onblur: () => this.left(),
      onkeydown: (event) => this.pressed(event),
    })
    this.button = el("button", { type: "button", class: "add-note", onclick: () => this.open() }, icon("note"), labels.add_note)
    this.button.append(el("kbd", { "aria-hidden": "true" }, "e"))
    this.text = el("p", { class: "note-text" })
    this.clear = el("button", { type: "button", class: "clear", onclick: () => row.clear() }, icon("close"), labels.clear)
    this.node = el("div", { class: "note" })
    this.node.append(...(row.readOnly ? [this.text] : [this.button, this.field, this.clear]))
  }

  open() {
    this.opened = this.fresh = true
    this.paint(this.row.answer)
    // a browser would bring the field to the middle, and with it the levels above it under the player
    this.field.focus({ preventScroll: true })
    this.row.node.scrollIntoView({ block: "nearest" })
    this.node.scrollIntoView({ block: "nearest" })
  }

  /**
   * The key that opened the note types nothing into it, however long it is held down.
   * @param {KeyboardEvent} event
   */
  pressed(event) {
    this.fresh &&= event.repeat
    if (this.fresh) event.preventDefault()
    else if (event.key === "Escape") this.row.focus()
  }

  typed() {
    this.row.edit("note", this.field.value, TYPING_MS)
    this.fit()
  }

  left() {
    this.opened = false
    this.row.card.outbox.settle()
    this.paint(this.row.answer)
  }

  fit() {
    this.field.style.height = "auto"
    this.field.style.height = `${this.field.scrollHeight + 2}px`
  }

  /** @param {AnswerView} answer */
  paint({ note }) {
    this.node.hidden = !this.row.applies || (this.row.readOnly && !note)
    this.text.textContent = note
    const shown = this.opened || Boolean(note)
    this.node.classList.toggle("empty", !shown)
    this.clear.hidden = !this.row.marked
    this.button.hidden = shown
    this.field.hidden = !shown
    // what is being typed is among the edits: only another window's words can differ from what stands here
    if (this.field.value !== note) this.field.value = note
    if (shown && this.field.value !== this.fitted) {
      this.fitted = this.field.value
      this.fit()
    }
  }
}
