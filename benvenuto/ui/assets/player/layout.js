// What the player is made of, and its words.

/** @import { PlayerData } from "../shared/types" */
/** @import { PlayerLabels } from "../shared/views" */
/** @import { Player } from "./player.js" */

import { el, fill, icon } from "../shared/dom.js"

const SPEEDS = ["0.75", "1", "1.25", "1.5", "1.75", "2"]

/** @param {Player} player */
export function build(player) {
  const toggle = el("button", { type: "button", class: "toggle", onclick: () => player.toggle() })
  const back = el("button", { type: "button", class: "skip", onclick: () => player.skip(-5) }, icon("back"), "5")
  const forward = el("button", { type: "button", class: "skip", onclick: () => player.skip(5) }, "5", icon("forward"))
  const wave = el("div", { class: "wave", role: "slider", tabindex: "0", "aria-valuemin": "0" })
  const bands = el("canvas", { class: "bands", "aria-hidden": "true" })
  const light = el("canvas", { class: "light", "aria-hidden": "true", hidden: true })
  const marks = el("div", { class: "pins", role: "group" })
  const evidence = el("div", { class: "pins below", role: "group", hidden: true })
  const lanes = el("div", { class: "lanes" })
  const time = el("span", { class: "time" })
  const speed = speedSelect(player)
  const markWord = el("span")
  const mark = el("button", { type: "button", class: "mark", onclick: () => player.mark() }, icon("mark"), markWord)
  const failureText = el("span")
  const retry = el("button", { type: "button", class: "retry", onclick: () => player.retry() })
  const failure = el("div", { class: "failure", role: "alert", hidden: true }, failureText, retry)
  const root = el(
    "section",
    { class: "player" },
    el("div", { class: "transport" }, back, toggle, forward),
    el(
      "div",
      { class: "stage" },
      lanes,
      el("div", { class: "track" }, marks, el("div", { class: "picture" }, bands, wave, light), evidence, failure),
    ),
    el("div", { class: "tools" }, time, speed, mark),
  )

  /** @param {PlayerData} data */
  function label({ labels, channels, can_mark }) {
    name(root, labels.player)
    name(back, labels.back)
    name(forward, labels.forward)
    name(speed, labels.speed)
    name(mark, labels.mark_hint)
    wave.setAttribute("aria-label", labels.position)
    markWord.textContent = labels.mark
    mark.hidden = !can_mark
    failureText.textContent = labels.error
    retry.textContent = labels.retry
    lay(channels, labels)
  }

  let laid = ""

  /**
   * The names of the lanes are what one listens to: pressed, a side is heard alone.
   * @param {string[]} channels
   * @param {PlayerLabels} labels
   */
  function lay(channels, labels) {
    const drawn = JSON.stringify([channels, labels.hear_only])
    if (drawn === laid) return
    laid = drawn
    lanes.replaceChildren(...channels.map((channel, lane) => laneName(player, channel, lane, channels, labels)))
  }

  /** @param {number | null} alone */
  function sides(alone) {
    for (const [lane, button] of [...lanes.querySelectorAll("button")].entries())
      button.setAttribute("aria-pressed", String(lane === alone))
    root.dataset.alone = String(alone ?? "")
  }

  /**
   * @param {boolean} paused
   * @param {string} words
   */
  function paintToggle(paused, words) {
    toggle.replaceChildren(icon(paused ? "play" : "pause"))
    name(toggle, words)
  }

  return { root, wave, bands, light, marks, evidence, time, speed, failure, label, sides, toggle: paintToggle }
}

/**
 * @param {Player} player
 * @param {string} channel
 * @param {number} lane
 * @param {string[]} channels
 * @param {PlayerLabels} labels
 */
function laneName(player, channel, lane, channels, labels) {
  if (channels.length < 2) return el("span", { class: "lane" }, channel)
  const button = el(
    "button",
    { type: "button", class: "lane", "aria-pressed": "false", onclick: () => player.alone(lane) },
    icon("sound"),
    channel,
  )
  name(button, fill(labels.hear_only, { side: channel }))
  return button
}

/**
 * @param {HTMLElement} node
 * @param {string} words
 */
function name(node, words) {
  node.setAttribute("aria-label", words)
  if (node.tagName !== "SECTION") node.title = words
}

/**
 * A select left with the mouse must not swallow the number keys that score; with the keyboard it stays in hand.
 * @param {Player} player
 */
function speedSelect(player) {
  let byPointer = false
  const select = el("select", {
    class: "speed",
    onpointerdown: () => (byPointer = true),
    onkeydown: () => (byPointer = false),
    onchange: () => {
      player.speed(select.value)
      if (byPointer) select.blur()
    },
  })
  const number = new Intl.NumberFormat(document.documentElement.lang || undefined)
  select.append(...SPEEDS.map((speed) => el("option", { value: speed }, `${number.format(Number(speed))}×`)))
  return select
}
