// What the player uses of wavesurfer.js, for the type checker.

type Colours = { waveColor?: string; progressColor?: string }

type Options = {
  container: HTMLElement
  media: HTMLMediaElement
  url: string
  peaks: number[][]
  duration: number
  splitChannels: ({ height: number } & Colours)[]
  normalize: boolean
  barHeight: number
  barWidth: number
  barGap: number
  barRadius: number
  cursorWidth: number
  cursorColor?: string
  dragToSeek: { debounceTime: number }
}

export default class WaveSurfer {
  static create(options: Options): WaveSurfer
  options: Options
  setOptions(options: Partial<Options>): void
  destroy(): void
}
