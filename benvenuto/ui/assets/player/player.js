// The player. One instance per mount: a rerun of the page never interrupts the sound.

import { clock, el, fill } from "../shared/dom.js"
import { mount } from "../shared/mount.js"
import { listen } from "./keyboard.js"
import { build } from "./layout.js"
import { pin } from "./pins.js"
import { Wave } from "./wave.js"

const SPEED = "benvenuto.speed"

class Player {
  constructor(parent) {
    this.audio = new Audio()
    this.audio.preload = "metadata"
    this.audio.preservesPitch = true
    this.view = build(this)
    parent.querySelector(".root").append(this.view.root)
    this.wave = new Wave(this.view.wave, this.audio)
    this.stops = [listen(this), this.hear("benvenuto:play", (event) => this.playFrom(event.detail.at_s))]
    this.watchAudio()
    this.speed(localStorage.getItem(SPEED) ?? "1")
  }

  hear(name, handle) {
    document.addEventListener(name, handle)
    return () => document.removeEventListener(name, handle)
  }

  watchAudio() {
    const { audio } = this
    for (const name of ["play", "pause", "ended"]) audio.addEventListener(name, () => this.paintTransport())
    for (const name of ["timeupdate", "seeking", "durationchange"]) audio.addEventListener(name, () => this.paintTime())
    audio.addEventListener("error", () => this.fail(true))
    audio.addEventListener("loadedmetadata", () => this.fail(false))
  }

  update(data, { setTriggerValue }) {
    this.data = data
    this.send = (at_s) => setTriggerValue("mark", { at_s })
    this.view.label(data)
    if (data.src !== this.src) {
      this.src = data.src
      this.audio.src = data.src
      this.speed(this.rate)
    }
    this.wave.show(data)
    pin(this, data.moments)
    if (data.seek && data.seek.nonce !== this.nonce) {
      this.nonce = data.seek.nonce
      data.seek.play ? this.playFrom(data.seek.at_s) : this.seek(data.seek.at_s)
    }
    this.paintTransport()
    this.paintTime()
  }

  get duration() {
    return this.data.duration_s || this.audio.duration || 0
  }

  seek(at_s) {
    this.audio.currentTime = Math.min(Math.max(0, at_s), this.duration)
    this.paintTime()
  }

  skip(seconds) {
    this.seek(this.audio.currentTime + seconds)
  }

  toggle() {
    this.audio.paused ? this.play() : this.audio.pause()
  }

  play() {
    this.audio.play().catch(() => {}) // what went wrong arrives as the element's error event
  }

  playFrom(at_s) {
    this.seek(at_s)
    this.play()
  }

  speed(rate) {
    this.rate = this.view.speed.value = [...this.view.speed.options].some((o) => o.value === rate) ? rate : "1"
    this.audio.defaultPlaybackRate = this.audio.playbackRate = Number(this.rate)
    localStorage.setItem(SPEED, this.rate)
  }

  // A scorecard on the page takes the mark for the criterion at hand; without one the page gets it.
  mark() {
    if (!this.data.can_mark) return
    const at_s = Math.round(this.audio.currentTime * 10) / 10
    const untaken = document.dispatchEvent(
      new CustomEvent("benvenuto:mark", { detail: { at_s }, cancelable: true }),
    )
    if (untaken) this.send(at_s)
  }

  fail(failed) {
    if (failed) this.lostAt = this.audio.currentTime || this.lostAt || 0
    this.view.failure.hidden = !failed
  }

  retry() {
    this.fail(false)
    this.audio.load()
    this.seek(this.lostAt ?? 0)
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
    slider.setAttribute("aria-valuemax", Math.round(this.duration))
    slider.setAttribute("aria-valuenow", Math.round(this.audio.currentTime))
    slider.setAttribute("aria-valuetext", fill(this.data.labels.position_text, { time, duration }))
    document.dispatchEvent(new CustomEvent("benvenuto:time", { detail: { at_s: this.audio.currentTime } }))
  }

  destroy() {
    this.stops.forEach((stop) => stop())
    this.audio.pause()
    this.wave.destroy()
    this.audio.removeAttribute("src")
  }
}

export default mount((parent) => new Player(parent))
