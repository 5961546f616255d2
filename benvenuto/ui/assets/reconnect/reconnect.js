// While the connection is lost, one quiet line in the reader's language; once it is back, one full rerun: the new session
// knows nothing of the page until it has run it.

import { isConnected, watchConnection } from "../shared/connection.js"
import { el } from "../shared/dom.js"
import { mount } from "../shared/mount.js"

const PATIENCE_MS = 1000 // a connection that is back by then was hardly missed
const STOCK = "Connection error"

// Streamlit puts a dialog over the page that speaks English of a terminal, and takes every key. Closed once, it stays
// away until the next time.
function closeStockDialog() {
  for (const dialog of document.querySelectorAll("[data-testid=stDialog]")) {
    const button = dialog.querySelector("button[aria-label=Close]")
    if (!(dialog instanceof HTMLElement && button instanceof HTMLElement)) continue
    if (dialog.querySelector("h1, h2, h3, [slot=title]")?.textContent !== STOCK) continue
    dialog.style.display = "none" // while it fades away
    button.click()
  }
}

class Reconnect {
  line = el("p", { class: "bv-offline", role: "status" })
  words = ""
  watch = new MutationObserver(closeStockDialog)

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  patience

  constructor() {
    this.stop = watchConnection((connected) => (connected ? this.back() : this.lost()))
    document.body.append(this.line)
    if (!isConnected()) this.lost()
  }

  /**
   * @param {{ words: string }} data
   * @param {import("../shared/types").Component} component
   */
  update({ words }, { setTriggerValue }) {
    this.words = words
    this.rerun = () => setTriggerValue("back", Date.now())
  }

  lost() {
    this.watch.observe(document.body, { childList: true, subtree: true })
    this.patience ??= setTimeout(() => (this.line.textContent = this.words), PATIENCE_MS)
  }

  back() {
    this.hush()
    this.rerun?.()
  }

  hush() {
    this.watch.disconnect()
    clearTimeout(this.patience)
    this.patience = undefined
    this.line.textContent = ""
  }

  destroy() {
    this.stop()
    this.hush()
    this.line.remove()
  }
}

export default mount(() => new Reconnect())
