// The waveform: drawn from peaks that the server has, so that no recording is fetched whole just to be drawn.

import WaveSurfer from "../vendor/wavesurfer/wavesurfer.esm.js"

const TALL = 56
const FLAT = [0, 0]

export class Wave {
  /** @type {string | undefined} */
  drawn

  /** @type {string | undefined} */
  coloured

  /** @type {WaveSurfer | undefined} */
  surfer

  /**
   * @param {HTMLElement} container
   * @param {HTMLAudioElement} audio
   */
  constructor(container, audio) {
    this.container = container
    this.audio = audio
  }

  /**
   * True when it was drawn anew, or in other colours: what lies around it is then to be drawn anew too.
   * @param {import("../shared/types").PlayerData} data
   */
  show({ src, sound, sound_id, duration_s, channels }) {
    const { peaks } = sound
    const drawn = JSON.stringify([src, sound_id, duration_s, channels.length])
    const anew = drawn !== this.drawn
    if (anew) {
      this.drawn = drawn
      this.coloured = undefined
      this.surfer?.destroy()
      const lanes = channels.map((_, lane) => (peaks[lane]?.length ? peaks[lane] : FLAT))
      this.surfer = this.create(new URL(src, location.href).href, lanes, duration_s)
    }
    return this.colour() || anew
  }

  /**
   * @param {string} url
   * @param {number[][]} peaks
   * @param {number} duration
   */
  create(url, peaks, duration) {
    const lanes = peaks.map(() => ({ height: TALL / peaks.length }))
    return WaveSurfer.create({
      container: this.container,
      media: this.audio,
      url,
      peaks,
      duration: duration || 1,
      splitChannels: lanes,
      normalize: true,
      barHeight: 0.8,
      barWidth: 2,
      barGap: 1,
      barRadius: 1,
      cursorWidth: 2,
      dragToSeek: { debounceTime: 50 },
    })
  }

  // The theme may change at any time; canvases know nothing of custom properties.
  colour() {
    const styles = getComputedStyle(this.container)
    const [rest, played] = [styles.getPropertyValue("--rest"), styles.getPropertyValue("--played")].map((colour) => colour.trim())
    if (!this.surfer || `${rest}${played}` === this.coloured) return false
    this.coloured = `${rest}${played}`
    const splitChannels = this.surfer.options.splitChannels.map((lane) => ({
      ...lane,
      waveColor: rest,
      progressColor: played,
    }))
    this.surfer.setOptions({ splitChannels, cursorColor: played })
    return true
  }

  destroy() {
    this.surfer?.destroy()
  }
}
