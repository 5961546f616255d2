"""The page on what moved: one sentence, the waterfall from one period to the next, and every part of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import message
from benvenuto.domain.sampling import week_of
from benvenuto.services.quality.movements import MOST_REASONS, WhatMoved
from benvenuto.services.quality.trends import Choices
from benvenuto.ui.charts.ink import ink
from benvenuto.ui.charts.waterfall import waterfall
from benvenuto.ui.context import PageContext
from benvenuto.ui.quality.captions import counted_in, simulated
from benvenuto.ui.quality.choices import WIDTH, midnight, team
from benvenuto.ui.quality.moved import drawing, words
from benvenuto.ui.quality.places import chosen
from benvenuto.ui.quality.quality_page import NothingYet, QualityPage, part
from benvenuto.ui.quality.tables import figures
from benvenuto.ui.streamlit.url_state import UrlState

KEPT = UrlState("moved", {"weeks": "13", "team": ""})
NAME = "benvenuto-what-moved"


@dataclass(frozen=True, slots=True)
class TwoPeriods:
    """The last so many weeks, the present one among them, as many before, and the Monday that parts them."""

    weeks: int
    since: date
    before: EvaluationFilter
    after: EvaluationFilter


def _choose(ctx: PageContext, known: Choices) -> TwoPeriods:
    options = {str(n): ctx._("The last {n} weeks", n=n) for n in (4, 8, 13, 26)}
    weeks = int(KEPT.one_of("weeks", options, ctx._("Compare with the same number before"), width=WIDTH + 60))
    wanted = EvaluationFilter(team_id=team(ctx, KEPT, known.teams))
    zone = ctx.say.timezone
    since = week_of(ctx.app.clock().astimezone(zone).date()) - timedelta(weeks=weeks - 1)
    first, middle = midnight(since - timedelta(weeks=weeks), zone), midnight(since, zone)
    return TwoPeriods(weeks, since, replace(wanted, begin=first, end=middle), replace(wanted, begin=middle))


def _find(ctx: PageContext, view: TwoPeriods) -> WhatMoved | NothingYet:
    moved = ctx.app.movements.between(ctx.actor, view.before, view.after)
    if any(moved.calls):
        return moved
    return NothingYet(ctx._("This page uses randomly selected calls. Try longer periods or all teams."))


def _draw(ctx: PageContext, view: TwoPeriods, moved: WhatMoved) -> None:
    sentence = words.of_periods(ctx.say, moved, view.weeks, view.since)
    movement = moved.movement
    if movement is None or not moved.enough:
        part(ctx, sentence, name=NAME)
        return
    begin, end = drawing.ends(ctx, moved, movement)
    drawn = drawing.steps(ctx, moved)
    rubrics = {
        scorecard_part.rubric.id: scorecard_part.rubric.title
        for in_force in ctx.app.scorecards.in_force()
        for scorecard_part in in_force.scorecard.parts
    }
    wide = {"period": "52"} if view.weeks == 26 else {}  # so that a line shows both periods
    listed = drawing.table_rows(ctx, moved.parts, rubrics, {**chosen(KEPT), **wide})
    part(
        ctx,
        sentence,
        _remarks(ctx, moved),
        name=NAME,
        chart=waterfall(begin, drawn, end, drawing.axis(ctx, begin, drawn, end), ink()),
        key="moved_chart",
        by_row=True,
        legend=ctx._(
            "Randomly selected calls, weighted by their probability of selection. Bars with 95% intervals; "
            "green: more than chance would explain, allowing for the number of components."
        ),
        below=partial(figures, ctx._("What changed"), drawing.columns(ctx), listed),
        data=drawing.table(ctx, moved, movement, rubrics),
    )


def _remarks(ctx: PageContext, moved: WhatMoved) -> list[str]:
    """How the parts are to be read, and from which calls they come."""
    rare = ctx._(
        "The {most} most frequent contact reasons are counted separately; the remaining {rare} are grouped together.",
        most=ctx.say.number(MOST_REASONS),
        rare=ctx.say.number(moved.rare),
    )
    return [
        ctx._(
            "The components add up exactly to the total change. A different mix of contact reasons or teams "
            "moves the average without anybody working better or worse; so does a criterion that applies "
            "more or less often."
        ),
        ctx._(
            "The calls of a week count together, so that weeks that are good or bad as a whole do not pass for a "
            "change. Where several weeks in a row resemble one another, up to one total in five may still be called "
            "a change by chance."
        ),
        *counted_in(ctx.say, sum(moved.taken), sum(moved.calls)),
        *([rare] if moved.rare else []),
        *simulated(ctx.say, moved.simulated, sum(moved.calls)),
    ]


show = QualityPage(
    KEPT,
    message("What changed"),
    message("What a change in the score is made up of: criteria, critical errors, and the mix of calls."),
    _choose,
    _find,
    _draw,
    waiting=message("Breaking down the score…"),
).show
