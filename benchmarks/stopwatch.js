// Times what a person sees, inside the page: from the moment of the input event to a frame that has been painted.

window.stopwatch = { clicks: [] }

function deep(root, selector) {
  const found = root.querySelector(selector)
  if (found) return found
  for (const node of root.querySelectorAll("*")) {
    const inside = node.shadowRoot && deep(node.shadowRoot, selector)
    if (inside) return inside
  }
  return null
}

// The frame after the one in which `holds` became true: by then that one is on the screen.
function painted(holds) {
  return new Promise((resolve) => {
    const look = () => (holds() ? requestAnimationFrame(() => resolve(performance.now())) : requestAnimationFrame(look))
    look()
  })
}

document.addEventListener(
  "click",
  async (event) => {
    const level = event.composedPath().find((node) => node.role === "radio" && node.classList.contains("level"))
    if (!level) return
    const began = event.timeStamp
    const one = {}
    stopwatch.clicks.push(one)
    const state = level.getRootNode().querySelector(".bar .state")
    const saved = new MutationObserver(() => {
      if (state.dataset.waiting !== "0") return
      saved.disconnect()
      one.saved = performance.now() - began
    })
    saved.observe(state, { attributes: true, attributeFilter: ["data-waiting"] })
    one.shown = (await painted(() => level.getAttribute("aria-checked") === "true")) - began
  },
  { capture: true },
)

// From the next click or Ctrl+Enter, or from the loading of the page, until another scorecard can be marked than the
// one that stands there now.
stopwatch.watch = (loading) => {
  const before = loading ? null : deep(document, ".card")
  let began = loading ? 0 : undefined
  const begin = (event) => {
    const enter = event.key === "Enter" && event.ctrlKey
    if (event.type === "click" || enter) began ??= event.timeStamp
  }
  for (const kind of ["click", "keydown"]) document.addEventListener(kind, begin, { capture: true })
  const ready = () => {
    const row = deep(document, ".criterion.current")
    return row && row.isConnected && row.closest(".card") !== before
  }
  stopwatch.ready = painted(ready).then((at) => at - began)
}
