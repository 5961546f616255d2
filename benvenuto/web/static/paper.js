// Pages on paper. A chart is as wide as the window, in pixels, and would make the browser shrink the whole page to fit it:
// it is drawn anew at the width of the sheet before the page is printed, so that its words keep their size.

const ON_PAPER = "bv-on-paper"
const SCALED = "bv-scaled"
const DARK = "bv-drawn-dark"
const CHART = ".js-plotly-plot"
const PATIENCE_MS = 3000

const { classList } = document.documentElement
/** @returns {SVGSVGElement[]} */
const drawings = () => [...document.querySelectorAll(`${CHART} svg.main-svg`)].filter((svg) => svg instanceof SVGSVGElement)

// Charts are drawn for the screen, and paper is always light; while it prints the browser says light too.
const dark = matchMedia("(prefers-color-scheme: dark)")
const shade = () => classList.toggle(DARK, dark.matches)
shade()
dark.addEventListener("change", () => matchMedia("print").matches || shade())

// Whether every chart has the width of its place by now.
const fits = () =>
  drawings().every((svg) => {
    const place = svg.closest("[data-testid=stPlotlyChart]")
    return !place || Math.abs(place.getBoundingClientRect().width - svg.getBoundingClientRect().width) < 2
  })

const printAtItsWidth = async () => {
  classList.add(ON_PAPER)
  const until = performance.now() + PATIENCE_MS
  do await new Promise(requestAnimationFrame)
  while (!fits() && performance.now() < until)
  print()
}

addEventListener(
  "keydown",
  (event) => {
    const asked = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "p"
    if (!asked || !document.querySelector(CHART)) return
    event.preventDefault()
    void printAtItsWidth()
  },
  { capture: true },
)

// By the browser's own menu nothing can be drawn anew in time: a chart is made smaller or larger as a picture.
addEventListener("beforeprint", () => {
  if (classList.contains(ON_PAPER)) return
  classList.add(SCALED)
  for (const svg of drawings()) {
    const [width, height] = [svg.getAttribute("width"), svg.getAttribute("height")]
    if (!width || !height) continue
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`)
    svg.parentElement?.style.setProperty("--bv-shape", `${width} / ${height}`)
  }
})
addEventListener("afterprint", () => {
  classList.remove(ON_PAPER, SCALED)
  for (const svg of drawings()) svg.removeAttribute("viewBox")
})
