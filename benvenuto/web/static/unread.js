// The number behind “For you” in the menu rises while a page is looked at: asked of the server by itself, written into the
// menu alone. The page does not run, so that nothing on it loses focus, place, words or sound; a hidden tab asks nothing.

const EVERY_MS = 30_000
const LINKS = ":is([data-testid=stTopNavLink], [data-testid=stSidebarNavLink])[href$='/for-you']"
const NUMBER = / \(\d+\)$/

let asked = Date.now() // the page has just been drawn with the number in it
let over = false
let written = false

const links = () => [...document.querySelectorAll(LINKS)]

/** @param {Element} link */
function label(link) {
  const texts = document.createTreeWalker(link, NodeFilter.SHOW_TEXT)
  let last = null
  while (texts.nextNode()) if (texts.currentNode.nodeValue?.trim()) last = texts.currentNode
  return last
}

/** @param {number} unread */
function write(unread) {
  for (const text of links().map(label)) {
    if (!text?.nodeValue) continue
    const words = text.nodeValue.replace(NUMBER, "") + (unread ? ` (${unread})` : "")
    // the text itself, not a new one: Streamlit goes on writing into it
    if (words === text.nodeValue) continue
    text.nodeValue = words
    written = true
  }
}

async function ask() {
  if (over || document.hidden || !links().length) return
  asked = Date.now()
  try {
    const answer = await fetch("/unread", { headers: { accept: "text/plain" } })
    over = answer.status === 204 // signed out: the next click says so
    if (answer.status === 200) write(Number(await answer.text()))
  } catch {
    // not connected: another time
  }
}

const due = () => Date.now() - asked >= EVERY_MS && ask()

setInterval(due, EVERY_MS / 6)
document.addEventListener("visibilitychange", due)

// Where a page has run, Streamlit leaves a number that it believes to be there already: what was read since is asked anew.
new MutationObserver((changes) => {
  const ran = changes.some(({ target }) => target instanceof Element && target.matches("[data-testid=stApp]"))
  const running = document.querySelector("[data-testid=stApp]:not([data-test-script-state=notRunning])")
  if (written && ran && !running) ask()
}).observe(document, { subtree: true, attributeFilter: ["data-test-script-state"] })
