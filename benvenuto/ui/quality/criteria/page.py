"""The page on criteria: one sentence, how each goes with the rest of its calls, and the ways onward."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.services.quality.criteria import CriteriaFound
from benvenuto.ui.charts.forest import forest
from benvenuto.ui.charts.ink import ink
from benvenuto.ui.charts.showing import show_chart
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, title
from benvenuto.ui.quality.captions import told_by
from benvenuto.ui.quality.choices import DEFAULTS, WIDE, period, team
from benvenuto.ui.quality.criteria import drawing, words
from benvenuto.ui.quality.downloads import downloads
from benvenuto.ui.quality.places import CALLS, chosen
from benvenuto.ui.quality.tables import figures
from benvenuto.ui.streamlit.url_state import UrlState

KEPT = UrlState("criteria", {name: DEFAULTS[name] for name in CALLS} | {"scorecard": ""})


def show(ctx: PageContext) -> None:
    """Everything of the page, from its title to the downloads."""
    title(
        ctx._("Criteria"),
        ctx._("Which criteria say nothing: they never fail, never apply, or do not tell good calls from bad."),
    )
    teams = ctx.app.trends.choices(ctx.actor).teams
    KEPT.load()
    with st.container(horizontal=True, key="criteria_which"):
        asked = period(ctx, KEPT)
        team_id = team(ctx, KEPT, teams)
        scorecard = KEPT.one_of("scorecard", _scorecards(ctx), ctx._("Scorecard"), width=WIDE)
    wanted = EvaluationFilter(begin=asked.begin, end=asked.end, team_id=team_id)
    with st.spinner(ctx._("Counting answers…")):
        found = ctx.app.criteria.health(ctx.actor, wanted, scorecard)
    if found.criteria:
        _show(ctx, found)
    else:
        empty(
            ctx._("No evaluations here yet"),
            ctx._("Criteria are judged by calls drawn at random. Take a longer period, or all teams."),
        )
    KEPT.store()


def _scorecards(ctx: PageContext) -> Mapping[str, str]:
    in_force = [one.scorecard for one in ctx.app.scorecards.in_force()]
    return {"": ctx._("All scorecards"), **{one.id: one.title.in_language(ctx.say.code) for one in in_force}}


def _show(ctx: PageContext, found: CriteriaFound) -> None:
    said = words.of_criteria(ctx.say, found)
    told_by(said, _remarks(ctx, found))
    chart = forest(drawing.chart_rows(ctx, found.criteria), drawing.axis(ctx, found.criteria), ink())
    with st.container(key="bv_forest_criteria"):
        show_chart(ctx, chart, said, "criteria_chart", name="benvenuto-criteria", opens=False)
    figures(ctx._("Criteria"), drawing.columns(ctx), drawing.table_rows(ctx, found.criteria, chosen(KEPT)), wide=True)
    downloads(ctx, drawing.table(ctx, found.criteria), "benvenuto-criteria")


def _remarks(ctx: PageContext, found: CriteriaFound) -> Sequence[str]:
    """How the figures are to be read, and from which calls they come."""
    say = ctx.say
    remarks = [
        ctx._(
            "A finding is made only when it is certain; no finding may just mean that it is too early. A criterion "
            "that never fails may be there for a good reason, such as the law. All this is about criteria, not people."
        )
    ]
    if found.taken < found.all:
        remarks.append(
            ctx._(
                "Counted in {taken} of {all} calls, an even part of them and the same one each time.",
                taken=say.number(found.taken),
                all=say.number(found.all),
            )
        )
    if found.simulated:
        remarks.append(
            ctx._(
                "Simulated, to try Benvenuto with: {simulated} of these {calls} calls.",
                simulated=say.number(found.simulated),
                calls=say.number(found.all),
            )
        )
    remarks.append(
        ctx._(
            "Calls drawn at random. Point and bar: how an answer goes with the score of the rest of the call, with its "
            "95% interval; 1 is always, 0 not at all. Left of the dashes it does not separate good calls from bad; "
            "green where that is certain."
        )
    )
    return remarks
