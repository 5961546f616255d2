// One side of the call alone: its channel on both ears, the other one silent.
//
// The same audio element plays on, through Web Audio: nothing is fetched again, and range requests stay the browser's.
// The route is laid at the first wish for one side, for once laid, the element's sound takes no other way.

export class Sides {
  /** @type {AudioContext | undefined} */
  context

  /** @type {GainNode[]} */
  gains = []

  /** @param {HTMLAudioElement} audio */
  constructor(audio) {
    this.audio = audio
  }

  /**
   * `channel` 0 (left) or 1 (right) alone, or null for both as they were recorded.
   * @param {number | null} channel
   */
  hear(channel) {
    if (channel === null && !this.context) return
    this.context ??= this.lay()
    const loud = channel === null ? [1, 0, 0, 1] : [[1, 1, 0, 0], [0, 0, 1, 1]][channel]
    this.gains.forEach((gain, place) => (gain.gain.value = loud[place]))
    this.context.resume()
  }

  lay() {
    const context = new AudioContext()
    const split = context.createChannelSplitter(2)
    const ears = context.createChannelMerger(2)
    context.createMediaElementSource(this.audio).connect(split)
    // left to left, left to right, right to left, right to right
    this.gains = [0, 1, 2, 3].map((place) => {
      const gain = context.createGain()
      split.connect(gain, place >> 1)
      gain.connect(ears, 0, place & 1)
      return gain
    })
    ears.connect(context.destination)
    this.audio.addEventListener("play", () => this.context?.resume())
    return context
  }

  destroy() {
    this.context?.close()
    this.context = undefined
  }
}
