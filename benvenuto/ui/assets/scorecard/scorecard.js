// The scorecard: the server's view with this window's edits over it. Drawn once, then only touched up.

/** @import { Component, ScorecardData } from "../shared/types" */
/** @import { CriterionView, GroupView } from "../shared/views" */

import { isConnected, watchConnection } from "../shared/connection.js"
import { el, hear } from "../shared/dom.js"
import { Kept } from "../shared/kept.js"
import { keepTypingInside } from "../shared/keys.js"
import { mount } from "../shared/mount.js"
import { rootOf } from "../shared/places.js"
import { NOTHING, isMarked, overlaid } from "./answers.js"
import { Bar } from "./bar.js"
import { Criterion } from "./criterion.js"
import { Cursor } from "./cursor.js"
import { listen } from "./keyboard.js"
import { askBeforeLeaving } from "./leaving.js"
import { Outbox } from "./outbox.js"
import { isUnbegun, moveInto } from "./stored.js"
import { restoring } from "./undo.js"
import { Words } from "./words.js"

export class Scorecard {
  /** @type {ScorecardData} */
  data

  /** @type {Outbox} */
  outbox

  /** @type {Bar} */
  bar

  /** @type {Words} */
  words

  /** @type {Cursor} */
  cursor

  /** @type {HTMLElement} */
  node

  /** @type {string | undefined} */
  shape

  /** @type {Criterion[]} */
  rows = []

  /** @type {HTMLElement[]} */
  scores = []

  /** @type {import("./undo.js").Restoring[]} */
  done = []

  /** @param {ShadowRoot} parent */
  constructor(parent) {
    this.shadow = parent
    this.root = rootOf(parent)
    keepTypingInside(this.root)
    this.stops = [
      ...listen(this),
      watchConnection((connected) => this.connection(connected)),
      hear(parent, "benvenuto:strip", (event) => this.adopt(event)),
      askBeforeLeaving(() => this.outbox.edits.length > 0),
    ]
  }

  /**
   * @param {ScorecardData} data
   * @param {Component} component
   */
  update(data, { setStateValue }) {
    this.send = (/** @type {object} */ value) => setStateValue("outbox", value)
    const begun = this.data && isUnbegun(this.data.evaluation, data.of_call) && !isUnbegun(data.evaluation, data.of_call)
    const another = data.evaluation !== this.data?.evaluation && !begun
    const refused = !another && data.refusals > this.data.refusals
    this.data = data
    if (another) this.open()
    else if (begun) this.outbox.rename(data.evaluation, this.kept)
    if (data.read_only) this.outbox.discard()
    this.outbox.seen = data.changes
    this.outbox.acknowledge(data.acknowledged)
    this.draw()
    this.paint()
    if (refused) this.goToLacking()
  }

  open() {
    this.outbox?.stop()
    this.done = []
    this.shape = undefined
    const { evaluation, person, of_call, read_only } = this.data
    const before = new Kept(person, "outbox").names().map((name) => name.split(".")[0])
    // what this browser marked before it heard that the draft was begun
    const unbegun = read_only ? [] : before.filter((name) => name !== evaluation && isUnbegun(name, of_call))
    for (const name of new Set(unbegun)) moveInto(this.kept, new Kept(person, "outbox", name))
    this.outbox = new Outbox(evaluation, this.kept, {
      send: (value) => this.data.read_only || this.send?.(value),
      changed: () => this.bar?.paintState(),
    })
  }

  get kept() {
    return new Kept(this.data.person, "outbox", this.data.evaluation)
  }

