"""Who listens how much, and why: of every call for administrators, of their teams' for managers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import streamlit as st

from benvenuto.domain.hearing import HeardBy, HearingReason
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, title
from benvenuto.ui.hearing_words import REASONS
from benvenuto.ui.quality.downloads import DataTable, downloads
from benvenuto.ui.quality.tables import FigureColumn, figures
from benvenuto.ui.streamlit.url_state import UrlState

WIDTH = 220
_BACK = timedelta(days=30)
KEPT = UrlState("hearings", {"from": "", "to": ""})


def show(ctx: PageContext) -> None:
    """The whole page."""
    title(
        ctx._("Who listens"),
        ctx._("Who heard calls or read of them, how much and why. Each agent reads every line about their own calls."),
    )
    begin, end = _days(ctx)
    heard = ctx.app.hearings.by_person(ctx.actor, begin, end)
    if not heard:
        empty(
            ctx._("Nobody listened in these days"),
            ctx._("Whoever opens a recording, a transcript or an evaluation appears here at once, with the reason."),
        )
        return
    reasons = [reason for reason in HearingReason if any(reason in each.by_reason for each in heard)]
    columns = [
        FigureColumn(ctx._("Who")),
        *(FigureColumn(words, number=True) for words in _counted(ctx)),
        *(FigureColumn(ctx._(REASONS[reason]), number=True, quiet=True) for reason in reasons),
    ]
    figures(ctx._("Who listens"), columns, [[each.name, *_numbers(ctx, each, reasons)] for each in heard], wide=True)
    header = [ctx._("Who"), *_counted(ctx), *(ctx._(REASONS[reason]) for reason in reasons)]
    downloads(ctx, DataTable(header, [[each.name, *_counts(each, reasons)] for each in heard]), "hearings")


def _days(ctx: PageContext) -> tuple[datetime, datetime]:
    today = ctx.app.clock().astimezone(ctx.say.timezone).date()
    KEPT.load()
    with st.container(horizontal=True, vertical_alignment="bottom", key="hearings_choices"):
        first = KEPT.day("from", today - _BACK, ctx._("From"), width=WIDTH)
        last = KEPT.day("to", today, ctx._("To (inclusive)"), width=WIDTH)
    KEPT.store()
    return _midnight(ctx, first), _midnight(ctx, last + timedelta(days=1))


def _midnight(ctx: PageContext, day: date) -> datetime:
    return datetime.combine(day, time(), ctx.say.timezone)


def _counted(ctx: PageContext) -> Sequence[str]:
    return [ctx._("Hearings"), ctx._("Calls"), ctx._("Agents")]


def _counts(heard: HeardBy, reasons: Sequence[HearingReason]) -> Sequence[int]:
    return [heard.hearings, heard.calls, heard.agents, *(heard.by_reason.get(reason, 0) for reason in reasons)]


def _numbers(ctx: PageContext, heard: HeardBy, reasons: Sequence[HearingReason]) -> Sequence[str]:
    return [ctx.say.number(number) for number in _counts(heard, reasons)]
