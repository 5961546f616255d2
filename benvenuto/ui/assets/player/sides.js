// One side of the call alone: its channel on both ears, the other one silent.
//
// The same audio element plays on, through Web Audio: nothing is fetched again, and range requests stay the browser's.
// The route is laid at the first wish for one side, for once laid, the element's sound takes no other way.

export class Sides {
  constructor(audio) {
    this.audio = audio
  }

  // `channel` 0 (left) or 1 (right) alone, or null for both as they were recorded.
  hear(channel) {
    if (channel === null && !this.context) return
    if (!this.context) this.lay()
    const loud = { null: [1, 0, 0, 1], 0: [1, 1, 0, 0], 1: [0, 0, 1, 1] }[channel]
    this.gains.forEach((gain, place) => (gain.gain.value = loud[place]))
    this.context.resume()
  }

  lay() {
    this.context = new AudioContext()
    const split = this.context.createChannelSplitter(2)
    const ears = this.context.createChannelMerger(2)
    this.context.createMediaElementSource(this.audio).connect(split)
    // left to left, left to right, right to left, right to right
    this.gains = [0, 1, 2, 3].map((place) => {
      const gain = this.context.createGain()
      split.connect(gain, place >> 1)
      gain.connect(ears, 0, place & 1)
      return gain
    })
    ears.connect(this.context.destination)
    this.audio.addEventListener("play", () => this.context?.resume())
  }

  destroy() {
    this.context?.close()
    this.context = undefined
  }
}
