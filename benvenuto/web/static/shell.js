// What Streamlit draws around the screens and gives no option for: where its server is, in which language its calendars
// are, what is typed before the page's scripts have come, the English that it says to assistive technology alone, and the
// drawer of a narrow window.

const script = /** @type {HTMLScriptElement} */ (document.currentScript)

// It would try the page's own path first: two failed requests on every deep link.
Object.assign(window, { __streamlit: { BACKEND_BASE_URL: location.origin } })

// Its calendars and numbers ask the browser for the language, which need not be the reader's.
for (const [name, value] of Object.entries({ language: script.dataset.locale, languages: [script.dataset.locale] })) {
  Object.defineProperty(navigator, name, { value, configurable: true })
}

// What is typed before the scripts of a page have come: assets/draft/draft.js takes it from here.
/** @type {Map<string, { text: string, cursor: number }>} */
const typed = new Map() // by Streamlit's key of the field
Object.assign(window, { benvenutoTyped: typed })
const KEY = /st-key-(\S+)/
addEventListener(
  "input",
  ({ target }) => {
    if (!(target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === "text"))) return
    const [, key] = KEY.exec(target.closest("[class*='st-key-']")?.className ?? "") ?? []
    if (key) typed.set(key, { text: target.value, cursor: target.selectionEnd ?? 0 })
  },
  true,
)

// Its words, each with ours; one that ends with a space is the beginning of what it says.
const WORDS = Object.entries(/** @type {Record<string, string>} */ (JSON.parse(script.dataset.words ?? "{}")))
const NAMING = ["aria-label", "aria-valuetext", "title", "alt"]

const NARROW = matchMedia("(max-width: 767.9px)")
const DRAWER = "[data-testid=stSidebar]"

/** @param {string} words */
const ours = (words) => {
  const known = WORDS.find(([theirs]) => (theirs.endsWith(" ") ? words.startsWith(theirs) : words === theirs))
  return known ? known[1] + words.slice(known[0].length) : words
}

/** @param {Element} element */
const rename = (element) => {
  for (const name of NAMING) {
    const words = element.getAttribute(name)
    if (words && ours(words) !== words) element.setAttribute(name, ours(words))
  }
}

/** @param {Element} drawn */
const mend = (drawn) => {
  for (const element of [drawn, ...drawn.querySelectorAll(NAMING.map((name) => `[${name}]`).join())]) rename(element)
  for (const link of drawn.querySelectorAll("[data-testid=stSkipToContent]")) {
    link.firstChild?.replaceWith(ours(link.textContent ?? ""))
  }
  // the list has groups between its items, which none may have, and their items are in no list
  for (const list of drawn.querySelectorAll("[data-testid=stSidebarNavItems]")) {
    for (const element of [list, ...list.querySelectorAll("li")]) element.setAttribute("role", "none")
  }
}

new MutationObserver((changes) => {
  for (const { type, target, addedNodes } of changes) {
    if (type === "attributes") rename(/** @type {Element} */ (target))
    else for (const node of addedNodes) if (node instanceof Element) mend(node)
  }
}).observe(document, { childList: true, subtree: true, attributeFilter: NAMING })

// Open or closed is remembered for the next load, where a narrow window has no room for both drawer and page.
if (NARROW.matches) {
  for (const key of Object.keys(localStorage)) if (key.startsWith("stSidebarCollapsed-")) localStorage.removeItem(key)
}

// It closes by itself only where the browser says that it is a telephone's.
addEventListener("click", ({ target }) => {
  if (!NARROW.matches || !(target instanceof Element && target.closest(`${DRAWER} a`))) return
  setTimeout(() => {
    const closing = document.querySelector(`${DRAWER}:not([data-collapsed=true]) [data-testid=stSidebarCollapseButton] button`)
    if (closing instanceof HTMLElement) closing.click()
  })
})
