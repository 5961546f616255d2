// The waveform: drawn from peaks that the server has, so that no recording is fetched whole just to be drawn.

import WaveSurfer from "../vendor/wavesurfer/wavesurfer.esm.js"

const LANE = 26
const FLAT = [0, 0]

export class Wave {
  constructor(container, audio) {
    this.container = container
    this.audio = audio
  }

  show({ src, peaks, duration_s, channels }) {
    const drawn = JSON.stringify([src, duration_s, channels.length, peaks.length, peaks[0]?.length])
    if (drawn !== this.drawn) {
      this.drawn = drawn
      this.surfer?.destroy()
      this.surfer = this.create(new URL(src, location.href).href, channels.map((_, lane) => (peaks[lane]?.length ? peaks[lane] : FLAT)), duration_s)
    }
    this.colour()
  }

  create(url, peaks, duration) {
    const lanes = peaks.map(() => ({ height: (2 * LANE) / peaks.length }))
    return WaveSurfer.create({
      container: this.container,
      media: this.audio,
      url,
      peaks,
      duration: duration || 1,
      splitChannels: lanes,
      normalize: true,
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
    if (`${rest}${played}` === this.coloured) return
    this.coloured = `${rest}${played}`
    const splitChannels = this.surfer.options.splitChannels.map((lane) => ({
      ...lane,
      waveColor: rest,
      progressColor: played,
    }))
    this.surfer.setOptions({ splitChannels, cursorColor: played })
  }

  destroy() {
    this.surfer?.destroy()
  }
}

