// A table whose rows lead somewhere: real links, so that a new tab and the keyboard work, opened without a reload.

/** @import { Component } from "../shared/types" */
/** @import { Column, Row } from "../shared/views" */

import { el } from "../shared/dom.js"
import { mount } from "../shared/mount.js"
import { rootOf } from "../shared/places.js"

/** @typedef {{ label: string, columns: Column[], rows: Row[] }} RowsData */

class Rows {
  /** @type {string | undefined} */
  drawn
  /** @param {ShadowRoot} parent */
  constructor(parent) {
    this.root = rootOf(parent)
  }

  /**
   * @param {RowsData} data
   * @param {Component} component
   */
  update(data, { setTriggerValue }) {
    this.open = (/** @type {string} */ id) => setTriggerValue("open", id)
    const drawn = JSON.stringify(data)
    if (drawn === this.drawn) return
    this.drawn = drawn
    this.root.replaceChildren(this.table(data))
  }

  /** @param {RowsData} data */
  table({ label, columns, rows }) {
    const heads = columns.map(({ label: words, kind }) =>
      words ? el("th", { scope: "col", class: kind }, words) : el("td", { class: kind }),
    )
    return el(
      "table",
      { "aria-label": label },
      el("thead", {}, el("tr", {}, ...heads)),
      el("tbody", {}, ...rows.map((row) => this.row(columns, row))),
    )
  }

  /**
   * @param {Column[]} columns
   * @param {Row} row
   */
  row(columns, { id, href, cells }) {
    const [first, ...others] = columns.map((column, place) => cell(column, cells[place]))
    const link = el("a", { href, onclick: (event) => this.follow(event, id) })
    link.append(...first.childNodes)
    first.append(link)
    return el("tr", {}, first, ...others)
  }

  /**
   * @param {MouseEvent} event
   * @param {string} id
   */
  follow(event, id) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return
    event.preventDefault()
    this.open?.(id)
  }

  destroy() {}
}

/**
 * @param {Column} column
 * @param {Row["cells"][number]} [content]
 */
function cell({ label, kind }, content) {
  const parts = [content ?? ""].flat().map((part) => (kind === "labels" ? el("span", { class: "label" }, part) : part))
  return el("td", { class: kind, "data-label": label }, ...parts)
}

export default mount((parent) => new Rows(parent))
