// Edits on their way to the server. Each one is kept, here and in sessionStorage, until the server says it has it:
// a reload, a lost connection or a killed server loses nothing.

import { randomId } from "../shared/dom.js"

const RETRY_MS = 5_000
const LONGEST_RETRY_MS = 60_000

export class Outbox {
  // `send` takes what Python shall get; `changed` is called when the number of waiting edits changes.
  constructor(evaluation, { send, changed }) {
    Object.assign(this, { evaluation, send, changed, client: randomId(), seq: 0, retryAfter: RETRY_MS })
    this.edits = this.remembered().map((edit) => ({ ...edit, seq: ++this.seq }))
    if (this.edits.length) this.flush()
  }

  // Text still being typed replaces its own earlier state; every other edit is kept as it was made.
  add(path, kind, value, waitMs = 0) {
    if (kind === "note" || kind === "moment_note") {
      this.edits = this.edits.filter((e) => e.path !== path || e.kind !== kind || e.value.id !== value.id)
    }
    this.edits.push({ seq: ++this.seq, path, kind, value })
    this.remember()
    clearTimeout(this.typing)
    this.typing = waitMs ? setTimeout(() => this.flush(), waitMs) : undefined
    if (!waitMs) this.flush()
    this.changed()
  }

  // Sends text that is still waiting for a pause in the typing.
  settle() {
    if (this.typing) this.flush()
  }

  flush() {
    clearTimeout(this.typing)
    this.typing = undefined
    this.send({ client: this.client, evaluation: this.evaluation, edits: this.edits })
    clearTimeout(this.retry)
    if (!this.edits.length) return
    this.retry = setTimeout(() => this.flush(), this.retryAfter)
    this.retryAfter = Math.min(2 * this.retryAfter, LONGEST_RETRY_MS)
  }

  acknowledge(acknowledged) {
    if (acknowledged?.client !== this.client) return
    const waiting = this.edits.filter((edit) => edit.seq > acknowledged.seq)
    if (waiting.length === this.edits.length) return
    this.edits = waiting
    this.retryAfter = RETRY_MS
    if (!waiting.length) clearTimeout(this.retry)
    this.remember()
    this.changed()
  }

  // What was published is not edited any more, by nobody's leftovers either.
  discard() {
    this.edits = []
    this.remember()
    this.stop()
  }

  stop() {
    clearTimeout(this.typing)
    clearTimeout(this.retry)
  }

  get storageKey() {
    return `benvenuto.outbox.${this.evaluation}`
  }

  remember() {
    try {
      if (this.edits.length) sessionStorage.setItem(this.storageKey, JSON.stringify(this.edits))
      else sessionStorage.removeItem(this.storageKey)
    } catch {
      // Storage is full or forbidden: the edits are still kept in memory.
    }
  }

  remembered() {
    try {
      return JSON.parse(sessionStorage.getItem(this.storageKey)) ?? []
    } catch {
      return []
    }
  }
}
