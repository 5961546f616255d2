// The words of a call beside its sound: a click plays a line, and the line being heard is marked.

import { clock, el, fill } from "../shared/dom.js"
import { mount } from "../shared/mount.js"

class Transcript {
  constructor(parent) {
    this.root = parent.querySelector(".root")
    this.follow = (event) => this.mark(event.detail.at_s)
    document.addEventListener("benvenuto:time", this.follow)
  }

  update(data) {
    const drawn = JSON.stringify(data)
    if (drawn === this.drawn) return
    this.drawn = drawn
    this.lines = data.turns.map((turn) => ({ ...turn, node: line(turn, data) }))
    const title = el("h3", {}, data.labels.transcript)
    this.list = el("ol", { tabindex: "0", "aria-label": data.labels.transcript }, ...this.lines.map(({ node }) => node))
    this.root.replaceChildren(title, this.list)
  }

  mark(at_s) {
    const heard = this.lines?.findLast(({ start_s }) => start_s !== null && start_s <= at_s)
    if (heard === this.heard) return
    this.heard?.node.removeAttribute("aria-current")
    heard?.node.setAttribute("aria-current", "true")
    this.heard = heard
    if (heard) this.list.scrollTo({ top: heard.node.offsetTop - this.list.clientHeight / 3 })
  }

  destroy() {
    document.removeEventListener("benvenuto:time", this.follow)
  }
}

function line({ speaker, text, start_s }, { labels, playable }) {
  const who = el("span", { class: "who" }, labels[speaker])
  const said = el("span", { class: "said" }, text)
  if (start_s === null || !playable) {
    const time = start_s === null ? null : el("span", { class: "time" }, clock(start_s))
    return el("li", { class: speaker }, time, who, said)
  }
  const play = el(
    "button",
    {
      type: "button",
      class: "time",
      "aria-label": fill(labels.play, { time: clock(start_s) }),
      onclick: () => document.dispatchEvent(new CustomEvent("benvenuto:play", { detail: { at_s: start_s } })),
    },
    clock(start_s),
  )
  return el("li", { class: `${speaker} playable` }, play, who, said)
}

export default mount((parent) => new Transcript(parent))
