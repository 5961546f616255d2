// Bring a place of the page into view: the one asked for, else the one after the # of the address.

import { mount } from "../shared/mount.js"

const SETTLING = 2500 // ms; what stands above the place may still be growing
const OWN_WAY = ["wheel", "touchmove", "keydown", "pointerdown"]

class Scroll {
  wanted = ""
  frame = 0
  letGo = () => this.destroy()

  /** @param {{ to: string }} data */
  update({ to }) {
    const wanted = to || location.hash.slice(1) // anchors are plain letters, nothing to decode
    if (wanted === this.wanted) return
    this.destroy()
    this.wanted = wanted
    if (wanted) this.hold(performance.now() + SETTLING)
  }

  /**
   * Holds on until the page has settled, or until the reader goes their own way.
   * @param {number} until
   */
  hold(until) {
    for (const name of OWN_WAY) addEventListener(name, this.letGo, { passive: true })
    const again = () => {
      document.getElementById(this.wanted)?.scrollIntoView({ block: "start" })
      if (performance.now() < until) this.frame = requestAnimationFrame(again)
      else this.destroy()
    }
    again()
  }

  destroy() {
    cancelAnimationFrame(this.frame)
    for (const name of OWN_WAY) removeEventListener(name, this.letGo)
  }
}

export default mount(() => new Scroll())
