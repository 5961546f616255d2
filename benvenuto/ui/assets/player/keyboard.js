// The player's keys: k or space, j and l, m; arrows, Home and End while the waveform has the focus.

import { hear } from "../shared/dom.js"
import { isCommand } from "../shared/keys.js"

const INTERACTIVE = "a, button, input, select, textarea, summary, [role=radio], [role=tab], [role=button], [role=option]"

/** @param {import("./player.js").Player} player */
export function listen(player) {
  /** @type {Record<string, () => void>} */
  const anywhere = { k: () => player.toggle(), j: () => player.skip(-5), l: () => player.skip(5), m: () => player.mark() }
  /** @type {Record<string, () => void>} */
  const onWave = {
    ArrowLeft: () => player.skip(-5),
    ArrowDown: () => player.skip(-5),
    ArrowRight: () => player.skip(5),
    ArrowUp: () => player.skip(5),
    PageDown: () => player.skip(-30),
    PageUp: () => player.skip(30),
    Home: () => player.seek(0),
    End: () => player.seek(player.duration),
  }
  const once = [anywhere.k, anywhere.m] // also while the key is held down
  const pressed = (/** @type {KeyboardEvent} */ event) => {
    if (!isCommand(event)) return
    const target = /** @type {Element} */ (event.composedPath()[0])
    const act = command(event, target)
    if (!act) return
    event.preventDefault()
    if (!event.repeat || !once.includes(act)) act()
  }
  const command = (/** @type {KeyboardEvent} */ event, /** @type {Element} */ target) => {
    if (target === player.view.wave && onWave[event.key]) return onWave[event.key]
    if (event.key === " ") return target.closest?.(INTERACTIVE) ? null : anywhere.k
    return anywhere[event.key.toLowerCase()]
  }
  return hear(player.parent, "keydown", pressed)
}
