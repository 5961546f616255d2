// The player. One instance per mount: a rerun of the page never interrupts the sound.

/** @import { Component, PlayerData } from "../shared/types" */

import { clock, el, fill, hear } from "../shared/dom.js"
import { mount } from "../shared/mount.js"
import { counts, rootOf } from "../shared/places.js"
import { hearPlay, takeAsked } from "../shared/playing.js"
import { Bands } from "./bands.js"
import { listen } from "./keyboard.js"
import { build } from "./layout.js"
import { Pins } from "./pins.js"
import { Sides } from "./sides.js"
import { recalledSpeed, rememberSpeed } from "./speed.js"
import { Spotlight } from "./spotlight.js"
import { Wave } from "./wave.js"

export class Player {
  /** @type {PlayerData} */
  data

  /** @type {string | undefined} */
  src

  /** @type {string | undefined} */
  nonce

  /** @type {number | null} */
  side = null

  rate = "1"
  lostAt = 0

  /** @param {ShadowRoot} parent */
  constructor(parent) {
    this.parent = parent
    this.audio = new Audio()
    this.audio.preload = "metadata"
    this.audio.preservesPitch = true
    this.view = build(this)
    rootOf(parent).append(this.view.root)
    this.wave = new Wave(this.view.wave, this.audio)
    this.bands = new Bands(this.view.bands)
    this.spotlight = new Spotlight(this.view.light)
    this.sides = new Sides(this.audio)
    this.marks = new Pins(this, this.view.marks, "marked")
    this.evidence = new Pins(this, this.view.evidence, "evidence")
    this.stops = [
      listen(this),
      hearPlay(parent, (at_s) => this.playFrom(at_s)),
      hear(parent, "benvenuto:moments", (event) => this.spotlight.show(event.detail.segments, this.duration)),
    ]
    this.watchAudio()
    this.speed(recalledSpeed())
  }

  watchAudio() {
    const { audio } = this
    for (const name of ["play", "pause", "ended"]) audio.addEventListener(name, () => this.paintTransport())
    for (const name of ["timeupdate", "seeking", "durationchange"]) audio.addEventListener(name, () => this.paintTime())
    audio.addEventListener("error", () => this.fail(true))
    audio.addEventListener("loadedmetadata", () => this.fail(false))
  }

  /**
   * @param {PlayerData} data
   * @param {Component} component
   */
  update(data, { setTriggerValue }) {
    this.data = data
    this.send = (/** @type {number} */ at_s) => setTriggerValue("mark", { at_s })
    this.view.label(data)
    if (data.src !== this.src) {
      this.src = data.src
      this.audio.src = data.src
      this.speed(this.rate)
    }
    this.paintSound()
    this.marks.show(data.moments, data.labels.marks)
    this.evidence.show(data.evidence, data.labels.evidence)
    this.alone(this.side, { again: true })
    if (data.seek && data.seek.nonce !== this.nonce) {
      this.nonce = data.seek.nonce
      if (data.seek.play) this.playFrom(data.seek.at_s)
      else this.seek(data.seek.at_s)
    }
    takeAsked(this.parent, (at_s) => this.playFrom(at_s))
    this.paintTransport()
    this.paintTime()
  }

  // Streamlit may call before the stylesheet has come, and canvases keep the colours that they were drawn in.
  paintSound() {
    if (this.wave.show(this.data)) this.bands.show(this.data.sound, this.duration)
    if (!this.wave.coloured) requestAnimationFrame(() => this.view.wave.isConnected && this.paintSound())
  }

  get duration() {
    return this.data.duration_s || this.audio.duration || 0
  }

  /** @param {number} at_s */
  seek(at_s) {
    this.audio.currentTime = Math.min(Math.max(0, at_s), this.duration)
    this.paintTime()
  }

  /** @param {number} seconds */
  skip(seconds) {
    this.seek(this.audio.currentTime + seconds)
  }

  toggle() {
    if (this.audio.paused) this.play()
    else this.audio.pause()
  }

  play() {
    this.audio.play().catch(() => {}) // what went wrong arrives as the element's error event
  }

  /** @param {number} at_s */
  playFrom(at_s) {
    this.seek(at_s)
    this.play()
  }

  /**
   * Hear one lane alone; the same one once more, and both are heard again.
   * @param {number | null} lane
   */
  alone(lane, { again = false } = {}) {
    if (!again) this.side = this.side === lane ? null : lane
    const { channels, swapped } = this.data
    const side = this.side !== null && this.side < channels.length ? this.side : null
    this.sides.hear(side !== null && swapped ? 1 - side : side)
    this.view.sides(side)
  }

  /** @param {string} rate */
  speed(rate) {
    this.rate = this.view.speed.value = [...this.view.speed.options].some((o) => o.value === rate) ? rate : "1"
    this.audio.defaultPlaybackRate = this.audio.playbackRate = Number(this.rate)
    rememberSpeed(this.rate)
  }

  // A scorecard on the page takes the mark for the criterion at hand; without one the page gets it.
  mark() {
    if (!this.data.can_mark) return
    const at_s = Math.round(this.audio.currentTime * 10) / 10
    const untaken = document.dispatchEvent(
      new CustomEvent("benvenuto:mark", { detail: { at_s }, cancelable: true }),
    )
    if (untaken) this.send?.(at_s)
  }

  /** @param {boolean} failed */
  fail(failed) {
    if (failed) this.lostAt = this.audio.currentTime || this.lostAt
    this.view.failure.hidden = !failed
  }

  retry() {
    this.fail(false)
    this.audio.load()
    this.seek(this.lostAt)
    this.play()
  }

  paintTransport() {
    const { labels } = this.data
    this.view.toggle(this.audio.paused, this.audio.paused ? labels.play : labels.pause)
  }

  paintTime() {
    const [time, duration] = [clock(this.audio.currentTime), clock(this.duration)]
    this.view.time.replaceChildren(el("b", {}, time), ` / ${duration}`)
    const slider = this.view.wave
    slider.setAttribute("aria-valuemax", String(Math.round(this.duration)))
    slider.setAttribute("aria-valuenow", String(Math.round(this.audio.currentTime)))
    slider.setAttribute("aria-valuetext", fill(this.data.labels.position_text, { time, duration }))
    if (!counts(this.parent)) return
    document.dispatchEvent(new CustomEvent("benvenuto:time", { detail: { at_s: this.audio.currentTime } }))
  }

  silence() {
    this.audio.pause()
  }

  destroy() {
    this.stops.forEach((stop) => stop())
    this.silence()
    this.wave.destroy()
    this.bands.destroy()
    this.sides.destroy()
    this.audio.removeAttribute("src")
  }
}

export default mount((parent) => new Player(parent))
