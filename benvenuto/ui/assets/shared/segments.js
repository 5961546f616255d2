// Stretches of time as the server writes them, in hundredths of a second: a gap, a length, a gap, a length.

/** @param {number[]} deltas */
export function opened(deltas) {
  /** @type {import("./types").Segment[]} */
  const segments = []
  let at = 0
  for (let place = 0; place < deltas.length; place += 2) {
    const start = at + deltas[place]
    at = start + deltas[place + 1]
    segments.push([start / 100, at / 100])
  }
  return segments
}
