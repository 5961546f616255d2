// What the modules need of a browser, and no more. Import it before them.

// What is kept are its own properties, as in a browser; how it fails is not.
class Storage {
  constructor() {
    for (const fault of ["full", "forbidden"]) Object.defineProperty(this, fault, { value: false, writable: true })
  }

  getItem(name) {
    if (this.forbidden) throw new Error("SecurityError")
    return this[name] ?? null
  }

  setItem(name, text) {
    if (this.full || this.forbidden) throw new Error("QuotaExceededError")
    this[name] = text
  }

  removeItem(name) {
    if (this.forbidden) throw new Error("SecurityError")
    delete this[name]
  }

  get names() {
    return Object.keys(this)
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
  Object.assign(globalThis, { localStorage: new Storage() })
}

const window = new EventTarget()
for (const name of ["addEventListener", "removeEventListener", "dispatchEvent"]) globalThis[name] = window[name].bind(window)
Object.assign(globalThis, { document: new EventTarget(), Element, HTMLElement, HTMLInputElement })
openWindow()
