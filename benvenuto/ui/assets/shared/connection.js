// Streamlit writes the state of its connection on the app element; there is no event for it.

function app() {
  return document.querySelector("[data-test-connection-state]")
}

export function isConnected() {
  return app()?.getAttribute("data-test-connection-state") === "CONNECTED"
}

/**
 * Calls back with true or false at each change; returns the function that stops it.
 * @param {(connected: boolean) => unknown} changed
 */
export function watchConnection(changed) {
  let before = isConnected()
  const observer = new MutationObserver(() => {
    const now = isConnected()
    if (now !== before) changed((before = now))
  })
  const node = app()
  if (node) observer.observe(node, { attributes: true, attributeFilter: ["data-test-connection-state"] })
  return () => observer.disconnect()
}
