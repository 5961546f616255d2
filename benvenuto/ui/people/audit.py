"""The audit log: who did what, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from html import escape

import streamlit as st

from benvenuto.domain.audit import AuditFilter, AuditRow
from benvenuto.formats.spreadsheet import csv_file
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, style, title
from benvenuto.ui.paging import pager, place
from benvenuto.ui.people.audit_words import Names, action_words, detail_words, kinds, subject_words
from benvenuto.ui.streamlit.redirects import change_query
from benvenuto.ui.streamlit.sticky_button import sticky_button
from benvenuto.ui.streamlit.url_state import UrlState

PAGE = 50
WIDTH = 220
KEPT = UrlState("audit", {"who": "", "action": "", "about": "", "kind": "", "from": "", "to": "", "words": ""})
_CLEAR = "audit_clear"
_SYSTEM = "0"

Line = tuple[str, str, str, str, str]
"""When, who, what, about whom or what, and the details."""


def show(ctx: PageContext) -> None:
    """The whole page."""
    style("administration")
    actions = ctx.app.audit.actions(ctx.actor)
    people = {str(person.id): person.name for person in ctx.app.people.everyone(ctx.actor)}
    title(ctx._("Audit log"), ctx._("Every change, and who made it. Nothing here can be altered or removed."))
    wanted = _filters(ctx, actions, people)
    at, total = place(), ctx.app.audit.count(ctx.actor, wanted)
    rows = ctx.app.audit.latest(ctx.actor, PAGE, at * PAGE, wanted)
    if not rows and at:  # past the end
        del st.query_params["page"]
        st.rerun()
    if not rows:
        _nothing(ctx, wanted)
        return
    names = _names(ctx, people)
    _table(ctx, [_line(ctx, row, names, ctx.say.timestamp(row.at)) for row in rows])
    pager(ctx, at, PAGE, total)
    _download(ctx, wanted, names, total)


def _filters(ctx: PageContext, actions: Sequence[str], people: Mapping[str, str]) -> AuditFilter:
    by_name = dict(sorted(people.items(), key=lambda pair: pair[1].casefold()))
    whom = {"": ctx._("Everybody"), _SYSTEM: ctx._("the system"), **by_name}
    what = {"": ctx._("Everything"), **{kind: action_words(ctx, kind) for kind in actions}}
    KEPT.load()
    with st.container(horizontal=True, vertical_alignment="bottom", key="audit_filters"):
        who = KEPT.one_of("who", whom, ctx._("Who"), width=WIDTH)
        action = KEPT.one_of("action", what, ctx._("What"), width=WIDTH)
        about = KEPT.one_of("about", {"": ctx._("Everybody"), **by_name}, ctx._("About"), width=WIDTH)
        kind = KEPT.one_of("kind", {"": ctx._("Everything"), **kinds(ctx)}, ctx._("Kind of subject"), width=WIDTH)
        first = KEPT.any_day("from", ctx._("From"), width=WIDTH)
        last = KEPT.any_day("to", ctx._("To (inclusive)"), width=WIDTH)
        hint = ctx._("in names, numbers and details")
        words = st.text_input(ctx._("Search"), key=KEPT.key("words"), placeholder=hint, max_chars=100, width=280)
    KEPT.store()
    return AuditFilter(
        action=action,
        actor_id=int(who) if who else None,
        about_id=int(about) if about else None,
        kind=kind,
        begin=_midnight(ctx, first),
        end=_midnight(ctx, last and last + timedelta(days=1)),
        words=words.strip(),
    )


def _midnight(ctx: PageContext, day: date | None) -> datetime | None:
    return datetime.combine(day, time(), ctx.say.timezone) if day else None


def _nothing(ctx: PageContext, wanted: AuditFilter) -> None:
    if wanted == AuditFilter():
        empty(ctx._("Nothing yet"), ctx._("Everything people do here is recorded, from the first sign-in on."))
        return
    empty(ctx._("Nothing matches"), ctx._("Clear the filters to see the whole log again."))
    sticky_button(ctx, ctx._("Clear the filters"), key=_CLEAR, icon=":material/filter_alt_off:")
    change_query(ctx, _CLEAR, {})


def _names(ctx: PageContext, people: Mapping[str, str]) -> Names:
    teams = {("team", str(team.id)): team.name for team in ctx.app.people.teams(ctx.actor)}
    criteria = {
        ("criterion", path): criterion.title.in_language(ctx.say.code)
        for choice in ctx.app.scorecards.in_force(None)
        for path, criterion in choice.scorecard.criteria()
    }
    return {("person", number): name for number, name in people.items()} | teams | criteria


def _line(ctx: PageContext, row: AuditRow, names: Names, at: str) -> Line:
    return (
        at,
        row.actor or ctx._("the system"),
        action_words(ctx, row.action),
        subject_words(ctx, row, names),
        detail_words(ctx, row, names),
    )


def _download(ctx: PageContext, wanted: AuditFilter, names: Names, total: int) -> None:
    def written() -> str:
        rows = ctx.app.audit.latest(ctx.actor, None, wanted=wanted)
        # as spreadsheets read a time
        lines = (_line(ctx, row, names, f"{row.at.astimezone(ctx.say.timezone):%Y-%m-%d %H:%M:%S}") for row in rows)
        return csv_file(_heads(ctx), lines, comma=ctx.say.number(0.5, 1) == "0,5")

    st.download_button(
        ctx.say.plural("Download this line (CSV)", "Download these {n} lines (CSV)", total),
        written,
        file_name=f"{ctx._('audit-log')}.csv",
        mime="text/csv",
        key="audit_csv",
        icon=":material/download:",
        on_click="ignore",
    )


def _heads(ctx: PageContext) -> Sequence[str]:
    return [ctx._("When"), ctx._("Who"), ctx._("What"), ctx._("About"), ctx._("Details")]


def _table(ctx: PageContext, lines: Iterable[Line]) -> None:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in _heads(ctx))
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in line)}</tr>" for line in lines)
    st.html(f'<table class="bv-table bv-audit"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>')
