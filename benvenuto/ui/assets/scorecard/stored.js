// What the windows of this browser have left in its store, perhaps of another version of this program. What cannot be
// read is left out: it would keep the scorecard from being drawn, and the server from taking the edits around it.

/** @import { Kept } from "../shared/kept.js" */
/** @import { Box, Edit } from "../shared/types" */

const CLIENT = /^[0-9a-f]{16}$/

const isText = (/** @type {unknown} */ value) => typeof value === "string"
const isClient = (/** @type {any} */ value) => isText(value) && CLIENT.test(value)
const isRemark = (/** @type {any} */ value) => isText(value?.id) && isText(value.note)

/** @type {Map<unknown, (value: any) => boolean>} */
const SHAPES = new Map([
  ["level", isText],
  ["na", () => true],
  ["clear", () => true],
  ["reasons", (value) => Array.isArray(value) && value.every(isText)],
  ["note", isText],
  ["summary", isText],
  ["moment_add", (value) => isRemark(value) && Number.isFinite(value.at_s)],
  ["moment_remove", isText],
  ["moment_note", isRemark],
])

/**
 * @param {string} client
 * @param {number} seq
 */
export const nameOf = (client, seq) => `${client}.${seq}`

/**
 * Whether a draft's name is that of one not begun yet, of this call.
 * @param {string} evaluation
 * @param {string} call
 */
export const isUnbegun = (evaluation, call) => evaluation.startsWith(`call-${call}-`)

/**
 * Lays what is kept in another place here too, and then takes it away there. Whoever sends it from there all the same, as
 * another window may, sends it under the same client and number.
 * @param {Kept} kept
 * @param {Kept} from
 */
export function moveInto(kept, from) {
  for (const name of from.names()) {
    kept.put(name, from.get(name))
    if (kept.get(name)) from.drop(name)
  }
}

/**
 * A box for each client that has left something, the one last added to last.
 * @param {Kept} kept
 * @returns {Box[]}
 */
export function boxesIn(kept) {
  /** @type {Map<string, Edit[]>} */
  const boxes = new Map()
  for (const name of kept.names()) {
    const [client] = name.split(".")
    const edit = kept.get(name)
    if (!CLIENT.test(client) || !isEdit(edit) || name !== nameOf(client, edit.seq)) continue
    boxes.set(client, [...(boxes.get(client) ?? []), edit])
  }
  return [...boxes]
    .map(([client, edits]) => ({ client, edits: edits.sort((a, b) => a.seq - b.seq) }))
    .sort((a, b) => lastOf(a) - lastOf(b))
}

/** @param {Box} box */
const lastOf = ({ edits }) => edits[edits.length - 1].at

/** @param {any} edit */
function isEdit(edit) {
  if (!Number.isSafeInteger(edit?.seq) || edit.seq < 1 || !Number.isFinite(edit.at) || !isText(edit.path)) return false
  if (edit.seen !== undefined && !(Number.isSafeInteger(edit.seen) && edit.seen >= 0)) return false
  if (edit.after !== undefined && !(Array.isArray(edit.after) && edit.after.every(isClient))) return false
  return (edit.path === "") === (edit.kind === "summary") && Boolean(SHAPES.get(edit.kind)?.(edit.value))
}
