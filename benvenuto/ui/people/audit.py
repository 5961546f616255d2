"""The audit log: who did what, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

import streamlit as st

from benvenuto.formats.spreadsheet import BYTE_ORDER_MARK, csv_row
from benvenuto.ui.context import Here
from benvenuto.ui.elements import empty, title
from benvenuto.ui.paging import pager, place
from benvenuto.ui.people.audit_words import action_words, detail_words, subject_words
from benvenuto.ui.streamlit.url_state import UrlState

PAGE = 50
WIDTH = 420
KEPT = UrlState("audit", {"action": ""})

Line = tuple[str, str, str, str, str]
"""When, who, what, about whom or what, and the details."""


def show(now: Here) -> None:
    """The whole page."""
    actions = now.app.audit.actions(now.actor)
    title(now._("Audit log"), now._("Every change, and who made it. Nothing here can be altered or removed."))
    KEPT.load()
    options = {"": now._("Everything"), **{one: action_words(now, one) for one in actions}}
    action = KEPT.one_of("action", options, now._("What"), width=WIDTH)
    KEPT.store()
    at, total = place(), now.app.audit.count(now.actor, action)
    found = now.app.audit.latest(now.actor, PAGE, at * PAGE, action)
    if not found and at:  # the filter changed, and this page is past the end now
        del st.query_params["page"]
        st.rerun()
    if not found:
        empty(now._("Nothing yet"), now._("What people do here is written down from the first sign-in on."))
        return
    names = _names(now)
    lines = [
        (
            now.say.moment(row.at),
            row.actor or now._("the system"),
            action_words(now, row.action),
            subject_words(now, row, names),
            detail_words(now, row),
        )
        for row in found
    ]
    _table(now, lines)
    pager(now, at, PAGE, total)
    st.download_button(
        now._("Download this page"),
        page_csv([_heads(now), *lines]),
        file_name=f"{now._('audit-log')}-{at + 1}.csv",
        mime="text/csv",
        key="audit_csv",
        icon=":material/download:",
        on_click="ignore",
    )


def _names(now: Here) -> Mapping[tuple[str, str], str]:
    people = {("person", str(one.id)): one.name for one in now.app.people.everyone(now.actor)}
    return people | {("team", str(one.id)): one.name for one in now.app.people.teams(now.actor)}


def _heads(now: Here) -> Sequence[str]:
    return [now._("When"), now._("Who"), now._("What"), now._("About"), now._("Details")]


def _table(now: Here, lines: Sequence[Line]) -> None:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in _heads(now))
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in line)}</tr>" for line in lines)
    st.html(f'<table class="bv-table bv-audit"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>')


def page_csv(lines: Iterable[Iterable[str]]) -> bytes:
    """The lines as a file for a spreadsheet."""
    return (BYTE_ORDER_MARK + "".join(csv_row(line, ";") for line in lines)).encode()
