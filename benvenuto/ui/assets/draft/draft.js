// What is being written to somebody, kept at every key in the browser's lasting store and put back into its field: after
// a reload, a crash or a lost session, and when Streamlit takes an open dialog off the page until a run has come to it.
// It goes when the server says that it was sent. Draws nothing itself.

import { Kept } from "../shared/kept.js"
import { mount } from "../shared/mount.js"

/** @typedef {{ text: string, cursor: number, standing?: string }} Written, over what stood in the field by itself */
/** @typedef {HTMLTextAreaElement | HTMLInputElement} Field */
/**
 * @typedef {{
 *   person: string, about: string, fields?: Record<string, string>, standing?: Record<string, string>, sent?: string[],
 *   over?: boolean,
 * }} Data
 */

const FIELDS = "textarea, input[type=text]"

/** @type {Map<string, { kept: Kept, name: string, standing: string }>} */
const drafts = new Map() // by Streamlit's key of the field

/** @type {Map<string, Written>} */
const typed = window.benvenutoTyped ?? new Map() // in this window, also before this had come: see web/static/shell.js

/** @param {Element} field */
function keyOf(field) {
  const around = field.closest("[class*='st-key-']")
  const named = around && [...around.classList].find((name) => name.startsWith("st-key-"))
  return named?.slice("st-key-".length) ?? ""
}

/** @param {Field} field */
function keep(field) {
  const key = keyOf(field)
  const draft = drafts.get(key)
  if (!draft) return
  const written = { text: field.value, cursor: field.selectionEnd ?? 0, standing: draft.standing }
  typed.set(key, written)
  if (written.text.trim() && written.text !== draft.standing) draft.kept.put(draft.name, written)
  else draft.kept.drop(draft.name)
}

/** @type {WeakMap<Element, string>} */
const met = new WeakMap() // what a field was for: it may become another one's

/** @param {Field} field */
function putBack(field) {
  const key = keyOf(field)
  const draft = drafts.get(key)
  if (!draft) return
  const isNew = met.get(field) !== key
  met.set(field, key)
  if (field.value && field.value !== draft.standing) return isNew ? keep(field) : undefined // typed before this was there
  const own = typed.get(key)
  const written = own ?? readable(draft.kept.get(draft.name))
  const { text, cursor, standing = draft.standing } = written
  if (!text || text === field.value) return
  if (draft.standing && draft.standing !== standing) return // somebody else has changed it since
  show(field, key, written)
  if (own) keep(field) // it may have been typed before this was there
  if (!field.closest("[role=dialog]")) return // on the page the reader may be elsewhere
  field.focus()
  field.setSelectionRange(cursor, cursor)
}

/** @type {Event | undefined} */
let shown // by us: not kept again, since another window may have written on meanwhile

/**
 * @param {Field} field
 * @param {string} key
 * @param {Written} written
 */
function show(field, key, written) {
  // React looks whether the value has changed behind its own setter
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value")?.set?.call(field, written.text)
  shown = new Event("input", { bubbles: true })
  field.dispatchEvent(shown)
  typed.set(key, written)
}

/**
 * @param {any} written
 * @returns {Written}
 */
function readable(written) {
  return typeof written?.text === "string" ? written : { text: "", cursor: 0 }
}

/** @param {Kept} kept */
function forget(kept) {
  for (const name of kept.names()) kept.drop(name)
  for (const [key, draft] of drafts) if (draft.kept.prefix === kept.prefix) typed.delete(key)
}

const allFields = () => /** @type {NodeListOf<Field>} */ (document.querySelectorAll(FIELDS))
const putAllBack = () => allFields().forEach(putBack)

// Another window of the same person writes on the same words: they are shown here as well, so that going on here takes
// nothing from them. What was written otherwise here stays.
addEventListener("storage", ({ key: place, oldValue, newValue }) => {
  for (const [key, { kept, name, standing }] of drafts) {
    if (kept.prefix + name !== place || !newValue) continue
    const before = oldValue ? readable(JSON.parse(oldValue)).text : standing
    const now = readable(JSON.parse(newValue))
    if (now.standing !== standing) continue
    for (const field of allFields()) if (keyOf(field) === key && field.value === before) show(field, key, now)
  }
})

class Draft {
  /** @param {Data} data */
  update({ person, about, fields = {}, standing = {}, sent = [], over = false }) {
    const kept = new Kept(person, "draft", about)
    if (over) return forget(kept)
    const isSent = (/** @type {any} */ written) => sent.includes(readable(written).text.trim())
    for (const name of kept.names()) if (isSent(kept.get(name))) kept.drop(name)
    for (const [key, written] of typed) if (isSent(written)) typed.delete(key)
    for (const [key, name] of Object.entries(fields)) {
      const stands = standing[key] ?? ""
      drafts.set(key, { kept, name, standing: stands })
      if (readable(kept.get(name)).text === stands) kept.drop(name)
    }
    putAllBack()
  }

  destroy() {}
}

const onInput = (/** @type {Event} */ event) => {
  const { target } = event
  if (event !== shown && target instanceof Element && target.matches(FIELDS)) keep(/** @type {Field} */ (target))
}
document.addEventListener("input", onInput, { capture: true })
// React empties a field once more after it has made it, at a time of its own, and nothing tells when.
setInterval(putAllBack, 200)
const changes = { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] }
new MutationObserver(putAllBack).observe(document.body, changes)

export default mount(() => new Draft())
