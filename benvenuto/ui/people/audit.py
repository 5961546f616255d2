"""The audit log: who did what, newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from benvenuto.formats.spreadsheet import csv_file
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, style, title
from benvenuto.ui.paging import pager, place
from benvenuto.ui.people.audit_words import action_words, detail_words, subject_words
from benvenuto.ui.streamlit.url_state import UrlState

PAGE = 50
WIDTH = 420
KEPT = UrlState("audit", {"action": ""})

Line = tuple[str, str, str, str, str]
"""When, who, what, about whom or what, and the details."""


def show(ctx: PageContext) -> None:
    """The whole page."""
    style("administration")
    actions = ctx.app.audit.actions(ctx.actor)
    title(ctx._("Audit log"), ctx._("Every change, and who made it. Nothing here can be altered or removed."))
    KEPT.load()
    options = {"": ctx._("Everything"), **{kind: action_words(ctx, kind) for kind in actions}}
    action = KEPT.one_of("action", options, ctx._("What"), width=WIDTH)
    KEPT.store()
    at, total = place(), ctx.app.audit.count(ctx.actor, action)
    rows = ctx.app.audit.latest(ctx.actor, PAGE, at * PAGE, action)
    if not rows and at:  # the filter changed, and this page is past the end now
        del st.query_params["page"]
        st.rerun()
    if not rows:
        empty(ctx._("Nothing yet"), ctx._("Everything people do here is recorded, from the first sign-in on."))
        return
    names = _names(ctx)
    lines = [
        (
            ctx.say.timestamp(row.at),
            row.actor or ctx._("the system"),
            action_words(ctx, row.action),
            subject_words(ctx, row, names),
            detail_words(ctx, row),
        )
        for row in rows
    ]
    _table(ctx, lines)
    pager(ctx, at, PAGE, total)
    st.download_button(
        ctx._("Download this page"),
        csv_file(_heads(ctx), lines, comma=ctx.say.number(0.5, 1) == "0,5"),
        file_name=f"{ctx._('audit-log')}-{at + 1}.csv",
        mime="text/csv",
        key="audit_csv",
        icon=":material/download:",
        on_click="ignore",
    )


def _names(ctx: PageContext) -> Mapping[tuple[str, str], str]:
    people = {("person", str(person.id)): person.name for person in ctx.app.people.everyone(ctx.actor)}
    return people | {("team", str(team.id)): team.name for team in ctx.app.people.teams(ctx.actor)}


def _heads(ctx: PageContext) -> Sequence[str]:
    return [ctx._("When"), ctx._("Who"), ctx._("What"), ctx._("About"), ctx._("Details")]


def _table(ctx: PageContext, lines: Sequence[Line]) -> None:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in _heads(ctx))
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in line)}</tr>" for line in lines)
    st.html(f'<table class="bv-table bv-audit"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>')
