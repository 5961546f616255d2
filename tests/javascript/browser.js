// What the modules need of a browser, and no more. Import it before them.

class Storage {
  #texts = new Map()
  full = false
  forbidden = false

  getItem(name) {
    if (this.forbidden) throw new Error("SecurityError")
    return this.#texts.get(name) ?? null
  }

  setItem(name, text) {
    if (this.full || this.forbidden) throw new Error("QuotaExceededError")
    this.#texts.set(name, text)
  }

  removeItem(name) {
    this.#texts.delete(name)
  }

  get names() {
    return [...this.#texts.keys()]
  }
}

class Element {
  constructor(facts = {}) {
    Object.assign(this, { tagName: "DIV", isContentEditable: false, role: null, ...facts })
  }

  closest() {
    return this.interactive ? this : null
  }
}
class HTMLElement extends Element {}
class HTMLInputElement extends HTMLElement {}

export const field = (tagName) => new HTMLElement({ tagName, interactive: true })
export const input = (type) => new HTMLInputElement({ tagName: "INPUT", type, interactive: true })
export const node = (facts) => new HTMLElement(facts)

// The place where a component stands.
export const parent = () => ({ isConnected: true, host: { inert: false }, activeElement: null })

// Presses a key on the page; tells whether somebody took it.
export function press(key, { on = node(), within = [], ...facts } = {}) {
  const event = new Event("keydown", { bubbles: true, cancelable: true })
  Object.defineProperty(event, "composedPath", { value: () => [on, ...within] })
  const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false, isComposing: false }
  document.dispatchEvent(Object.assign(event, none, { key }, facts))
  return event.defaultPrevented
}

export function openWindow() {
  Object.assign(globalThis, { sessionStorage: new Storage(), localStorage: new Storage() })
}

Object.assign(globalThis, { document: new EventTarget(), Element, HTMLElement, HTMLInputElement })
openWindow()
