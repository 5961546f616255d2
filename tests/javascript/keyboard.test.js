import { field, input, node, parent, press } from "./browser.js"

import assert from "node:assert/strict"
import { afterEach, beforeEach, describe, test } from "node:test"

import { listen as listenPlayer } from "../../benvenuto/ui/assets/player/keyboard.js"
import { listen as listenCard } from "../../benvenuto/ui/assets/scorecard/keyboard.js"
import { along, isTyping, keepTypingInside } from "../../benvenuto/ui/assets/shared/keys.js"

// Whatever is asked of it is written down.
function recorder(done, name, answer) {
  return (...given) => {
    done.push([name, ...given])
    return answer
  }
}

const TYPED_IN = {
  "a text field": input("text"),
  "a search field": input("search"),
  "a number field": input("number"),
  "a text area": field("TEXTAREA"),
  "a choice": field("SELECT"),
  "a rich text": node({ isContentEditable: true }),
}
const NO_COMMAND = {
  "with Ctrl": { ctrlKey: true },
  "with Cmd": { metaKey: true },
  "with Alt": { altKey: true },
  "while a character is composed": { isComposing: true },
  "in a dialog": { within: [node({ role: "dialog" })] },
  "in a menu": { within: [node(), node({ role: "menu" })] },
  "in a list of options": { within: [node({ role: "listbox" })] },
}

