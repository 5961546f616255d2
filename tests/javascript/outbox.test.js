import "./browser.js"

import assert from "node:assert/strict"
import { beforeEach, describe, mock, test } from "node:test"

import { openWindow } from "./browser.js"
import { overlaid, NOTHING } from "../../benvenuto/ui/assets/scorecard/answers.js"
import { Outbox, TYPING_MS } from "../../benvenuto/ui/assets/scorecard/outbox.js"
import { Kept, forgetEverything } from "../../benvenuto/ui/assets/shared/kept.js"

const STORED = "benvenuto.kept.bruno.outbox.e1"
const OTHER = "0123456789abcdef"

let sent

function open(evaluation = "e1", person = "bruno") {
  const listeners = { send: (value) => sent.push(structuredClone(value)), changed: () => {} }
  return new Outbox(evaluation, new Kept(person, "outbox", evaluation), listeners)
}

const last = () => sent.at(-1)
const values = (outbox) => outbox.edits.map(({ value }) => value)

const keptSeqs = () => localStorage.names.map((name) => Number(name.split(".").at(-1)))

function leave(name, stored) {
  localStorage.setItem(`${STORED}.${name}`, typeof stored === "string" ? stored : JSON.stringify(stored))
}

beforeEach(() => {
  sent = []
  openWindow()
  mock.timers.reset()
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1000 })
})

describe("an edit", () => {
  test("goes out at once, under the client's name and the next number", () => {
    const outbox = open()
    outbox.add("a/b", "level", "fully")
    outbox.add("a/b", "na", null)
    assert.equal(sent.length, 2)
    assert.deepEqual(last(), {
      evaluation: "e1",
      boxes: [
        {
          client: outbox.own.client,
          edits: [
            { seq: 1, at: 1000, seen: 0, after: [], path: "a/b", kind: "level", value: "fully" },
            { seq: 2, at: 1000, seen: 0, after: [], path: "a/b", kind: "na", value: null },
          ],
        },
      ],
    })
  })

  test("is kept, here and in the storage, until it is acknowledged", () => {
    const outbox = open()
    outbox.add("a/b", "level", "fully")
    outbox.add("a/c", "level", "not")
    outbox.acknowledge({ [outbox.own.client]: 1 })
    assert.deepEqual(values(outbox), ["not"])
    assert.deepEqual(keptSeqs(), [2])
    outbox.acknowledge({ [outbox.own.client]: 2 })
    assert.deepEqual(outbox.edits, [])
    assert.deepEqual(localStorage.names, [])
  })

  test("is not taken for acknowledged because another client's was", () => {
    const outbox = open()
    outbox.add("a/b", "level", "fully")
    outbox.acknowledge({ [OTHER]: 9 })
    assert.deepEqual(values(outbox), ["fully"])
  })

  test("never has the number of an earlier one, acknowledged or replaced", () => {
    const outbox = open()
    outbox.add("a/b", "note", "a", TYPING_MS)
    outbox.add("a/b", "note", "ab", TYPING_MS)
    outbox.acknowledge({ [outbox.own.client]: 2 })
    outbox.add("a/b", "level", "fully")
    assert.deepEqual(outbox.edits.map(({ seq }) => seq), [3])
  })

  test("tells whoever shows how many wait, and an acknowledgement does when it changes that", () => {
    let changes = 0
    const outbox = new Outbox("e1", new Kept("bruno", "outbox", "e1"), { send: () => {}, changed: () => (changes += 1) })
    outbox.add("a/b", "level", "fully")
    assert.equal(changes, 1)
    outbox.acknowledge({})
    assert.equal(changes, 1)
    outbox.acknowledge({ [outbox.own.client]: 1 })
    assert.equal(changes, 2)
  })
})

