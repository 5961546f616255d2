import "./browser.js"

import assert from "node:assert/strict"
import { afterEach, beforeEach, describe, test } from "node:test"

import { askBeforeLeaving } from "../../benvenuto/ui/assets/scorecard/leaving.js"

// Whether the browser asks when this window is closed.
function asks() {
  const event = new Event("beforeunload", { cancelable: true })
  dispatchEvent(event)
  return event.defaultPrevented
}

describe("before the window is closed", () => {
  let waits, stop

  beforeEach(() => {
    waits = false
    stop = askBeforeLeaving(() => waits)
  })
  afterEach(() => stop())

  test("the browser asks while something waits to be sent, and only then", () => {
    assert.equal(asks(), false)
    waits = true
    assert.equal(asks(), true)
    waits = false
    assert.equal(asks(), false)
  })

  test("it does not ask where the application itself leads away", () => {
    waits = true
    document.dispatchEvent(new CustomEvent("benvenuto:leave"))
    assert.equal(asks(), false)
  })

  test("it does not ask for a card that has left the page", () => {
    waits = true
    stop()
    assert.equal(asks(), false)
  })
})
