// Where somebody speaks, as bands behind the waveform; overlap, dead air and hold each in a shape of its own.
//
// Overlap is a bridge between the lanes, dead air the line with which a draughtsman gives a length, hold is hatched:
// none of them needs its colour to be known.

import { opened } from "../shared/segments.js"

const INSET = 2
const HATCH = 5

export class Bands {
  constructor(canvas) {
    this.canvas = canvas
    this.observer = new ResizeObserver(() => this.paint())
    this.observer.observe(canvas)
  }

  // Written as hundredths of a second: a gap, a length, a gap, a length.
  show({ speech, overlap, dead_air, hold }, duration_s) {
    this.duration_s = duration_s
    this.lanes = speech.map(opened)
    ;[this.overlap, this.dead, this.hold] = [overlap, dead_air, hold].map(opened)
    this.paint()
  }

  paint() {
    const { canvas } = this
    const [width, height] = [canvas.clientWidth, canvas.clientHeight]
    if (!width || !this.lanes || !this.duration_s) return
    const sharp = window.devicePixelRatio || 1
    canvas.width = Math.round(width * sharp)
    canvas.height = Math.round(height * sharp)
    const pen = canvas.getContext("2d")
    pen.scale(sharp, sharp)
    const styles = getComputedStyle(canvas)
    const colour = (name) => styles.getPropertyValue(`--${name}`).trim()
    const at = (seconds) => (seconds / this.duration_s) * width
    this.hold.forEach((one) => hatched(pen, at(one[0]), at(one[1]), height, colour("hatch")))
    const tall = height / Math.max(this.lanes.length, 1)
    this.lanes.forEach((lane, place) => {
      pen.fillStyle = colour(place ? "band-caller" : "band-agent")
      for (const [start, end] of lane) block(pen, at(start), at(end), place * tall + INSET, tall - 2 * INSET, 0)
    })
    pen.fillStyle = colour("bridge")
    for (const [start, end] of this.overlap) block(pen, at(start), at(end), height / 2 - INSET - 3, 2 * INSET + 6, 1)
    pen.fillStyle = colour("length")
    for (const [start, end] of this.dead) length(pen, at(start), at(end), height / 2)
  }

  destroy() {
    this.observer.disconnect()
  }
}

function block(pen, from, to, top, tall, least) {
  pen.fillRect(from, top, Math.max(to - from, least), tall)
}

function length(pen, from, to, middle) {
  const right = Math.max(to, from + 1)
  pen.fillRect(from, middle - 0.5, right - from, 1)
  pen.fillRect(from, middle - 5, 1, 10)
  pen.fillRect(right - 1, middle - 5, 1, 10)
}

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