describe("text", () => {
  test("replaces its own earlier state, and goes out once the typing pauses", () => {
    const outbox = open()
    outbox.add("a/b", "note", "h", TYPING_MS)
    mock.timers.tick(TYPING_MS - 1)
    outbox.add("a/b", "note", "hi", TYPING_MS)
    mock.timers.tick(TYPING_MS - 1)
    assert.deepEqual(sent, [])
    mock.timers.tick(1)
    const [{ seq, at, value }] = last().boxes[0].edits
    assert.deepEqual([seq, at, value], [2, 999 + TYPING_MS, "hi"])
  })

  test("replaces no other text: not that of another criterion, another moment or the words for the agent", () => {
    const outbox = open()
    outbox.add("a/b", "note", "one", TYPING_MS)
    outbox.add("a/c", "note", "two", TYPING_MS)
    outbox.add("a/b", "moment_note", { id: "m1", note: "three" }, TYPING_MS)
    outbox.add("a/b", "moment_note", { id: "m2", note: "four" }, TYPING_MS)
    outbox.add("", "summary", "five", TYPING_MS)
    outbox.add("a/b", "moment_note", { id: "m1", note: "three!" }, TYPING_MS)
    const said = values(outbox).map((value) => value.note ?? value)
    assert.deepEqual(said, ["one", "two", "four", "five", "three!"])
  })

  test("still being typed goes along with the next edit, and at once when it must be on its way", () => {
    const outbox = open()
    outbox.add("a/b", "note", "hi", TYPING_MS)
    outbox.add("a/b", "level", "fully")
    assert.deepEqual(last().boxes[0].edits.map(({ value }) => value), ["hi", "fully"])
    outbox.add("a/b", "note", "hi!", TYPING_MS)
    outbox.settle()
    assert.deepEqual(last().boxes[0].edits.map(({ value }) => value), ["fully", "hi!"])
    const times = sent.length
    outbox.settle()
    assert.equal(sent.length, times)
  })

  test("that was sent, and then typed on, is not lost when what was sent is acknowledged", () => {
    const outbox = open()
    outbox.add("a/b", "note", "hi", TYPING_MS)
    outbox.settle()
    outbox.add("a/b", "note", "hi there", TYPING_MS)
    outbox.acknowledge({ [outbox.own.client]: 1 })
    assert.deepEqual(values(outbox), ["hi there"])
  })
})

describe("without an answer", () => {
  test("everything is sent again, ever more seldom, at last once a minute", () => {
    open().add("a/b", "level", "fully")
    for (const wait of [5_000, 10_000, 20_000, 40_000, 60_000, 60_000]) {
      const times = sent.length
      mock.timers.tick(wait - 1)
      assert.equal(sent.length, times, `too early: ${wait}`)
      mock.timers.tick(1)
      assert.equal(sent.length, times + 1, `not sent after ${wait}`)
    }
    assert.ok(sent.every(({ boxes }) => boxes[0].edits.length === 1))
  })

  test("an acknowledgement ends it, and the next wait is a short one again", () => {
    const outbox = open()
    outbox.add("a/b", "level", "fully")
    mock.timers.tick(35_000)
    outbox.acknowledge({ [outbox.own.client]: 1 })
    const times = sent.length
    mock.timers.tick(600_000)
    assert.equal(sent.length, times)
    outbox.add("a/b", "level", "not")
    mock.timers.tick(5_000)
    assert.equal(sent.length, times + 2)
  })

  test("nothing is sent any more once it has stopped, and the storage keeps it", () => {
    const outbox = open()
    outbox.add("a/b", "level", "fully")
    outbox.add("a/b", "note", "hi", TYPING_MS)
    outbox.stop()
    mock.timers.tick(600_000)
    assert.equal(sent.length, 1)
    assert.deepEqual(keptSeqs(), [1, 2])
  })
})

describe("after a reload", () => {
  test("what was left goes out under its own name and numbers, before anything new", () => {
    const before = open()
    before.add("a/b", "level", "fully")
    before.add("a/b", "note", "still typ", TYPING_MS)
    before.stop()
    sent = []
    const after = open()
    assert.deepEqual(last().boxes, [before.own])
    after.add("a/b", "note", "still typing", TYPING_MS)
    after.settle()
    assert.notEqual(after.own.client, before.own.client)
    assert.deepEqual(last().boxes, [before.own, { client: after.own.client, edits: after.own.edits }])
    assert.equal(after.own.edits[0].seq, 1)
    assert.equal(overlaid(NOTHING, "a/b", after.edits).note, "still typing")
  })

  test("the same is sent again after each further one, until it is acknowledged, and then no more", () => {
    const first = open()
    first.add("a/b", "level", "fully")
    first.stop()
    for (let reload = 0; reload < 3; reload += 1) {
      open().stop()
      assert.deepEqual(last().boxes, [first.own])
    }
    const outbox = open()
    outbox.acknowledge({ [first.own.client]: 1 })
    sent = []
    open()
    assert.deepEqual(sent, [])
  })

  test("an evaluation finds what is its own", () => {
    open("e1").add("a/b", "level", "fully")
    for (const other of ["e2", "e", "e11"]) assert.deepEqual(open(other).edits, [])
    assert.deepEqual(values(open("e1")), ["fully"])
  })

  test("nobody finds what is another person's", () => {
    open("e1", "bruno").add("a/b", "level", "fully")
    sent = []
    assert.deepEqual(open("e1", "carla").edits, [])
    assert.deepEqual(sent, [])
  })

  test("who has signed out has left nothing, and what is not of this kind stays", () => {
    localStorage.setItem("benvenuto.speed", "1.5")
    open().add("a/b", "level", "fully")
    forgetEverything()
    assert.deepEqual(localStorage.names, ["benvenuto.speed"])
    assert.deepEqual(open().edits, [])
  })

  test("something was saved, if only what an earlier page has left", () => {
    assert.equal(open().used, false)
    open().add("a/b", "level", "fully")
    assert.equal(open().used, true)
  })
})

