// A section of the handbook beside the work: links into the handbook open it, its button or Escape closes it.
// In the handbook itself a link between chapters leads there, in the same tab.

import { mount } from "../shared/mount.js"

const HANDBOOK = /\/handbook$/
const CLOSE = "button.close"
const PRINT = ".bv-print"

class Beside {
  constructor() {
    this.onClick = (event) => this.clicked(event)
    this.onKey = (event) => event.key === "Escape" && this.panel && this.close()
    addEventListener("click", this.onClick, true)
    addEventListener("keydown", this.onKey, true)
  }

  update({ reading, on }) {
    this.reading = reading
    this.on = on
  }

  // With a key held, or when the section cannot be had, the link goes where it says.
  clicked(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return
    if (event.target.closest?.(PRINT)) return print()
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement)
    if (!link || this.panel?.contains(link)) return
    const address = new URL(link.href)
    if (!HANDBOOK.test(address.pathname) || !address.searchParams.has("at")) return
    if (this.reading && link.target !== "_blank") return // the application's own link: it needs no new page
    event.preventDefault()
    event.stopImmediatePropagation()
    if (this.reading) location.assign(address)
    else this.open(address, link)
  }

  async open(address, link) {
    const section = new URL(`/sections${address.search}`, location.origin)
    if (this.on) section.searchParams.set("on", this.on)
    const answer = await fetch(section, { credentials: "same-origin" }).catch(() => null)
    if (!answer?.ok || answer.redirected) return void open(address, "_blank", "noopener")
    const html = await answer.text()
    this.close()
    this.link = link
    this.panel = document.createElement("aside")
    this.panel.className = "bv-beside"
    this.panel.setAttribute("role", "dialog")
    this.panel.setAttribute("aria-labelledby", "bv-beside-title")
    this.panel.innerHTML = html // our server's template, in which nobody's words are markup
    this.panel.querySelector(CLOSE).addEventListener("click", () => this.close())
    document.body.append(this.panel)
    this.panel.querySelector(CLOSE).focus({ preventScroll: true })
  }

  close() {
    if (!this.panel) return
    this.panel.remove()
    this.panel = null
    if (this.link.isConnected) this.link.focus({ preventScroll: true })
  }

  destroy() {
    removeEventListener("click", this.onClick, true)
    removeEventListener("keydown", this.onKey, true)
    this.close()
  }
}

export default mount(() => new Beside())
