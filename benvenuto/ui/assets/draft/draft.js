// What is being written in a dialog, put back when the dialog comes back. Draws nothing itself.
//
// From the beginning of each run of the page until the run comes to it, Streamlit takes an open dialog off the page,
// and with it what nobody has sent yet. Once loaded, this keeps watch for as long as the window is open.

const FIELD = "[role=dialog] textarea"
/** @type {Map<string, [text: string, cursor: number]>} */
const written = new Map() // by page, dialog and field

/** @param {HTMLTextAreaElement} field */
const nameOf = (field) => {
  const title = field.closest("[role=dialog]")?.querySelector("h2")?.textContent
  return JSON.stringify([location.href, title, field.getAttribute("aria-label")])
}

/** @param {Event} event */
const keep = ({ target }) => {
  if (target instanceof HTMLTextAreaElement && target.matches(FIELD))
    written.set(nameOf(target), [target.value, target.selectionEnd])
}

const seen = new WeakSet()

/** @param {HTMLTextAreaElement} field */
function putBack(field) {
  if (seen.has(field)) return
  seen.add(field)
  const [text, cursor] = written.get(nameOf(field)) ?? ["", 0]
  if (!text || field.value) return
  // React looks whether the value has changed behind its own setter
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set?.call(field, text)
  field.dispatchEvent(new Event("input", { bubbles: true }))
  field.focus()
  field.setSelectionRange(cursor, cursor)
}

document.addEventListener("input", keep, { capture: true })
/** @returns {NodeListOf<HTMLTextAreaElement>} */
const fields = () => document.querySelectorAll(FIELD)
const watch = new MutationObserver(() => fields().forEach(putBack))
watch.observe(document.body, { childList: true, subtree: true })

export default function () {}