describe("windows side by side", () => {
  test("never write over one another's, whoever of them is gone first", () => {
    const [left, right] = [open(), open()]
    left.add("a/b", "level", "fully")
    right.add("a/c", "level", "not")
    left.add("a/b", "note", "hi", TYPING_MS)
    for (const window of [left, right]) window.stop()
    const next = open()
    assert.deepEqual(next.edits.map(({ path, kind }) => `${path} ${kind}`), ["a/b level", "a/b note", "a/c level"])
  })

  test("send what was marked last at last", () => {
    const [left, right] = [open(), open()]
    right.add("a/b", "level", "not")
    mock.timers.tick(10)
    left.add("a/b", "level", "fully")
    for (const window of [left, right]) window.stop()
    assert.equal(overlaid(NOTHING, "a/b", open().edits).level, "fully")
  })

  test("take from the storage what the server has, and leave there what another has added since", () => {
    const left = open()
    left.add("a/b", "level", "fully")
    const right = open()
    left.add("a/c", "level", "not")
    right.acknowledge({ [left.own.client]: 1 })
    assert.deepEqual(right.edits, [])
    assert.deepEqual(keptSeqs(), [2])
    left.stop()
    assert.deepEqual(values(open()), ["not"])
  })

  test("do not send again, nor show, an older state of a text that is still being typed elsewhere", () => {
    const left = open()
    left.add("a/b", "note", "hel", TYPING_MS)
    const right = open()
    left.add("a/b", "note", "hello", TYPING_MS)
    right.acknowledge({ [left.own.client]: 1 })
    assert.deepEqual(values(left), ["hello"])
    left.stop()
    assert.deepEqual(values(open()), ["hello"])
  })
})

describe("what an edit knows of", () => {
  test("are the changes that were shown when it was made, however late it is sent", () => {
    const outbox = open()
    outbox.seen = 4
    outbox.add("a/b", "level", "fully")
    outbox.seen = 9
    outbox.add("a/c", "level", "fully")
    outbox.stop()
    assert.deepEqual(open().edits.map(({ seen }) => seen), [4, 9])
  })

  test("are those that were shown when its typing began", () => {
    const outbox = open()
    outbox.seen = 4
    outbox.add("a/b", "note", "h", TYPING_MS)
    outbox.seen = 9
    outbox.add("a/b", "note", "hi", TYPING_MS)
    assert.deepEqual(outbox.edits.map(({ seen }) => seen), [4])
    outbox.acknowledge({ [outbox.own.client]: 2 })
    outbox.add("a/b", "note", "hi!", TYPING_MS)
    assert.deepEqual(outbox.edits.map(({ seen }) => seen), [9])
  })

  test("are also the edits that an earlier page has left, over which it was made", () => {
    const before = open()
    before.add("a/b", "level", "fully")
    before.stop()
    const after = open()
    after.add("a/b", "level", "not")
    assert.deepEqual(after.own.edits[0].after, [before.own.client])
    assert.deepEqual(before.own.edits[0].after, [])
  })
})

describe("what was published", () => {
  test("is not edited by what still waits, nor by what an earlier page has left", () => {
    const before = open()
    before.add("a/b", "level", "fully")
    before.stop()
    const outbox = open()
    outbox.add("a/c", "note", "late", TYPING_MS)
    const times = sent.length
    outbox.discard()
    mock.timers.tick(600_000)
    assert.equal(sent.length, times)
    assert.deepEqual(outbox.edits, [])
    assert.deepEqual(keptSeqs(), [1, 1]) // which the next page tells of
  })
})

