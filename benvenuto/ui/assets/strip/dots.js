// Where the call stands among its team's: a dot for each call on one line, this one filled; quiet, and no ranking.

import { el } from "../shared/dom.js"

/**
 * Places are thousandths of the line.
 * @param {import("../shared/views").MeasureView} measure
 */
export function dots({ dots: team, here, middle, n }) {
  if (!team.length) return null
  const line = el("span", { class: "line" }, ...team.map((at) => dot("dot", at)))
  if (middle !== null) line.append(dot("middle", middle))
  if (here !== null) line.append(dot("here", here))
  return el("span", { class: "dots" }, line, el("span", { class: "n" }, n))
}

/**
 * @param {string} kind
 * @param {number} at
 */
function dot(kind, at) {
  const node = el("i", { class: kind })
  node.style.left = `${at / 10}%`
  return node
}
