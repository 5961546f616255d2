// The scorecard's keys: 1 to 9 choose, 0 or n not applicable, arrows and Enter go on, e opens the note, Ctrl+Z takes the
// last mark back.

/** @import { Criterion } from "./criterion.js" */
/** @import { Scorecard } from "./scorecard.js" */

import { hear, randomId } from "../shared/dom.js"
import { isCommand, isUndo } from "../shared/keys.js"

const PRESSING = new Set([" ", "Enter", "Delete", "Backspace"])

/**
 * Returns the functions that stop it.
 * @param {Scorecard} card
 */
export function listen(card) {
  // The page publishes on mod+Enter or a click: what is being typed must be on its way before.
  const mayPublish = (/** @type {KeyboardEvent} */ event) => event.key === "Enter" && (event.ctrlKey || event.metaKey)
  return [
    hear(card.shadow, "keydown", (event) => unseen(card, event), { capture: true }),
    hear(card.shadow, "keydown", (event) => pressed(card, event)),
    hear(card.shadow, "benvenuto:mark", (event) => marked(card, event)),
    hear(card.shadow, "keydown", (event) => mayPublish(event) && card.outbox.settle(), { capture: true }),
    hear(card.shadow, "pointerdown", () => card.outbox.settle(), { capture: true }),
  ]
}

/**
 * @param {Scorecard} card
 * @param {KeyboardEvent} event
 */
function pressed(card, event) {
  const { row } = card.cursor
  if (card.data.read_only || !row) return
  if (isUndo(event) && card.undo()) return event.preventDefault()
  if (!isCommand(event)) return
  const inside = Boolean(card.shadow.activeElement)
  const key = event.key.toLowerCase()
  if (/^\d$/.test(key) || key === "n") choose(card, row, key === "n" ? "0" : key, event)
  else if (key === "e") row.note.open()
  else if (inside && key === "arrowdown") card.cursor.move(1)
  else if (inside && key === "arrowup") card.cursor.move(-1)
  else if (key === "enter" && card.shadow.activeElement === row.levels.node) card.cursor.move(1)
  else return
  event.preventDefault()
}

/**
 * A key that presses what has the focus, in the criterion at hand, or takes its mark away.
 * @param {Scorecard} card
 * @param {KeyboardEvent} event
 */
function unseen(card, event) {
  const { row } = card.cursor
  const focused = card.shadow.activeElement
  if (card.data.read_only || !row || !PRESSING.has(event.key) || !isCommand(event)) return
  const onLevels = focused === row.levels.node
  if (!focused || !row.node.contains(focused) || (onLevels && event.key === "Enter")) return
  if (!card.cursor.reveal(onLevels ? undefined : focused)) return
  event.preventDefault()
  event.stopPropagation()
}

/**
 * A key held down must not run through the whole scorecard. Below the best level it is to be said why before going on.
 * @param {Scorecard} card
 * @param {Criterion} row
 * @param {string} key
 * @param {KeyboardEvent} event
 */
function choose(card, row, key, event) {
  if (event.repeat || card.cursor.reveal() || !row.levels.chooseByKey(key)) return
  if (row.wantsWords) row.focus()
  else card.cursor.move(1)
}

/**
 * @param {Scorecard} card
 * @param {CustomEvent<{ at_s: number }>} event
 */
function marked(card, event) {
  const { row } = card.cursor
  if (card.data.read_only || !row) return
  event.preventDefault()
  row.edit("moment_add", { id: randomId(), at_s: event.detail.at_s, note: "" })
  card.cursor.reveal() // a moment cannot wait, so it is shown where it went
}
