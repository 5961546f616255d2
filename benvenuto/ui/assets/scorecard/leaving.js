// The browser asks before a window is closed or reloaded, while something in it is not saved. What is kept comes back in
// the next window, but perhaps there is none, or it is another browser's. Where the application itself leads away, to
// the sign-in page, it asks nothing.

/**
 * Returns the function that stops it.
 * @param {() => boolean} waits
 */
export function askBeforeLeaving(waits) {
  let leading = false
  const ask = (/** @type {Event} */ event) => waits() && !leading && event.preventDefault()
  const lead = () => (leading = true)
  addEventListener("beforeunload", ask)
  document.addEventListener("benvenuto:leave", lead)
  return () => {
    removeEventListener("beforeunload", ask)
    document.removeEventListener("benvenuto:leave", lead)
  }
}
