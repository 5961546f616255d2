import "./browser.js"

import assert from "node:assert/strict"
import { beforeEach, describe, test } from "node:test"

import { openWindow } from "./browser.js"
import { Outbox } from "../../benvenuto/ui/assets/scorecard/outbox.js"
import { Kept } from "../../benvenuto/ui/assets/shared/kept.js"
import { Waiting } from "../../benvenuto/ui/assets/waiting/waiting.js"

let sent, page

function left(evaluation, person = "bruno") {
  const outbox = new Outbox(evaluation, new Kept(person, "outbox", evaluation), { send: () => {}, changed: () => {} })
  outbox.add("a/b", "level", "fully")
  outbox.stop()
  return outbox.own
}

const run = (acknowledged = {}) =>
  page.update({ person: "bruno", acknowledged, but: "4", but_call: "7" }, { setStateValue: (_name, value) => sent.push(value) })

beforeEach(() => {
  sent = []
  page = new Waiting()
  openWindow()
})

describe("a page that is opened", () => {
  test("sends what scorecards of this person have left, and nobody else's", () => {
    const [first, second] = [left("1"), left("2")]
    left("3", "carla")
    left("4") // whose scorecard is on the page
    left("call-7-3") // marked there before it was begun
    run()
    assert.deepEqual(sent, [[{ evaluation: "1", boxes: [first] }, { evaluation: "2", boxes: [second] }]])
  })

  test("sends the same once, and forgets what is acknowledged", () => {
    const { client } = left("1")
    run()
    run()
    assert.equal(sent.length, 1)
    run({ 1: { [client]: 1 } })
    assert.deepEqual(sent.at(-1), [])
    assert.deepEqual(localStorage.names, [])
  })

  test("keeps what was added since, and what another evaluation's acknowledgement does not mean", () => {
    const { client } = left("1")
    run({ 2: { [client]: 9 } })
    assert.equal(localStorage.names.length, 1)
  })

  test("asks for nothing when nothing waits", () => {
    run()
    assert.deepEqual(sent, [])
  })
})
