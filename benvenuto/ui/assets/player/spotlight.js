// The moments of the measure at hand stand out of the waveform, which fades around them.

const LEAST = 3

export class Spotlight {
  /** @param {HTMLCanvasElement} node */
  constructor(node) {
    this.node = node
  }

  /**
   * `segments` in seconds; none puts the light out.
   * @param {import("../shared/types").Segment[]} segments
   * @param {number} duration_s
   */
  show(segments, duration_s) {
    this.node.hidden = !segments.length || !duration_s
    if (this.node.hidden) return
    const { clientWidth: width, clientHeight: height } = /** @type {HTMLElement} */ (this.node.parentElement)
    const sharp = window.devicePixelRatio || 1
    this.node.width = Math.round(width * sharp)
    this.node.height = Math.round(height * sharp)
    const pen = /** @type {CanvasRenderingContext2D} */ (this.node.getContext("2d"))
    pen.scale(sharp, sharp)
    const styles = getComputedStyle(this.node)
    pen.fillStyle = styles.getPropertyValue("--veil").trim()
    pen.fillRect(0, 0, width, height)
    const lit = segments.map(([start, end]) => {
      const from = (start / duration_s) * width
      const wide = Math.max(((end - start) / duration_s) * width, LEAST)
      return [Math.min(from, width - wide), wide]
    })
    for (const [from, wide] of lit) pen.clearRect(from, 0, wide, height)
    pen.fillStyle = styles.getPropertyValue("--accent").trim()
    for (const [from, wide] of lit) pen.fillRect(from, height - 2, wide, 2)
  }
}
