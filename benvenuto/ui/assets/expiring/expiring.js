// Takes the container that it stands in off the page after some seconds: what it offers is over by then. The server
// says at each run how many are left.

import { mount } from "../shared/mount.js"
import { hostOf } from "../shared/places.js"

class Expiring {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer

  /** @param {ShadowRoot} parent */
  constructor(parent) {
    this.host = hostOf(parent)
  }

  /** @param {{ container: string, seconds: number }} data */
  update({ container, seconds }) {
    clearTimeout(this.timer)
    this.around = this.host.closest(`.st-key-${container}`)
    this.show(true)
    this.timer = setTimeout(() => this.show(false), 1000 * seconds)
  }

  /** @param {boolean} shown */
  show(shown) {
    if (this.around instanceof HTMLElement) this.around.style.display = shown ? "" : "none"
  }

  destroy() {
    clearTimeout(this.timer)
  }
}

export default mount((parent) => new Expiring(parent))
