// What another page of this window has left in its storage, perhaps one of another version of this program. What cannot
// be read is left out: it would keep the scorecard from being drawn, and the server from taking the edits around it.

/** @import { Box, Edit } from "../shared/types" */

const CLIENT = /^[0-9a-f]{16}$/

const isText = (/** @type {unknown} */ value) => typeof value === "string"
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
 * The boxes that can be read, each with what can be read of it.
 * @param {any} stored
 * @returns {Box[]}
 */
export function boxesIn(stored) {
  if (!Array.isArray(stored)) return []
  return stored
    .filter((box) => isText(box?.client) && CLIENT.test(box.client) && Array.isArray(box.edits))
    .map(({ client, edits }) => ({ client, edits: inOrder(edits.filter(isEdit)) }))
    .filter(({ edits }) => edits.length)
}

/** @param {any} edit */
function isEdit(edit) {
  if (!Number.isSafeInteger(edit?.seq) || edit.seq < 1 || !isText(edit.path)) return false
  return (edit.path === "") === (edit.kind === "summary") && Boolean(SHAPES.get(edit.kind)?.(edit.value))
}

/** @param {Edit[]} edits */
function inOrder(edits) {
  let last = 0
  return edits.filter(({ seq }) => seq > last && (last = seq))
}
