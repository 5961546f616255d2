// Building blocks of the components: elements, icons, times. Text from people only ever becomes a text node.

/** @import { Attributes, Child } from "./types" */

import { counts } from "./places.js"

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} attributes
 * @param {Child[]} children
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue
    if (typeof value === "function") node.addEventListener(name.slice(2), value)
    else node.setAttribute(name, value === true ? "" : String(value))
  }
  node.append(...children.filter((child) => child !== null && child !== undefined))
  return node
}

const PATHS = {
  play: "M8 5.5v13l10.5-6.5z",
  pause: "M7 5.5h3.5v13H7zM13.5 5.5H17v13h-3.5z",
  back: "M11 7 6 12l5 5M18 7l-5 5 5 5",
  forward: "M13 7l5 5-5 5M6 7l5 5-5 5",
  mark: "M12 4v16M12 5h7l-2 3.5 2 3.5h-7",
  close: "M7 7l10 10M17 7L7 17",
  note: "M5 19l1-4L16 5l3 3L9 18z",
  out: "M9 6h9v9M18 6L7 17",
  check: "M5 12.5l4.5 4.5L19 7.5",
  sound: "M4.5 10v4H8l4.5 4V6L8 10zM16 9a4.2 4.2 0 0 1 0 6",
  follow: "M12 4v15M6 13l6 6 6-6",
  warning: "M12 8v5M12 16.4v.2M12 3.8 2.8 19.6h18.4z",
}
const FILLED = new Set(["play", "pause"])

/** @param {keyof typeof PATHS} name */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg"
  const svg = document.createElementNS(space, "svg")
  svg.setAttribute("viewBox", "0 0 24 24")
  svg.setAttribute("aria-hidden", "true")
  svg.setAttribute("class", FILLED.has(name) ? "icon filled" : "icon")
  const path = document.createElementNS(space, "path")
  path.setAttribute("d", PATHS[name])
  svg.append(path)
  return svg
}

/**
 * Listens on the document, where keys arrive and components talk to one another, while what is mounted at `parent`
 * counts; returns the function that stops it.
 * @template {keyof DocumentEventMap} Name
 * @param {ShadowRoot} parent
 * @param {Name} name
 * @param {(event: DocumentEventMap[Name]) => unknown} handle
 * @param {AddEventListenerOptions} [options]
 */
export function hear(parent, name, handle, options) {
  const heard = (/** @type {DocumentEventMap[Name]} */ event) => counts(parent) && handle(event)
  document.addEventListener(name, heard, options)
  return () => document.removeEventListener(name, heard, options)
}

/** @param {Element} node */
export function hasFocus(node) {
  return /** @type {ShadowRoot} */ (node.getRootNode()).activeElement === node
}

/** @param {number} seconds */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds))
  const pad = (/** @type {number} */ n) => String(n).padStart(2, "0")
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  return h ? `${h}:${pad(m)}:${pad(s)}` : `${pad(m)}:${pad(s)}`
}

/**
 * @param {string} template
 * @param {Record<string, string | number>} values
 */
export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole))
}

// crypto.randomUUID is missing on plain http, where a small office may well run this.
export function randomId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("")
}
