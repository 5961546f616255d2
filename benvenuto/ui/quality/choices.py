"""Which weeks, which team and which contact reason to look at, kept in the address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import streamlit as st

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.people import Team
from benvenuto.domain.sampling import week_of
from benvenuto.services.quality.trends import Choices
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.context import PageContext
from benvenuto.ui.streamlit.url_state import UrlState

WIDTH = 166
"""Of a list of short words, in pixels: two side by side on a telephone."""
WIDE = 260

DEFAULTS: Mapping[str, str] = {"period": "26", "from": "", "to": "", "team": "", "reason": ""}
"""What these choices are called in the address, for the page's own `UrlState`."""


@dataclass(frozen=True, slots=True)
class Period:
    """From when, until when (before it), None for no end; `weeks` is 0 when it is not the last so many weeks."""

    begin: datetime | None
    end: datetime | None
    weeks: int


def period(ctx: PageContext, kept: UrlState) -> Period:
    """Ask for the period: the last so many weeks, the whole time, or from day to day."""
    zone = ctx.say.timezone
    today = ctx.app.clock().astimezone(zone).date()
    weeks = {str(n): ctx.say.plural("{n} week", "{n} weeks", n) for n in (13, 26, 52)}
    chosen = kept.one_of(
        "period",
        {**weeks, "all": ctx._("All time"), "dates": ctx._("Custom dates")},
        ctx._("Period"),
        width=WIDTH,
    )
    if chosen == "all":
        return Period(None, None, 0)
    if chosen == "dates":
        begin = kept.day("from", today - timedelta(weeks=26), ctx._("From"), width=WIDTH)
        end = kept.day("to", today, ctx._("To (inclusive)"), width=WIDTH)
        # the last day is meant with all its hours
        return Period(midnight(begin, zone), midnight(end + timedelta(days=1), zone), 0)
    # this week, which is not over, is the last of them
    return Period(midnight(week_of(today) - timedelta(weeks=int(chosen) - 1), zone), None, int(chosen))


def team(ctx: PageContext, kept: UrlState, teams: Sequence[Team]) -> int | None:
    """Ask for a team; None for all of them."""
    words = {"": ctx._("All teams"), **{str(option.id): option.name for option in teams}}
    chosen = kept.one_of("team", words, ctx._("Team"), width=WIDTH)
    return int(chosen) if chosen else None


def reason(ctx: PageContext, kept: UrlState, reasons: Sequence[str]) -> str:
    """Ask for a contact reason; empty for all of them."""
    words = {"": ctx._("All reasons"), **{option: contact_reason(ctx, option) for option in reasons}}
    return kept.one_of("reason", words, ctx._("Contact reason"), width=WIDTH)


def evaluations(ctx: PageContext, kept: UrlState, known: Choices, *, of_a_team: bool = True) -> EvaluationFilter:
    """Ask for the period, the team and, where the page keeps one, the contact reason."""
    asked = period(ctx, kept)
    return EvaluationFilter(
        begin=asked.begin,
        end=asked.end,
        team_id=team(ctx, kept, known.teams) if of_a_team else None,
        contact_reason=reason(ctx, kept, known.contact_reasons) if "reason" in kept.defaults else "",
    )


def choose_scorecard(ctx: PageContext, kept: UrlState) -> str:
    """Ask for a scorecard in force; empty for all of them."""
    in_force = [version.scorecard for version in ctx.app.scorecards.in_force()]
    scorecards = {
        "": ctx._("All scorecards"),
        **{scorecard.id: scorecard.title.in_language(ctx.say.code) for scorecard in in_force},
    }
    return kept.one_of("scorecard", scorecards, ctx._("Scorecard"), width=WIDE)


@contextmanager
def more(ctx: PageContext, kept: UrlState, *names: str) -> Iterator[None]:
    """Room for the choices of these names, which most readings leave alone: a button that says how many are made."""
    made = kept.made(*names)
    label = ctx._("More filters ({n} in use)", n=made) if made else ctx._("More filters")
    with (
        st.popover(label, key=f"{kept.page}_more", type="tertiary", icon=":material/tune:"),
        st.container(horizontal=True, width=2 * WIDTH + 24),
    ):
        yield


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The timestamp that a day begins, at the site."""
    return datetime.combine(day, time(), zone)
