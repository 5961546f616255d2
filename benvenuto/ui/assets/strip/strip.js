// The strip of measures: how the call sounded, in numbers that can be heard.
//
// It offers itself to a scorecard on the page, which takes it to the rubric it belongs to; untaken, it stays here.

/** @import { Component } from "../shared/types" */
/** @import { Offer, StripLabels, StripView } from "../shared/views" */

import { el, hear } from "../shared/dom.js"
import { mount } from "../shared/mount.js"
import { counts, hostOf, rootOf } from "../shared/places.js"
import { Tile } from "./tile.js"

const LOOK_AGAIN_S = [2, 3, 5, 8, 12, 20, 30, 30, 60, 60, 60, 60]

export class Strip {
  /** @type {StripView} */
  data

  /** @type {string | undefined} */
  drawn

  /** @param {ShadowRoot} parent */
  constructor(parent) {
    this.parent = parent
    this.host = hostOf(parent)
    this.root = rootOf(parent)
    this.node = el("section", { class: "strip" })
    this.root.append(this.node)
    this.stop = hear(parent, "benvenuto:strip-wanted", () => this.offer())
    this.looks = 0
  }

  /**
   * @param {StripView} data
   * @param {Component} component
   */
  update(data, { setTriggerValue }) {
    this.ask = setTriggerValue
    const drawn = JSON.stringify(data)
    if (drawn !== this.drawn) {
      this.drawn = drawn
      this.data = data
      this.draw()
    }
    this.offer()
    if (!data.waiting) clearTimeout(this.timer)
    else if (!this.looks) this.lookAgain()
  }

  draw() {
    const { title, about, note, measures, further, labels } = this.data
    this.node.setAttribute("aria-label", title)
    const head = el("header", {}, el("h3", {}, title), about ? el("p", {}, about) : null)
    const tiles = el("div", { class: "tiles" }, ...measures.map((measure) => new Tile(this, measure).node))
    const rest = el("div", { class: "tiles", hidden: true }, ...further.map((measure) => new Tile(this, measure).node))
    this.node.replaceChildren(head)
    if (note) this.node.append(el("p", { class: "note", role: "status" }, note))
    if (this.data.swap) this.node.append(this.swap(this.data.swap))
    if (measures.length) this.node.append(tiles)
    if (further.length) this.node.append(rest, this.more(rest, labels))
  }

  /**
   * @param {HTMLElement} rest
   * @param {StripLabels} labels
   */
  more(rest, labels) {
    const words = () => (rest.hidden ? labels.more : labels.fewer)
    const button = el("button", { type: "button", class: "more", "aria-expanded": "false" }, words())
    button.addEventListener("click", () => {
      rest.hidden = !rest.hidden
      button.setAttribute("aria-expanded", String(!rest.hidden))
      button.textContent = words()
    })
    return button
  }

  /** @param {Offer} offer */
  swap({ words, button }) {
    const ask = () => {
      asking.disabled = true
      this.ask?.("swap", true)
    }
    const asking = el("button", { type: "button", onclick: ask }, button)
    return el("p", { class: "swap" }, words, " ", asking)
  }

  offer() {
    if (!counts(this.parent)) return
    const detail = { node: this.node, rubric: this.data?.rubric }
    const untaken = document.dispatchEvent(new CustomEvent("benvenuto:strip", { detail, cancelable: true }))
    if (untaken && this.node.parentNode !== this.root) this.root.append(this.node)
    this.host.toggleAttribute("data-elsewhere", !untaken)
  }

  // The page is asked again, ever more seldom; an open dialog is waited for, so that nobody is disturbed who writes.
  // A run that brings nothing new does not come back here: the next question is set at once.
  lookAgain() {
    clearTimeout(this.timer)
    const wait_s = LOOK_AGAIN_S[this.looks]
    if (wait_s === undefined) return
    this.timer = setTimeout(() => {
      const calm = !document.hidden && !document.querySelector("[role=dialog]")
      if (counts(this.parent) && calm) this.ask?.("look", (this.looks += 1))
      this.lookAgain()
    }, wait_s * 1000)
  }

  destroy() {
    clearTimeout(this.timer)
    this.stop()
    this.node.remove()
  }
}

export default mount((parent) => new Strip(parent))
