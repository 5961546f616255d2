"""The data of a page to keep: a CSV file that opens in the reader's own spreadsheet, or a workbook for Excel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from benvenuto.formats.spreadsheet import Cell, csv_file
from benvenuto.formats.workbook import workbook
from benvenuto.ui.context import PageContext
from benvenuto.ui.people.works_agreement_words import never_for

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table to export: a translated header, and rows as wide as it; None is an empty cell, as of too few calls.

    No two headings are alike, for a column is known by its heading alone; shares are in percent.
    """

    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]

    def __post_init__(self) -> None:
        if len(set(self.header)) < len(self.header):
            raise ValueError(f"headings that are alike: {self.header}")


def with_never_for(ctx: PageContext, table: DataTable) -> DataTable:
    """The table with a last row that says what it is never used for, where the works agreement has such a clause."""
    words = never_for(ctx.say, ctx.app.works_agreement.never_for(ctx.actor))
    if not words:
        return table
    return replace(table, rows=[*table.rows, (words, *[None] * (len(table.header) - 1))])


def downloads(ctx: PageContext, table: DataTable, name: str, title: str = "") -> None:
    """Offer the table as CSV and as Excel; `name` is the files' name without an ending.

    `title` is the sheet's, and tells the buttons of one part of a page from those of another to who hears them.
    """
    of_what = f" *{title}*" if title else ""
    # where a comma is the decimal mark, spreadsheets part cells at semicolons
    table = with_never_for(ctx, table)
    sheet, comma = title or ctx._("Data"), ctx.say.number(0.5, 1) == "0,5"
    with st.container(horizontal=True, key=f"{name}_downloads"):
        for words, ending, kind, data in (
            # written when it is asked for: most readers never do
            (ctx._("Download the data (CSV)"), "csv", "text/csv", lambda: csv_file(table.header, table.rows, comma)),
            (ctx._("Download the data (Excel)"), "xlsx", EXCEL, lambda: workbook(sheet, table.header, table.rows)),
        ):
            st.download_button(
                words + of_what,
                data,
                file_name=f"{name}.{ending}",
                mime=kind,
                icon=":material/download:",
                type="tertiary",
                key=f"{name}_{ending}",
                on_click="ignore",
            )
