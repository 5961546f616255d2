// Times the player inside the page: until an hour is drawn and can be played, and until a place in its middle sounds.

const Original = window.Audio
window.Audio = function () {
  stopwatch.mounted = performance.now()
  return (window.sound = new Original())
}

const drawn = () => {
  const bands = deep(document, ".player canvas.bands")
  if (!bands?.isConnected || !bands.width || !deep(document, ".player .wave")?.firstElementChild) return false
  const { data } = bands.getContext("2d").getImageData(0, 0, bands.width, bands.height)
  return data.some((value) => value)
}

stopwatch.player = (loading) => {
  stopwatch.took = undefined
  let began = loading ? 0 : undefined
  if (!loading) document.addEventListener("click", (event) => (began ??= event.timeStamp), { capture: true })
  const old = loading ? undefined : window.sound
  const open = () => window.sound !== old && window.sound?.readyState > 0 && drawn()
  painted(open).then((at) => {
    stopwatch.ofPlayer = at - stopwatch.mounted
    stopwatch.took = at - began
  })
}

stopwatch.middle = () => {
  stopwatch.took = undefined
  let began
  document.addEventListener("pointerdown", (event) => (began ??= event.timeStamp), { capture: true })
  document.addEventListener("click", () => window.sound.play())
  const sounds = () => began && !sound.paused && sound.readyState > 2 && sound.currentTime > sound.duration / 3
  painted(sounds).then((at) => (stopwatch.took = at - began))
}
