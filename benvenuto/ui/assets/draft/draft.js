// What is being written to somebody, kept at every key in the browser's lasting store and put back into its field: after
// a reload, a crash or a lost session, and when Streamlit takes an open dialog off the page until a run has come to it.
// It goes when the server says that it was sent. Draws nothing itself.

import { Kept } from "../shared/kept.js"
import { mount } from "../shared/mount.js"

/** @typedef {{ text: string, cursor: number }} Written */
/** @typedef {{ person: string, evaluation: string, fields: Record<string, string>, sent: string[] }} Data */

/** @type {Map<string, { kept: Kept, name: string }>} */
const drafts = new Map() // by Streamlit's key of the field

/** @type {Map<string, Written>} */
const typed = window.benvenutoTyped ?? new Map() // in this window, also before this had come: see web/static/shell.js

/** @param {Element} field */
function keyOf(field) {
  const around = field.closest("[class*='st-key-']")
  const named = around && [...around.classList].find((name) => name.startsWith("st-key-"))
  return named?.slice("st-key-".length) ?? ""
}

/** @param {HTMLTextAreaElement} field */
function keep(field) {
  const key = keyOf(field)
  const draft = drafts.get(key)
  if (!draft) return
  const written = { text: field.value, cursor: field.selectionEnd }
  typed.set(key, written)
  if (written.text.trim()) draft.kept.put(draft.name, written)
  else draft.kept.drop(draft.name)
}

/** @type {WeakMap<Element, string>} */
const met = new WeakMap() // what a field was for: it may become another one's

/** @param {HTMLTextAreaElement} field */
function putBack(field) {
  const key = keyOf(field)
  const draft = drafts.get(key)
  if (!draft) return
  const isNew = met.get(field) !== key
  met.set(field, key)
  if (field.value) return isNew ? keep(field) : undefined // typed before this was there to see it
  const { text, cursor } = typed.get(key) ?? readable(draft.kept.get(draft.name))
  if (!text) return
  // React looks whether the value has changed behind its own setter
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set?.call(field, text)
  field.dispatchEvent(new Event("input", { bubbles: true }))
  if (!field.closest("[role=dialog]")) return // on the page the reader may be elsewhere
  field.focus()
  field.setSelectionRange(cursor, cursor)
}

/**
 * @param {any} written
 * @returns {Written}
 */
function readable(written) {
  return typeof written?.text === "string" ? written : { text: "", cursor: 0 }
}

const putAllBack = () => document.querySelectorAll("textarea").forEach(putBack)

class Draft {
  /** @param {Data} data */
  update({ person, evaluation, fields, sent }) {
    const kept = new Kept(person, "draft", evaluation)
    const isSent = (/** @type {any} */ written) => sent.includes(readable(written).text.trim())
    for (const name of kept.names()) if (isSent(kept.get(name))) kept.drop(name)
    for (const [key, written] of typed) if (isSent(written)) typed.delete(key)
    for (const [key, name] of Object.entries(fields)) drafts.set(key, { kept, name })
    putAllBack()
  }

  destroy() {}
}

const onInput = (/** @type {Event} */ { target }) => target instanceof HTMLTextAreaElement && keep(target)
document.addEventListener("input", onInput, { capture: true })
// React empties a field once more after it has made it, at a time of its own, and nothing tells when.
setInterval(putAllBack, 200)
const changes = { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] }
new MutationObserver(putAllBack).observe(document.body, changes)

export default mount(() => new Draft())
