import { openWindow } from "./browser.js"

import assert from "node:assert/strict"
import { beforeEach, describe, test } from "node:test"

import { recalledSpeed, rememberSpeed } from "../../benvenuto/ui/assets/player/speed.js"

describe("the speed", () => {
  beforeEach(openWindow)

  test("is that of the last recording", () => {
    assert.equal(recalledSpeed(), "1")
    rememberSpeed("1.5")
    assert.equal(recalledSpeed(), "1.5")
  })

  for (const fault of ["full", "forbidden"]) {
    test(`is the sound's own where the storage is ${fault}, and the player plays`, () => {
      localStorage[fault] = true
      rememberSpeed("1.5")
      assert.equal(recalledSpeed(), "1")
    })
  }
})
