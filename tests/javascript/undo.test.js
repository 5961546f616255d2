import assert from "node:assert/strict"
import { describe, test } from "node:test"

import { NOTHING, overlaid } from "../../benvenuto/ui/assets/scorecard/answers.js"
import { restoring } from "../../benvenuto/ui/assets/scorecard/undo.js"

const MARKED = { ...NOTHING, level: "fully", reasons: ["r1"], note: "hi", moments: [{ id: "m", at_s: 7, note: "here" }] }
const NOT_APPLICABLE = { ...NOTHING, not_applicable: true }
const MARKS = [
  ["level", "not"],
  ["na", null],
  ["clear", null],
  ["reasons", ["r2"]],
  ["moment_add", { id: "n", at_s: 9, note: "" }],
  ["moment_remove", "m"],
]

describe("a mark that is taken back", () => {
  for (const [state, before] of Object.entries({ nothing: NOTHING, MARKED, NOT_APPLICABLE })) {
    for (const [kind, value] of MARKS) {
      test(`leaves the answer as it was: ${kind} over ${state}`, () => {
        const back = restoring(before, "a/b", kind, value)
        const edits = [{ path: "a/b", kind, value }, ...(back ? [back] : [])]
        assert.deepEqual(overlaid(before, "a/b", edits), before)
      })
    }
  }

  test("is none of those that a field takes back by itself", () => {
    for (const kind of ["note", "summary", "moment_note"]) assert.equal(restoring(MARKED, "a/b", kind, "x"), undefined)
  })
})