describe("a storage that takes nothing", () => {
  for (const fault of ["full", "forbidden"]) {
    test(`because it is ${fault} leaves the edits in memory, and they are sent`, () => {
      localStorage[fault] = true
      const outbox = open()
      outbox.add("a/b", "level", "fully")
      assert.deepEqual(values(outbox), ["fully"])
      mock.timers.tick(5_000)
      assert.equal(sent.length, 2)
      outbox.acknowledge({ [outbox.own.client]: 1 })
      assert.deepEqual(outbox.edits, [])
    })
  }
})

describe("what lies in the storage and cannot be read is left out:", () => {
  const good = { seq: 3, at: 1, path: "a/b", kind: "level", value: "fully" }
  const entries = {
    "no JSON": [`${OTHER}.3`, "{"],
    "null": [`${OTHER}.3`, null],
    "a number": [`${OTHER}.3`, 7],
    "a list": [`${OTHER}.3`, [good]],
    "an edit of nobody": [".3", good],
    "the name of an object's own": ["constructor.3", good],
    "an edit under another's number": [`${OTHER}.4`, good],
    "an edit under no number": [OTHER, good],
  }
  for (const [name, [place, stored]] of Object.entries(entries)) {
    test(name, () => {
      leave(place, stored)
      const outbox = open()
      assert.deepEqual(outbox.edits, [])
      assert.deepEqual(sent, [])
      outbox.add("a/b", "level", "not")
      assert.deepEqual(values(outbox), ["not"])
    })
  }

  const later = { ...good, seq: 4 }
  const edits = {
    "null for an edit": null,
    "no number": { ...later, seq: undefined },
    "a number that is none": { ...later, seq: "4" },
    "a number below one": { ...later, seq: 0 },
    "no time": { ...later, at: undefined },
    "a time that is none": { ...later, at: "now" },
    "no path": { ...later, path: null },
    "a level of everything": { ...later, path: "" },
    "words for the agent under a criterion": { ...later, kind: "summary" },
    "an unknown kind": { ...later, kind: "shout" },
    "a kind that every object has": { ...later, kind: "toString" },
    "a kind that every object has, too": { ...later, kind: "__proto__" },
    "a level that is no text": { ...later, value: { toString: 1 } },
    "reasons that are no list": { ...later, kind: "reasons", value: "r1" },
    "reasons that are no texts": { ...later, kind: "reasons", value: [null] },
    "a note that is no text": { ...later, kind: "note", value: 7 },
    "a moment that is null": { ...later, kind: "moment_add", value: null },
    "a moment without a time": { ...later, kind: "moment_add", value: { id: "m", note: "" } },
    "changes seen that are no number": { ...later, seen: "4" },
    "fewer changes seen than none": { ...later, seen: -1 },
    "made over what is no list": { ...later, after: "0123456789abcdef" },
    "made over what nobody left": { ...later, after: ["x"] },
    "a remark on nothing": { ...later, kind: "moment_note", value: { note: "" } },
  }
  for (const [name, edit] of Object.entries(edits)) {
    test(`${name}, and what lies beside it is sent`, () => {
      leave(`${OTHER}.3`, good)
      leave(`${OTHER}.4`, edit)
      const outbox = open()
      assert.deepEqual(last().boxes, [{ client: OTHER, edits: [good] }])
      assert.equal(overlaid(NOTHING, "a/b", outbox.edits).level, "fully")
      outbox.acknowledge({ [OTHER]: 3 })
      assert.deepEqual(keptSeqs(), [4])
    })
  }
})

describe("a draft that is begun", () => {
  test("takes what waits along, in the store too, and goes on counting", () => {
    const outbox = open("call-7-3")
    outbox.add("a/b", "level", "fully")
    outbox.rename("12", new Kept("bruno", "outbox", "12"))
    outbox.add("a/c", "level", "not")
    assert.equal(last().evaluation, "12")
    assert.deepEqual(values(outbox), ["fully", "not"])
    assert.deepEqual(keptSeqs().sort(), [1, 2])
    assert.ok(localStorage.names.every((name) => name.startsWith("benvenuto.kept.bruno.outbox.12.")))
    outbox.acknowledge({ [outbox.own.client]: 2 })
    assert.deepEqual(localStorage.names, [])
  })

  test("leaves in its place what a full store does not take", () => {
    const outbox = open("call-7-3")
    outbox.add("a/b", "note", "typed")
    localStorage.full = true
    outbox.rename("12", new Kept("bruno", "outbox", "12"))
    assert.deepEqual(keptSeqs(), [1])
    assert.deepEqual(values(outbox), ["typed"])
  })
})
