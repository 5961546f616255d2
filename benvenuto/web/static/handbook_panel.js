// A section of the handbook beside the work: links into the handbook open it, also those inside it, so that the work
// stays; its button or Escape closes it.
// In the handbook itself a link between chapters leads there, in the same tab.
// Part of the shell, so that a link answers from the moment it can be seen.

const HANDBOOK = /\/handbook$/
const CLOSE = "button.close"
const PRINT = ".bv-print"

// The one open section of this window. It belongs to the page, not to the place that opened it: Streamlit may build a
// page anew under whoever is reading. It goes when the address leads to another page (a browser that cannot tell us,
// from before 2026, leaves that to the reader).
const section = {
  /** @type {HTMLElement | null} */
  panel: null,

  /** @type {HTMLElement | null} */
  link: null,

  pathname: "",

  /**
   * @param {URL} address
   * @param {HTMLElement} link
   */
  async open(address, link) {
    const { pathname } = location
    const answer = await fetch(address, { credentials: "same-origin" }).catch(() => null)
    if (!answer?.ok || answer.redirected) return false
    const html = await answer.text()
    if (location.pathname !== pathname) return true // the reader has gone on
    const opener = this.has(link) ? this.link : link
    this.close()
    const panel = document.createElement("aside")
    Object.assign(this, { pathname, link: opener, panel })
    panel.className = "bv-beside"
    panel.setAttribute("role", "dialog")
    panel.setAttribute("aria-labelledby", "bv-beside-title")
    panel.innerHTML = html // our server's template, in which nobody's words are markup
    const close = /** @type {HTMLButtonElement} */ (panel.querySelector(CLOSE))
    close.addEventListener("click", () => this.close())
    document.body.append(panel)
    close.focus({ preventScroll: true })
    return true
  },

  close() {
    this.panel?.remove()
    this.panel = null
    if (this.link?.isConnected) this.link.focus({ preventScroll: true })
    this.link = null
  },

  /** @param {Node} node */
  has(node) {
    return Boolean(this.panel?.contains(node))
  },
}

/**
 * With a key held, or when the section cannot be had, the link goes where it says.
 * @param {MouseEvent} event
 */
const clicked = (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return
  if (event.target instanceof Element && event.target.closest(PRINT)) return print()
  const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement)
  if (!link || (section.has(link) && link.target === "_blank")) return
  const address = new URL(link.href)
  if (address.origin !== location.origin || !HANDBOOK.test(address.pathname) || !address.searchParams.has("at")) return
  const reading = HANDBOOK.test(location.pathname)
  if (reading && link.target !== "_blank") return // the application's own link: it needs no new page
  event.preventDefault()
  event.stopImmediatePropagation()
  if (reading) location.assign(address)
  else read(address, link)
}

/**
 * @param {URL} address
 * @param {HTMLAnchorElement} link
 */
const read = async (address, link) => {
  const wanted = new URL(`/sections${address.search}`, location.origin)
  if (!(await section.open(wanted, link))) open(address, "_blank", "noopener")
}

addEventListener("click", clicked, true)
addEventListener("keydown", (event) => event.key === "Escape" && section.panel && section.close(), true)
window.navigation?.addEventListener("currententrychange", () => location.pathname !== section.pathname && section.close())
