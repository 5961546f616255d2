// The moments of a criterion: each plays on click, bears a remark, and can be taken away.

/** @import { AnswerView, MomentView } from "../shared/views" */
/** @import { Criterion } from "./criterion.js" */

import { clock, el, fill, icon } from "../shared/dom.js"
import { askToPlay } from "../shared/playing.js"
import { TYPING_MS } from "./outbox.js"

/** @typedef {{ node: HTMLElement, say: (note: string) => void }} Chip */

export class Moments {
  /** @param {Criterion} row */
  constructor(row) {
    this.row = row
    /** @type {Map<string, Chip>} */
    this.chips = new Map()
    this.node = el("ul", { class: "moments", "aria-label": row.labels.moments })
  }

  /** @param {AnswerView} answer */
  paint({ moments }) {
    this.node.hidden = !this.row.applies || !moments.length
    const ids = new Set(moments.map(({ id }) => id))
    for (const [id, chip] of this.chips) if (!ids.has(id)) this.drop(id, chip)
    const sorted = [...moments].sort((a, b) => a.at_s - b.at_s)
    sorted.forEach((moment, place) => {
      const chip = this.chips.get(moment.id) ?? this.chip(moment)
      this.chips.set(moment.id, chip)
      if (this.node.children[place] !== chip.node) this.node.insertBefore(chip.node, this.node.children[place] ?? null)
      chip.say(moment.note)
    })
  }

  /**
   * @param {string} id
   * @param {Chip} chip
   */
  drop(id, chip) {
    const focused = chip.node.matches(":focus-within")
    chip.node.remove()
    this.chips.delete(id)
    if (focused) this.row.focus()
  }

  /**
   * @param {MomentView} moment
   * @returns {Chip}
   */
  chip({ id, at_s }) {
    const { labels, readOnly } = this.row
    const time = clock(at_s)
    const play = el(
      "button",
      {
        type: "button",
        class: "play-moment",
        "aria-label": fill(labels.play_moment, { time }),
        onclick: () => askToPlay(at_s),
      },
      icon("play"),
      time,
    )
    const remark = readOnly ? el("span", { class: "remark-text" }) : this.remark(id)
    const node = el("li", { class: "moment" }, play, remark, readOnly ? null : this.remove(id, time))
    return { node, say: (note) => this.say(node, remark, note) }
  }

  /** @param {string} id */
  remark(id) {
    const { labels } = this.row
    /** @type {HTMLInputElement} */
    const field = el("input", {
      class: "remark",
      type: "text",
      maxlength: "2000",
      "aria-label": labels.remark_placeholder,
      placeholder: labels.remark_placeholder,
      oninput: () => this.row.edit("moment_note", { id, note: field.value }, TYPING_MS),
      onblur: () => this.row.card.outbox.settle(),
      onkeydown: (event) => (event.key === "Escape" || event.key === "Enter") && this.row.focus(),
    })
    return field
  }

  /**
   * @param {string} id
   * @param {string} time
   */
  remove(id, time) {
    const label = fill(this.row.labels.remove_moment, { time })
    const onclick = () => this.row.edit("moment_remove", id)
    return el("button", { type: "button", class: "remove", "aria-label": label, title: label, onclick }, icon("close"))
  }

  /**
   * @param {HTMLElement} node
   * @param {HTMLInputElement | HTMLSpanElement} remark
   * @param {string} note
   */
  say(node, remark, note) {
    node.classList.toggle("plain", !note)
    if (!(remark instanceof HTMLInputElement)) remark.textContent = note
    else if (remark.value !== note) remark.value = note
  }
}
