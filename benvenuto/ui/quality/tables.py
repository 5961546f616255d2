"""A table of figures: names on the left, numbers aligned, links where a row leads further."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from benvenuto.ui.elements import style


@dataclass(frozen=True, slots=True)
class Link:
    """A link within the application: its words, and its address from the root of the site."""

    words: str
    href: str


Cell = str | Link | Sequence[Link]


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """A column's heading; `number` aligns right, `quiet` reads fainter."""

    label: str
    number: bool = False
    quiet: bool = False


def figures(
    label: str, columns: Sequence[FigureColumn], rows: Sequence[Sequence[Cell] | str], *, wide: bool = False
) -> None:
    """Draw the table; a row that is only words is a heading. `label` says what the table holds; `wide` ones fill
    the page."""
    style("quality")
    head = "".join(f'<th scope="col"{_kind(column)}>{escape(column.label)}</th>' for column in columns)
    body = "".join(_row(columns, row) for row in rows)
    kind = "bv-scroll bv-wide" if wide else "bv-scroll"
    st.html(
        # whatever scrolls must be reachable by keyboard, and then needs a name (WCAG 2.1.1)
        f'<div class="{kind}" tabindex="0" role="region" aria-label="{escape(label)}"><table class="bv-figures">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(columns: Sequence[FigureColumn], row: Sequence[Cell] | str) -> str:
    if isinstance(row, str):
        return f'<tr class="bv-group"><th colspan="{len(columns)}" scope="colgroup">{escape(row)}</th></tr>'
    first, *others = zip(columns, row, strict=True)
    cells = "".join(f"<td{_kind(column)}>{_cell(cell)}</td>" for column, cell in others)
    return f'<tr><th scope="row">{_cell(first[1])}</th>{cells}</tr>'


def _kind(column: FigureColumn) -> str:
    kinds = [name for name, true in (("bv-number", column.number), ("bv-quiet", column.quiet)) if true]
    return f' class="{" ".join(kinds)}"' if kinds else ""


def _cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return escape(cell)
    links = [cell] if isinstance(cell, Link) else cell
    return " ".join(f'<a href="{escape(link.href)}" target="_self">{escape(link.words)}</a>' for link in links)