  // The nodes are built anew only when the rubrics themselves, their words or the right to edit have changed.
  draw() {
    const { card, card_id, read_only, preview } = this.data
    const shape = `${card_id} ${read_only}`
    if (shape === this.shape) return
    this.shape = shape
    this.rows = []
    this.scores = card.groups.map(() => el("span", { class: "group-score" }))
    const drawn = card.groups.map((group, place) => this.group(group, this.scores[place]))
    this.words = new Words(this)
    this.bar = new Bar(this)
    const keys = read_only ? null : el("p", { class: "keys" }, this.labels.keys)
    // a preview shows every level, as one who scores sees them; what is read-only those that were chosen
    const kind = preview ? "card preview" : read_only ? "card read-only" : "card"
    this.node = el("section", { class: kind, "aria-label": this.labels.scorecard })
    if (keys) this.node.append(keys)
    this.node.append(...drawn, this.words.node, this.bar.node)
    this.root.replaceChildren(this.node)
    this.cursor = new Cursor(this)
    document.dispatchEvent(new CustomEvent("benvenuto:strip-wanted"))
  }

  // The strip of measures offers itself: it stands above the rubric that is judged by what it counts.
  /** @param {DocumentEventMap["benvenuto:strip"]} event */
  adopt(event) {
    const { node, rubric } = event.detail
    const group = this.root.isConnected && this.node?.querySelector(`[data-rubric="${CSS.escape(rubric)}"]`)
    if (!group) return
    event.preventDefault()
    if (group.previousElementSibling !== node) group.before(node)
  }

  /**
   * @param {GroupView} group
   * @param {HTMLElement} score
   */
  group({ id, title, criteria }, score) {
    const rows = criteria.map((criterion) => new Criterion(this, criterion))
    this.rows.push(...rows)
    return el(
      "section",
      { class: "group", "data-rubric": id, "aria-label": title },
      el("header", { class: "group-head" }, el("h3", {}, title), score),
      ...rows.map((row) => row.node),
    )
  }

  paint() {
    this.rows.forEach((row) => row.paint())
    this.data.card.groups.forEach(({ id }, place) => (this.scores[place].textContent = this.data.scores[id] ?? ""))
    this.words.paint()
    this.cursor.place()
    this.bar.paint()
  }

  /** @param {CriterionView} criterion */
  answer(criterion) {
    return overlaid(this.data.answers[criterion.path] ?? NOTHING, criterion.path, this.outbox.edits)
  }

  /**
   * @param {Criterion} row
   * @param {string} kind
   * @param {unknown} value
   * @param {number} [waitMs]
   */
  edit(row, kind, value, waitMs) {
    const back = restoring(row.answer, row.path, kind, value)
    if (back) this.done.push(back)
    this.change(row, kind, value, waitMs)
  }

  // Takes the last mark back, and goes there; whether there was one.
  undo() {
    const back = this.done.pop()
    const row = back && this.rows.find(({ path }) => path === back.path)
    if (!row) return false
    this.change(row, back.kind, back.value)
    if (row.applies) this.cursor.go(row)
    return true
  }

  goToLacking() {
    const row = this.rows.find((each) => each.lacking)
    if (row) this.cursor.go(row)
  }

  /**
   * @param {Criterion} row
   * @param {string} kind
   * @param {unknown} value
   * @param {number} [waitMs]
   */
  change(row, kind, value, waitMs) {
    this.outbox.add(row.path, kind, value, waitMs)
    for (const each of this.rows) if (each === row || each.criterion.depends_on) each.paint()
    this.bar.paint()
  }

  get marked() {
    const open = this.rows.filter((row) => row.applies)
    const n = this.rows.filter((row) => row.mayFollow).length
    return { done: open.filter((row) => isMarked(row.answer)).length, all: open.length, n }
  }

  /**
   * Lost: leave only what was not acknowledged in Streamlit's memory, so that a new session never applies again
   * what an older one has applied. Back: send it.
   * @param {boolean} connected
   */
  connection(connected) {
    this.bar.paintState()
    if (!connected || this.outbox.edits.length) this.outbox.flush()
  }

  get labels() {
    return this.data.card.labels
  }

  get connected() {
    return isConnected()
  }

  // What is not acknowledged stays in the browser's store; asking for it now would overtake the page that follows.
  silence() {
    this.outbox.stop()
  }

  destroy() {
    this.stops.forEach((stop) => stop())
    this.silence()
  }
}

export default mount((parent) => new Scorecard(parent))