describe("the scorecard's keys", () => {
  const level = field("BUTTON")
  let done, card, levels, row, hidden, stops

  beforeEach(() => {
    done = []
    levels = { node: node(), chooseByKey: (key) => recorder(done, "choose", Number(key) <= 3)(key) }
    hidden = false
    row = { node: { contains: (other) => other === levels.node || other === level }, levels, focus: recorder(done, "focus"), wantsWords: false, note: { open: recorder(done, "note") }, edit: recorder(done, "edit") }
    card = {
      shadow: parent(),
      data: { read_only: false },
      cursor: { row, move: recorder(done, "move"), reveal: () => hidden },
      undo: recorder(done, "undo", true),
      outbox: { settle: recorder(done, "settle") },
    }
    stops = listenCard(card)
  })
  afterEach(() => stops.forEach((stop) => stop()))

  for (const key of ["1", "2", "3", "0"]) {
    test(`${key} chooses, and goes on to the next criterion`, () => {
      assert.equal(press(key), true)
      assert.deepEqual(done, [["choose", key], ["move", 1]])
    })
  }

  test("a digit below the best level stays there until it was said why, or Enter goes on", () => {
    row.wantsWords = true
    press("2")
    assert.deepEqual(done, [["choose", "2"], ["focus"]])
    assert.equal(press("Enter"), false)
    card.shadow.activeElement = levels.node
    assert.equal(press("Enter"), true)
    assert.deepEqual(done.at(-1), ["move", 1])
  })

  test("Enter on a level is left to it", () => {
    card.shadow.activeElement = field("BUTTON")
    assert.equal(press("Enter"), false)
  })

  test("a key that meets a criterion out of sight marks nothing", () => {
    hidden = true
    for (const key of ["1", "0", "n"]) assert.equal(press(key), true)
    assert.deepEqual(done, [])
  })

  test("nor does one that presses what has the focus there, or takes a mark away", () => {
    hidden = true
    for (const key of [" ", "Enter", "Delete", "Backspace"]) {
      card.shadow.activeElement = level
      assert.equal(press(key), true, key)
    }
    card.shadow.activeElement = levels.node
    assert.equal(press("Delete"), true)
    assert.deepEqual(done, [])
    assert.equal(press("Enter"), true)
    assert.deepEqual(done, [["move", 1]])
  })

  test("what is typed there out of sight is left alone, and so is what lies elsewhere", () => {
    hidden = true
    card.shadow.activeElement = field("TEXTAREA")
    assert.equal(press(" ", { on: card.shadow.activeElement }), false)
    card.shadow.activeElement = field("BUTTON")
    assert.equal(press(" "), false)
  })

  test("Ctrl+Z takes the last mark back, but not what is typed", () => {
    assert.equal(press("z", { ctrlKey: true }), true)
    assert.equal(press("z", { metaKey: true }), true)
    assert.equal(press("Z", { ctrlKey: true, shiftKey: true }), false)
    assert.equal(press("z", { ctrlKey: true, on: field("TEXTAREA") }), false)
    assert.equal(press("z", { ctrlKey: true, within: [node({ role: "dialog" })] }), false)
    assert.equal(press("z"), false)
    assert.deepEqual(done, [["undo"], ["undo"]])
  })

  test("Ctrl+Z is left alone where nothing was marked", () => {
    card.undo = () => false
    assert.equal(press("z", { ctrlKey: true }), false)
  })

  test("a digit for which there is no level stays where it is", () => {
    assert.equal(press("9"), true)
    assert.deepEqual(done, [["choose", "9"]])
  })

  test("n is not applicable, in capitals too", () => {
    press("n")
    press("N", { shiftKey: true })
    assert.deepEqual(done, [["choose", "0"], ["move", 1], ["choose", "0"], ["move", 1]])
  })

  test("e opens the note", () => {
    assert.equal(press("e"), true)
    assert.deepEqual(done, [["note"]])
  })

  test("arrows go up and down while the focus is in the card, and else leave the page its scrolling", () => {
    assert.equal(press("ArrowDown"), false)
    card.shadow.activeElement = node()
    assert.equal(press("ArrowDown"), true)
    assert.equal(press("ArrowUp"), true)
    assert.deepEqual(done, [["move", 1], ["move", -1]])
  })

  test("a digit held down chooses once", () => {
    press("1")
    press("1", { repeat: true })
    press("1", { repeat: true })
    assert.deepEqual(done, [["choose", "1"], ["move", 1]])
  })

  test("a key that is none of them is left alone", () => {
    for (const key of ["a", "c", "r", "Enter", "Tab", "Escape", "F1", "²", "١"]) assert.equal(press(key), false, key)
    assert.deepEqual(done, [])
  })

  for (const [where, on] of Object.entries(TYPED_IN)) {
    test(`a key typed into ${where} is left alone`, () => {
      for (const key of ["1", "0", "n", "e", "ArrowDown"]) assert.equal(press(key, { on }), false)
      assert.deepEqual(done, [])
    })
  }

  test("on a button or a radio button it is a command", () => {
    for (const on of [field("BUTTON"), input("radio"), input("checkbox"), input("range")]) press("1", { on })
    assert.equal(done.length, 8)
  })

  for (const [how, facts] of Object.entries(NO_COMMAND)) {
    test(`a key pressed ${how} is left alone`, () => {
      for (const key of ["1", "0", "n", "e"]) assert.equal(press(key, facts), false)
      assert.deepEqual(done, [])
    })
  }

  test("nothing is marked where nothing may be edited, nor when no criterion is at hand", () => {
    card.data.read_only = true
    assert.equal(press("1"), false)
    card.data.read_only = false
    card.cursor.row = null
    assert.equal(press("1"), false)
    assert.deepEqual(done, [])
  })

  test("a card of another call, or one that has left the page, hears nothing", () => {
    card.shadow.host.inert = true
    press("1")
    card.shadow.host.inert = false
    card.shadow.isConnected = false
    press("1")
    assert.deepEqual(done, [])
  })

  test("what is being typed is on its way before the page publishes", () => {
    press("Enter", { ctrlKey: true, on: field("TEXTAREA") })
    press("Enter", { metaKey: true, on: field("TEXTAREA") })
    document.dispatchEvent(new Event("pointerdown"))
    assert.deepEqual(done, [["settle"], ["settle"], ["settle"]])
    press("Enter", { on: field("TEXTAREA") })
    assert.equal(done.length, 3)
  })

  test("a mark of the player goes to the criterion at hand", () => {
    const mark = () => new CustomEvent("benvenuto:mark", { detail: { at_s: 7.5 }, cancelable: true })
    assert.equal(document.dispatchEvent(mark()), false)
    const [[name, kind, moment]] = done
    assert.deepEqual([name, kind, moment.at_s, moment.note], ["edit", "moment_add", 7.5, ""])
    card.data.read_only = true
    assert.equal(document.dispatchEvent(mark()), true)
  })
})

