// One full rerun after a lost connection: the new session knows nothing of the page until it has run it.

import { watchConnection } from "../shared/connection.js"
import { mount } from "../shared/mount.js"

class Reconnect {
  constructor() {
    this.destroy = watchConnection((connected) => connected && this.rerun?.())
  }

  /**
   * @param {object} _data
   * @param {import("../shared/types").Component} component
   */
  update(_data, { setTriggerValue }) {
    this.rerun = () => setTriggerValue("back", Date.now())
  }
}

export default mount(() => new Reconnect())
