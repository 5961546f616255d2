"""What a test sees of the player: its canvases, point by point, and what comes out of the loudspeakers."""

from __future__ import annotations

from playwright.sync_api import Page

LISTEN = """
const connect = AudioNode.prototype.connect
AudioNode.prototype.connect = function (to, ...rest) {
  if (to instanceof AudioDestinationNode && !(this instanceof AnalyserNode)) {
    const split = this.context.createChannelSplitter(2)
    connect.call(this, split)
    window.ears = [0, 1].map((ear) => {
      const analyser = new AnalyserNode(this.context, { fftSize: 2048 })
      connect.call(split, analyser, ear)
      return analyser
    })
  }
  return connect.call(this, to, ...rest)
}
window.loud = () => window.ears.map((ear) => {
  const samples = new Float32Array(ear.fftSize)
  ear.getFloatTimeDomainData(samples)
  return Math.max(...samples.map(Math.abs)) > 0.02
})
"""
"""An init script: from the first wish for one side on, `loud()` says which of the two ears hears something."""

_KNOWN = "() => window.audios[0]?.readyState > 0"
"""Whether the player knows how long its recording is: before that, no time of it can be gone to."""

PLAYED_FROM = """at_s => {
  const { played } = audios[0]
  return played.length && Math.abs(played.start(played.length - 1) - at_s) < 0.3
}"""
"""Whether what was played last, or lies last in the recording, began at this second."""

_DRAWN = """canvas => {
  const { width, height } = canvas
  return width && height && canvas.getContext("2d").getImageData(0, 0, width, height).data.some((part) => part)
}"""
_COVERED = """(canvas, [from, to, top, bottom]) => {
  const [x, wide] = [from * canvas.width, Math.max((to - from) * canvas.width, 1)]
  const [y, tall] = [top * canvas.height, Math.max((bottom - top) * canvas.height, 1)]
  const { data } = canvas.getContext("2d").getImageData(x, y, wide, tall)
  return data.filter((_, place) => place % 4 === 3 && data[place]).length / (data.length / 4)
}"""

LANES = {"agent": (0.1, 0.35), "caller": (0.65, 0.9), "between": (0.49, 0.51), "call": (0.1, 0.9)}


def ready(page: Page) -> Page:
    """The page, once its player stands and can be used in every way."""
    page.locator(".player .toggle .icon").wait_for()
    page.wait_for_function(_KNOWN)
    return page


def covered(page: Page, start_s: float, end_s: float, lane: str, *, canvas: str = "bands", of_s: float = 60) -> float:
    """The share of a lane's picture from one second to another on which something is drawn."""
    drawn = page.locator(f"canvas.{canvas}")
    page.wait_for_function(_DRAWN, arg=drawn.element_handle())
    share: float = drawn.evaluate(_COVERED, [start_s / of_s, end_s / of_s, *LANES[lane]])
    return share
