// What the screen shows: the server's answer with the edits it has not acknowledged laid over it.

/** @import { Edit } from "../shared/types" */
/** @import { AnswerView, MomentView } from "../shared/views" */

/** @type {Record<string, (answer: AnswerView, value: any) => AnswerView>} */
const CHANGES = {
  level: (answer, value) => ({ ...answer, level: value, not_applicable: false }),
  na: (answer) => ({ ...answer, level: null, not_applicable: true }),
  clear: (answer) => ({ ...answer, level: null, not_applicable: false }),
  reasons: (answer, value) => ({ ...answer, reasons: value }),
  note: (answer, value) => ({ ...answer, note: value }),
  moment_add: (answer, value) => ({ ...answer, moments: [...without(answer.moments, value.id), value] }),
  moment_remove: (answer, value) => ({ ...answer, moments: without(answer.moments, value) }),
  moment_note: (answer, value) => ({
    ...answer,
    moments: answer.moments.map((moment) => (moment.id === value.id ? { ...moment, note: value.note } : moment)),
  }),
}

/** @type {AnswerView} */
export const NOTHING = { level: null, not_applicable: false, reasons: [], note: "", moments: [] }

/**
 * @param {AnswerView} answer
 * @param {string} path
 * @param {Edit[]} edits
 */
export function overlaid(answer, path, edits) {
  return edits
    .filter((edit) => edit.path === path)
    .reduce((shown, { kind, value }) => CHANGES[kind]?.(shown, value) ?? shown, answer)
}

/** @param {AnswerView} answer */
export function isMarked(answer) {
  return answer.level !== null || answer.not_applicable
}

/**
 * @param {MomentView[]} moments
 * @param {string} id
 */
function without(moments, id) {
  return moments.filter((moment) => moment.id !== id)
}
