// Where somebody speaks, as bands behind the waveform; overlap, dead air and hold each in a shape of its own.
//
// Overlap is a bridge between the lanes, dead air the line with which a draughtsman gives a length, hold is hatched:
// none of them needs its colour to be known.

/** @import { Segment, Sound } from "../shared/types" */

import { opened } from "../shared/segments.js"

const INSET = 2
const HATCH = 5

export class Bands {
  /** @type {{ lanes: Segment[][], overlap: Segment[], dead: Segment[], hold: Segment[] } | undefined} */
  shown

  duration_s = 0

  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas
    this.observer = new ResizeObserver(() => this.paint())
    this.observer.observe(canvas)
  }

  /**
   * @param {Sound} sound
   * @param {number} duration_s
   */
  show({ speech, overlap, dead_air, hold }, duration_s) {
    this.duration_s = duration_s
    this.shown = { lanes: speech.map(opened), overlap: opened(overlap), dead: opened(dead_air), hold: opened(hold) }
    this.paint()
  }

  paint() {
    const { canvas, shown } = this
    const [width, height] = [canvas.clientWidth, canvas.clientHeight]
    if (!width || !shown || !this.duration_s) return
    const sharp = window.devicePixelRatio || 1
    canvas.width = Math.round(width * sharp)
    canvas.height = Math.round(height * sharp)
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"))
    pen.scale(sharp, sharp)
    const styles = getComputedStyle(canvas)
    const colour = (/** @type {string} */ name) => styles.getPropertyValue(`--${name}`).trim()
    const at = (/** @type {number} */ seconds) => (seconds / this.duration_s) * width
    shown.hold.forEach((one) => hatched(pen, at(one[0]), at(one[1]), height, colour("hatch")))
    const tall = height / Math.max(shown.lanes.length, 1)
    shown.lanes.forEach((lane, place) => {
      pen.fillStyle = colour(place ? "band-caller" : "band-agent")
      for (const [start, end] of lane) block(pen, at(start), at(end), place * tall + INSET, tall - 2 * INSET, 0)
    })
    pen.fillStyle = colour("bridge")
    for (const [start, end] of shown.overlap) block(pen, at(start), at(end), height / 2 - INSET - 3, 2 * INSET + 6, 1)
    pen.fillStyle = colour("length")
    for (const [start, end] of shown.dead) length(pen, at(start), at(end), height / 2)
  }

  destroy() {
    this.observer.disconnect()
  }
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {number} from
 * @param {number} to
 * @param {number} top
 * @param {number} tall
 * @param {number} least
 */
function block(pen, from, to, top, tall, least) {
  pen.fillRect(from, top, Math.max(to - from, least), tall)
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {number} from
 * @param {number} to
 * @param {number} middle
 */
function length(pen, from, to, middle) {
  const right = Math.max(to, from + 1)
  pen.fillRect(from, middle - 0.5, right - from, 1)
  pen.fillRect(from, middle - 5, 1, 10)
  pen.fillRect(right - 1, middle - 5, 1, 10)
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {number} from
 * @param {number} to
 * @param {number} height
 * @param {string} colour
 */
function hatched(pen, from, to, height, colour) {
  pen.save()
  pen.beginPath()
  pen.rect(from, INSET, Math.max(to - from, 1), height - 2 * INSET)
  pen.clip()
  pen.strokeStyle = colour
  pen.beginPath()
  for (let x = Math.floor((from - height) / HATCH) * HATCH; x < to; x += HATCH) {
    pen.moveTo(x, height)
    pen.lineTo(x + height, 0)
  }
  pen.stroke()
  pen.restore()
}