describe("the player's keys", () => {
  let done, player, stop

  beforeEach(() => {
    done = []
    player = { parent: parent(), view: { wave: node() }, duration: 90 }
    for (const name of ["toggle", "skip", "mark", "seek"]) player[name] = recorder(done, name)
    stop = listenPlayer(player)
  })
  afterEach(() => stop())

  const ANYWHERE = { k: ["toggle"], j: ["skip", -5], l: ["skip", 5], m: ["mark"], " ": ["toggle"] }
  for (const [key, act] of Object.entries(ANYWHERE)) {
    test(`"${key}" is heard anywhere, in capitals too`, () => {
      assert.equal(press(key), true)
      assert.equal(press(key.toUpperCase()), true)
      assert.deepEqual(done, [act, act])
    })
  }

  test("a space on what a space presses is left to it", () => {
    assert.equal(press(" ", { on: field("BUTTON") }), false)
    assert.deepEqual(done, [])
  })

  test("arrows, Home and End are the waveform's while it has the focus, and else the page's", () => {
    const keys = ["ArrowLeft", "ArrowRight", "ArrowDown", "ArrowUp", "PageDown", "PageUp", "Home", "End"]
    for (const key of keys) assert.equal(press(key), false, key)
    for (const key of keys) assert.equal(press(key, { on: player.view.wave }), true, key)
    const steps = [-5, 5, -5, 5, -30, 30].map((step) => ["skip", step])
    assert.deepEqual(done, [...steps, ["seek", 0], ["seek", 90]])
  })

  for (const key of ["m", "M", "k", "K", " "]) {
    test(`"${key}" held down acts once, and the page does not get it either`, () => {
      press(key)
      assert.equal(press(key, { repeat: true }), true)
      assert.equal(press(key, { repeat: true }), true)
      assert.equal(done.length, 1)
    })
  }

  test("j and l held down go on and on", () => {
    press("l")
    press("l", { repeat: true })
    press("ArrowRight", { repeat: true, on: player.view.wave })
    assert.equal(done.length, 3)
  })

  for (const [where, on] of Object.entries(TYPED_IN)) {
    test(`a key typed into ${where} is left alone`, () => {
      for (const key of Object.keys(ANYWHERE)) assert.equal(press(key, { on }), false, key)
      assert.deepEqual(done, [])
    })
  }

  for (const [how, facts] of Object.entries(NO_COMMAND)) {
    test(`a key pressed ${how} is left alone`, () => {
      for (const key of Object.keys(ANYWHERE)) assert.equal(press(key, facts), false, key)
      assert.deepEqual(done, [])
    })
  }

  test("a key that is none of them is left alone", () => {
    for (const key of ["1", "e", "Enter", "Tab", "Dead", "Unidentified"]) assert.equal(press(key), false, key)
    assert.deepEqual(done, [])
  })
})

describe("keys", () => {
  test("are no typing where nobody can type", () => {
    for (const on of [node(), field("BUTTON"), input("radio"), document]) {
      assert.equal(isTyping({ composedPath: () => [on] }), false)
    }
  })

  test("typed inside stay inside, but those with Ctrl or Cmd are for the page", () => {
    const root = new EventTarget()
    keepTypingInside(root)
    const stopped = (on, facts) => {
      let stays = false
      const event = Object.assign(new Event("keydown"), facts)
      Object.defineProperty(event, "composedPath", { value: () => [on] })
      event.stopPropagation = () => (stays = true)
      root.dispatchEvent(event)
      return stays
    }
    assert.equal(stopped(field("TEXTAREA"), { key: "c" }), true)
    assert.equal(stopped(field("TEXTAREA"), { key: "Enter", ctrlKey: true }), false)
    assert.equal(stopped(field("TEXTAREA"), { key: "Enter", metaKey: true }), false)
    assert.equal(stopped(field("BUTTON"), { key: "c" }), false)
  })

  test("lead along a row of things with the arrows to the side alone", () => {
    assert.deepEqual(["ArrowRight", "ArrowLeft", "ArrowUp", "toString"].map((key) => along({ key })), [1, -1, 0, 0])
  })
})
