// When a key is a command, and when somebody is only typing.

/** @param {KeyboardEvent} event */
export function isTyping(event) {
  const target = event.composedPath()[0]
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  if (target instanceof HTMLInputElement) return !["radio", "checkbox", "button", "range"].includes(target.type)
  return target.tagName === "TEXTAREA" || target.tagName === "SELECT"
}

/** @param {KeyboardEvent} event */
export function isCommand(event) {
  return !event.ctrlKey && !event.metaKey && isFree(event)
}

/** @param {KeyboardEvent} event */
export function isUndo(event) {
  return (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z" && isFree(event)
}

/**
 * An open dialog or menu owns the keyboard, and so does a field with its own undoing.
 * @param {KeyboardEvent} event
 */
function isFree(event) {
  if (event.defaultPrevented || event.isComposing || event.altKey || isTyping(event)) return false
  const around = event.composedPath().filter((node) => node instanceof Element)
  return !around.some(({ role }) => /^(dialog|menu|listbox)$/.test(role ?? ""))
}

/**
 * Streamlit listens for its own keys (c, r) outside and sees only the component's host, never the field inside it.
 * @param {HTMLElement} root
 */
export function keepTypingInside(root) {
  root.addEventListener("keydown", (event) => {
    if (isTyping(event) && !event.ctrlKey && !event.metaKey) event.stopPropagation()
  })
}

/**
 * Where an arrow leads in a row of things: 1 to the next, -1 to the one before, 0 for any other key.
 * @param {KeyboardEvent} event
 */
export function along({ key }) {
  if (key === "ArrowRight") return 1
  return key === "ArrowLeft" ? -1 : 0
}
