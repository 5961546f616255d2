// Edits on their way to the server. Each one is kept, here and in the browser's lasting store, until the server says it
// has it: a reload, a closed window, a lost connection or a killed server loses nothing.

/** @import { Kept } from "../shared/kept.js" */
/** @import { Box, Edit } from "../shared/types" */

import { randomId } from "../shared/dom.js"
import { boxesIn, moveInto, nameOf } from "./stored.js"

export const TYPING_MS = 600
const TYPED = new Set(["note", "moment_note", "summary"])
const RETRY_MS = 5_000
const LONGEST_RETRY_MS = 60_000

export class Outbox {
  seq = 0
  seen = 0
  retryAfter = RETRY_MS

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  typing

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  retry

  /**
   * `send` takes what Python shall get; `changed` is called when the number of waiting edits changes.
   * @param {string} evaluation
   * @param {Kept} kept
   * @param {{ send: (outbox: { evaluation: string, boxes: Box[] }) => unknown, changed: () => unknown }} listeners
   */
  constructor(evaluation, kept, { send, changed }) {
    this.evaluation = evaluation
    this.kept = kept
    this.send = send
    this.changed = changed
    /** @type {Box} */
    this.own = { client: randomId(), edits: [] }
    this.boxes = [...boxesIn(kept), this.own]
    this.after = this.boxes.map(({ client }) => client).filter((client) => client !== this.own.client)
    if (this.edits.length) this.flush()
  }

  // All that waits, oldest first. What another page has left, of this window or of one that may still be there, goes out
  // under its own name: the server may have it already, and must not take it for new.
  get edits() {
    return this.boxes.flatMap(({ edits }) => edits)
  }

  // Whether there was anything to save at all.
  get used() {
    return this.seq > 0 || this.boxes.length > 1
  }

  get waiting() {
    return this.boxes.filter(({ edits }) => edits.length)
  }

  /**
   * Text still being typed replaces its own earlier state; every other edit is kept as it was made. It knows of no change
   * that has come since the first of them.
   * @param {string} path
   * @param {string} kind
   * @param {any} value
   */
  add(path, kind, value, waitMs = 0) {
    const same = (/** @type {Edit} */ e) => e.path === path && e.kind === kind && e.value.id === value.id
    const replaced = TYPED.has(kind) ? this.own.edits.filter(same) : []
    const seen = Math.min(this.seen, ...replaced.map((edit) => edit.seen ?? 0))
    const edit = { seq: ++this.seq, at: Date.now(), seen, after: this.after, path, kind, value }
    this.own.edits = [...this.own.edits.filter((e) => !replaced.includes(e)), edit]
    this.kept.put(nameOf(this.own.client, edit.seq), edit)
    this.forget(this.own.client, replaced)
    clearTimeout(this.typing)
    this.typing = waitMs ? setTimeout(() => this.flush(), waitMs) : undefined
    if (!waitMs) this.flush()
    this.changed()
  }

  /**
   * The draft that these edits belong to has been begun, and has a name of its own from now on.
   * @param {string} evaluation
   * @param {Kept} kept
   */
  rename(evaluation, kept) {
    moveInto(kept, this.kept)
    this.evaluation = evaluation
    this.kept = kept
  }

  // Sends text that is still waiting for a pause in the typing.
  settle() {
    if (this.typing) this.flush()
  }

  flush() {
    clearTimeout(this.typing)
    this.typing = undefined
    const boxes = this.waiting
    this.send({ evaluation: this.evaluation, boxes })
    clearTimeout(this.retry)
    if (!boxes.length) return
    this.retry = setTimeout(() => this.flush(), this.retryAfter)
    this.retryAfter = Math.min(2 * this.retryAfter, LONGEST_RETRY_MS)
  }

  /**
   * `acknowledged` has the number of the last edit applied, by client.
   * @param {Record<string, number>} acknowledged
   */
  acknowledge(acknowledged) {
    const before = this.edits.length
    for (const box of this.boxes) {
      const last = acknowledged[box.client] ?? 0
      this.forget(box.client, box.edits.filter(({ seq }) => seq <= last))
      box.edits = box.edits.filter(({ seq }) => seq > last)
    }
    const waiting = this.edits.length
    if (waiting === before) return
    this.retryAfter = RETRY_MS
    if (!waiting) clearTimeout(this.retry)
    this.changed()
  }

  // What was published is not edited any more, by nobody's leftovers either. They stay in the store: the next page that is
  // opened says what they were.
  discard() {
    this.own.edits = []
    this.boxes = [this.own]
    this.stop()
  }

  stop() {
    clearTimeout(this.typing)
    clearTimeout(this.retry)
  }

  /**
   * @param {string} client
   * @param {Edit[]} edits
   */
  forget(client, edits) {
    edits.forEach(({ seq }) => this.kept.drop(nameOf(client, seq)))
  }
}
