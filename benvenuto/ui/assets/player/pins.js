// Moments as pins above the waveform, each a button that plays from there.

import { clock, el, fill } from "../shared/dom.js"

export function pin(player, moments) {
  const drawn = JSON.stringify([moments, player.duration])
  if (drawn === player.pinned) return
  player.pinned = drawn
  const sorted = [...moments].sort((a, b) => a.at_s - b.at_s)
  player.view.pins.replaceChildren(...sorted.map((moment) => button(player, moment)))
}

function button(player, { at_s, label }) {
  const share = player.duration ? Math.min(at_s / player.duration, 1) : 0
  const time = clock(at_s)
  const node = el(
    "button",
    {
      type: "button",
      class: share > 0.5 ? "pin leftward" : "pin",
      "aria-label": [fill(player.data.labels.play_moment, { time }), label].filter(Boolean).join(": "),
      onclick: () => player.playFrom(at_s),
    },
    el("span", { class: "bubble" }, el("b", {}, time), label ? ` ${label}` : ""),
  )
  node.style.left = `${share * 100}%`
  return node
}
