// What was marked last can be taken back: each mark leaves the edit that restores what was there before it. Text has its
// field's own undoing.

/** @import { AnswerView } from "../shared/views" */

/** @typedef {{ path: string, kind: string, value: unknown }} Restoring */

/** @type {Record<string, (before: AnswerView, value: any) => [kind: string, value: unknown]>} */
const RESTORING = {
  level: choice,
  na: choice,
  clear: choice,
  reasons: ({ reasons }) => ["reasons", reasons],
  moment_add: (_before, { id }) => ["moment_remove", id],
  moment_remove: ({ moments }, id) => ["moment_add", moments.find((moment) => moment.id === id)],
}

/**
 * The edit that takes another one back; undefined for text.
 * @param {AnswerView} before
 * @param {string} path
 * @param {string} kind
 * @param {unknown} value
 * @returns {Restoring | undefined}
 */
export function restoring(before, path, kind, value) {
  const restore = RESTORING[kind]
  if (!restore) return undefined
  const [how, what] = restore(before, value)
  return what === undefined ? undefined : { path, kind: how, value: what }
}

/**
 * @param {AnswerView} before
 * @returns {[kind: string, value: unknown]}
 */
function choice({ level, not_applicable }) {
  if (not_applicable) return ["na", null]
  return level === null ? ["clear", null] : ["level", level]
}
