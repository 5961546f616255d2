// A table whose rows lead somewhere: real links, so that a new tab and the keyboard work, opened without a reload.

import { el } from "../shared/dom.js"
import { mount } from "../shared/mount.js"

class Rows {
  constructor(parent) {
    this.root = parent.querySelector(".root")
  }

  update(data, { setTriggerValue }) {
    this.open = (id) => setTriggerValue("open", id)
    const drawn = JSON.stringify(data)
    if (drawn === this.drawn) return
    this.drawn = drawn
    this.root.replaceChildren(this.table(data))
  }

  table({ label, columns, rows }) {
    const heads = columns.map(({ label: words, kind }) => el("th", { scope: "col", class: kind }, words))
    return el(
      "table",
      { "aria-label": label },
      el("thead", {}, el("tr", {}, ...heads)),
      el("tbody", {}, ...rows.map((row) => this.row(columns, row))),
    )
  }

  row(columns, { id, href, cells }) {
    const [first, ...others] = columns.map((column, place) => cell(column, cells[place]))
    const link = el("a", { href, onclick: (event) => this.follow(event, id) })
    link.append(...first.childNodes)
    first.append(link)
    return el("tr", {}, first, ...others)
  }

  follow(event, id) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return
    event.preventDefault()
    this.open(id)
  }

  destroy() {}
}

function cell({ label, kind }, content) {
  const parts = [content ?? ""].flat().map((part) => (kind === "labels" ? el("span", { class: "label" }, part) : part))
  return el("td", { class: kind, "data-label": label }, ...parts)
}

export default mount((parent) => new Rows(parent))
