// When a key is a command, and when somebody is only typing.

export function isTyping(event) {
  const target = event.composedPath()[0]
  if (!(target instanceof Element)) return false
  if (target.isContentEditable) return true
  if (target.tagName === "INPUT") return !["radio", "checkbox", "button", "range"].includes(target.type)
  return target.tagName === "TEXTAREA" || target.tagName === "SELECT"
}

// An open dialog or menu owns the keyboard.
export function isCommand(event) {
  if (event.defaultPrevented || event.isComposing) return false
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return false
  return !event.composedPath().some((node) => /^(dialog|menu|listbox)$/.test(node.role ?? ""))
}

// Streamlit listens for its own keys (c, r) outside and sees only the component's host, never the field inside it.
export function keepTypingInside(root) {
  root.addEventListener("keydown", (event) => {
    if (isTyping(event) && !event.ctrlKey && !event.metaKey) event.stopPropagation()
  })
}
