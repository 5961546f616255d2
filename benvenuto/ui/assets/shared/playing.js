// What stands beside a moment asks the player to play from there. While the page of a call is still being drawn its
// player may not have come yet: then the press waits for it, unless another call comes first.

import { hear } from "./dom.js"
import { counts, currentCall } from "./places.js"

// Past this nobody expects to be heard any more, and sound that begins by itself startles.
const PATIENCE_MS = 20_000

/** @param {number} at_s */
export function askToPlay(at_s) {
  const untaken = document.dispatchEvent(new CustomEvent("benvenuto:play", { detail: { at_s }, cancelable: true }))
  // every component loads a copy of this module; the document is what they share
  document.benvenutoAsked = untaken ? { at_s, call: currentCall(), since: performance.now() } : undefined
}

/**
 * @param {ShadowRoot} parent
 * @param {(at_s: number) => void} play
 */
export function hearPlay(parent, play) {
  return hear(parent, "benvenuto:play", (event) => {
    event.preventDefault()
    play(event.detail.at_s)
  })
}

/**
 * @param {ShadowRoot} parent
 * @param {(at_s: number) => void} play
 */
export function takeAsked(parent, play) {
  if (!counts(parent)) return
  const asked = document.benvenutoAsked
  document.benvenutoAsked = undefined
  if (asked && asked.call === currentCall() && performance.now() - asked.since < PATIENCE_MS) play(asked.at_s)
}
