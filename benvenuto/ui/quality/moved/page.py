"""The page on what moved: one sentence, the waterfall from one period to the next, and every part of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.sampling import week_of
from benvenuto.domain.text import Text
from benvenuto.services.quality.movements import MOST_REASONS, WhatMoved
from benvenuto.statistics.decomposition import Movement
from benvenuto.ui.charts.ink import ink
from benvenuto.ui.charts.showing import show_chart
from benvenuto.ui.charts.waterfall import waterfall
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, title
from benvenuto.ui.quality.captions import read_as, told_by
from benvenuto.ui.quality.choices import WIDTH, midnight, team
from benvenuto.ui.quality.downloads import downloads
from benvenuto.ui.quality.moved import drawing, words
from benvenuto.ui.quality.places import chosen
from benvenuto.ui.quality.tables import figures
from benvenuto.ui.streamlit.url_state import UrlState

KEPT = UrlState("moved", {"weeks": "13", "team": ""})


def show(ctx: PageContext) -> None:
    """Everything of the page, from its title to the downloads."""
    title(
        ctx._("What moved"),
        ctx._("What a change of the score is made of: criteria, critical errors, and which calls came in."),
    )
    teams = ctx.app.trends.choices(ctx.actor).teams
    KEPT.load()
    with st.container(horizontal=True, key="moved_which"):
        weeks = _weeks(ctx)
        team_id = team(ctx, KEPT, teams)
    since, before, after = periods(ctx, weeks, EvaluationFilter(team_id=team_id))
    with st.spinner(ctx._("Taking the score apart…")):
        found = ctx.app.movements.between(ctx.actor, before, after)
    if any(found.calls):
        _show(ctx, found, weeks, since)
    else:
        empty(
            ctx._("No evaluations here yet"),
            ctx._("What moved is read from calls drawn at random. Take longer periods, or all teams."),
        )
    KEPT.store()


def _weeks(ctx: PageContext) -> int:
    options = {str(n): ctx._("The last {n} weeks", n=n) for n in (4, 8, 13, 26)}
    return int(KEPT.one_of("weeks", options, ctx._("Compare with as many before"), width=WIDTH + 60))


def periods(ctx: PageContext, weeks: int, wanted: EvaluationFilter) -> tuple[date, EvaluationFilter, EvaluationFilter]:
    """The Monday that parts the last so many weeks, the present one among them, from as many before, and both."""
    zone = ctx.say.timezone
    turn = week_of(ctx.app.clock().astimezone(zone).date()) - timedelta(weeks=weeks - 1)
    middle, first = midnight(turn, zone), midnight(turn - timedelta(weeks=weeks), zone)
    return turn, replace(wanted, begin=first, end=middle), replace(wanted, begin=middle)


def _show(ctx: PageContext, found: WhatMoved, weeks: int, since: date) -> None:
    said = words.of_periods(ctx.say, found, weeks, since)
    movement = found.movement
    if movement is None or not found.enough:
        told_by(said)
        return
    told_by(said, _remarks(ctx, found))
    begin, end = drawing.ends(ctx, found, movement)
    drawn = drawing.steps(ctx, found)
    chart = waterfall(begin, drawn, end, drawing.axis(ctx, begin, drawn, end), ink())
    with st.container(key="bv_forest_moved"):
        show_chart(ctx, chart, said, "moved_chart", name="benvenuto-what-moved", opens=False)
    read_as([_legend(ctx)])
    _parts(ctx, found, movement, weeks)


def _parts(ctx: PageContext, found: WhatMoved, movement: Movement, weeks: int) -> None:
    rubrics = _rubrics(ctx)
    wide = {"period": "52"} if weeks == 26 else {}  # so that a line shows both periods
    choice = {**chosen(KEPT), **wide}
    figures(ctx._("What moved"), drawing.columns(ctx), drawing.table_rows(ctx, found.parts, rubrics, choice))
    downloads(ctx, drawing.table(ctx, found, movement, rubrics), "benvenuto-what-moved")


def _rubrics(ctx: PageContext) -> Mapping[str, Text]:
    scorecards = [one.scorecard for one in ctx.app.scorecards.in_force()]
    return {part.rubric.id: part.rubric.title for one in scorecards for part in one.parts}


def _remarks(ctx: PageContext, found: WhatMoved) -> Sequence[str]:
    """How the parts are to be read, and from which calls they come."""
    say = ctx.say
    remarks = [
        ctx._(
            "All parts add up to the change exactly. Other contact reasons, or calls in other teams, move the average "
            "without anybody working better or worse; so does a criterion that counts more or less often."
        )
    ]
    if found.taken != found.calls:
        remarks.append(
            ctx._(
                "Counted in {taken} of {all} calls, an even part of them and the same one each time.",
                taken=say.number(sum(found.taken)),
                all=say.number(sum(found.calls)),
            )
        )
    if found.rare:
        remarks.append(
            ctx._(
                "The {most} most frequent contact reasons are told apart, the {rare} others count as one.",
                most=say.number(MOST_REASONS),
                rare=say.number(found.rare),
            )
        )
    if found.simulated:
        remarks.append(
            ctx._(
                "Simulated, to try Benvenuto with: {simulated} of these {calls} calls.",
                simulated=say.number(found.simulated),
                calls=say.number(sum(found.calls)),
            )
        )
    return remarks


def _legend(ctx: PageContext) -> str:
    return ctx._(
        "Calls drawn at random, weighed by their chance of being drawn. Bars with 95% intervals; green: more than "
        "chance explains, all parts considered."
    )
