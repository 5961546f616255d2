"""Who listened to me: each hearing of the reader's calls by somebody else, with its reason, the latest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import streamlit as st

from benvenuto.domain.hearing import Heard, HearingFilter, HearingReason, HearingRow
from benvenuto.formats.spreadsheet import csv_file
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, section, shown, style, title
from benvenuto.ui.hearing_words import HEARD, REASONS
from benvenuto.ui.paging import pager, place
from benvenuto.ui.people.roles import NAMES
from benvenuto.ui.quality.tables import Cell, FigureColumn, Link, figures
from benvenuto.ui.streamlit.redirects import change_query
from benvenuto.ui.streamlit.sticky_button import sticky_button
from benvenuto.ui.streamlit.url_state import UrlState

PAGE = 50
WIDTH = 220
KEPT = UrlState("who_listened", {"from": "", "to": "", "reason": ""})
_CLEAR = "who_listened_clear"
_MINUTE = "d MMM y, HH:mm"


def show(ctx: PageContext) -> None:
    """The whole page."""
    style("feedback")
    any_line = ctx.app.hearings.mine(ctx.actor, limit=1)[1]
    title(
        ctx._("Who listened to me"),
        ctx._("Who heard your calls, or read what was said and scored in them: when, and why."),
    )
    if not any_line:
        empty(ctx._("Nobody has yet"), ctx._("As soon as somebody opens one of your calls, it appears here."))
        _about(ctx)
        return
    wanted = _filters(ctx)
    at = place()  # only now: other filters lead back to the first page
    rows, total = ctx.app.hearings.mine(ctx.actor, wanted, PAGE, at * PAGE)
    if not rows and at:  # past the end
        del st.query_params["page"]
        st.rerun()
    if not rows:
        empty(ctx._("Nothing matches"), ctx._("Clear the filters to see every hearing again."))
        sticky_button(ctx, ctx._("Clear the filters"), key=_CLEAR, icon=":material/filter_alt_off:")
        change_query(ctx, _CLEAR, {})
        return
    figures(ctx._("Who listened to me"), _columns(ctx), [_row(ctx, row) for row in rows], wide=True)
    pager(ctx, at, PAGE, total)
    _download(ctx, wanted, total)
    _about(ctx)


def _filters(ctx: PageContext) -> HearingFilter:
    KEPT.load()
    reasons = {"": ctx._("All reasons"), **{reason.value: ctx._(words) for reason, words in REASONS.items()}}
    with st.container(horizontal=True, vertical_alignment="bottom", key="who_listened_filters"):
        first = KEPT.any_day("from", ctx._("From"), width=WIDTH)
        last = KEPT.any_day("to", ctx._("To (inclusive)"), width=WIDTH)
        reason = KEPT.one_of("reason", reasons, ctx._("Reason"), width=300)
    KEPT.store()
    return HearingFilter(
        reason=HearingReason(reason) if reason else None,
        begin=_midnight(ctx, first),
        end=_midnight(ctx, last and last + timedelta(days=1)),
    )


def _midnight(ctx: PageContext, day: date | None) -> datetime | None:
    return datetime.combine(day, time(), ctx.say.timezone) if day else None


def _columns(ctx: PageContext) -> Sequence[FigureColumn]:
    return [FigureColumn(head) for head in _heads(ctx)]


def _heads(ctx: PageContext) -> Sequence[str]:
    return [ctx._("When"), ctx._("Who"), ctx._("Why"), ctx._("Call"), ctx._("Opened")]


def _row(ctx: PageContext, row: HearingRow) -> Sequence[Cell]:
    call = _call(ctx, row)
    return [
        ctx.say.timestamp(row.hearing.began_at, _MINUTE),
        _who(ctx, row),
        _why(ctx, row),
        Link(call, f"/evaluation?id={row.evaluation_id}") if row.evaluation_id else call,
        _what(ctx, row),
    ]


def _who(ctx: PageContext, row: HearingRow) -> str:
    roles = ", ".join(ctx._(NAMES[role]) for role in row.roles)
    return f"{row.person_name} ({roles})" if roles else row.person_name


def _why(ctx: PageContext, row: HearingRow) -> str:
    words = ctx._(REASONS[row.hearing.reason])
    return f"{words}: {row.hearing.words}" if row.hearing.words else words


def _call(ctx: PageContext, row: HearingRow) -> str:
    return f"{ctx.say.timestamp(row.called_at, _MINUTE)} · {contact_reason(ctx, row.contact_reason)}"


def _what(ctx: PageContext, row: HearingRow) -> str:
    return ", ".join(ctx._(HEARD[what]) for what in Heard if what in row.hearing.heard)


def _download(ctx: PageContext, wanted: HearingFilter, total: int) -> None:
    def written() -> str:
        rows, _ = ctx.app.hearings.mine(ctx.actor, wanted, limit=None)
        lines = (_line(ctx, row) for row in rows)
        return csv_file(_heads(ctx), lines, comma=ctx.say.number(0.5, 1) == "0,5")

    st.download_button(
        ctx.say.plural("Download this line (CSV)", "Download these {n} lines (CSV)", total),
        written,  # when it is asked for: most readers never do
        file_name=f"{ctx._('who-listened')}.csv",
        mime="text/csv",
        key="who_listened_csv",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
    )


def _line(ctx: PageContext, row: HearingRow) -> Sequence[str]:
    began, called = (
        # as spreadsheets read a time
        f"{at.astimezone(ctx.say.timezone):%Y-%m-%d %H:%M}"
        for at in (row.hearing.began_at, row.called_at)
    )
    return [began, _who(ctx, row), _why(ctx, row), called, _what(ctx, row)]


def _about(ctx: PageContext) -> None:
    section(ctx._("What is noted here"))
    shown(
        ctx._(
            "Whenever the recording, the transcript or an evaluation of one of your calls is opened by anybody but "
            "you, the line is written before anything is heard or shown: without it nothing is. Playing again, going "
            "back or reloading the page on the same day for the same reason adds no line. Nobody can change one."
        )
    )
    shown(
        ctx._(
            "A randomly selected call, a second listening, a calibration session and a dispute are known to the "
            "application; whoever opens a call by hand must say why first."
        )
    )
