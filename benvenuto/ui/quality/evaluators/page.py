"""The page on evaluators: one sentence, the forest plot, and the agents' scores adjusted for who listened."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.services.quality.severities import EvaluatorComparison
from benvenuto.statistics.enough import enough_to_say
from benvenuto.statistics.severity import AdjustedScore, EvaluatorSeverity
from benvenuto.ui.charts.forest import forest
from benvenuto.ui.charts.ink import ink
from benvenuto.ui.charts.showing import show_chart
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, section, title
from benvenuto.ui.paging import pager, place
from benvenuto.ui.quality.captions import told_by
from benvenuto.ui.quality.choices import DEFAULTS, period, team
from benvenuto.ui.quality.downloads import downloads
from benvenuto.ui.quality.evaluators import drawing, words
from benvenuto.ui.quality.places import CALLS, chosen, trend_of_agent
from benvenuto.ui.quality.tables import FigureColumn, Link, figures
from benvenuto.ui.scale import SCORE
from benvenuto.ui.streamlit.url_state import UrlState

KEPT = UrlState("evaluators", {name: DEFAULTS[name] for name in CALLS})
A_PAGE = 25
"""Agents at a time: a chart of a thousand is none."""


def show(ctx: PageContext) -> None:
    """Everything of the page, from its title to the downloads."""
    title(
        ctx._("Evaluators"),
        ctx._("Who marks strictly and who leniently, compared through agents whom several have heard."),
    )
    teams = ctx.app.trends.choices(ctx.actor).teams
    KEPT.load()
    with st.container(horizontal=True, key="evaluators_which"):
        asked = period(ctx, KEPT)
        wanted = EvaluationFilter(begin=asked.begin, end=asked.end, team_id=team(ctx, KEPT, teams))
    with st.spinner(ctx._("Comparing evaluators…")):
        found = ctx.app.severities.compared(ctx.actor, wanted)
    if found.calls:
        _show(ctx, found)
    else:
        empty(
            ctx._("No evaluations here yet"),
            ctx._("Evaluators are compared by calls drawn at random. Take a longer period, or all teams."),
        )
    KEPT.store()


def _show(ctx: PageContext, found: EvaluatorComparison) -> None:
    said = words.of_evaluators(ctx.say, found)
    if found.found is None:
        told_by(said)
        return
    told_by(said, _remarks(ctx, found, found.found.islands))
    evaluators = sorted(found.found.evaluators, key=lambda one: (one.island, -one.severity, found.names[one.evaluator]))
    along = drawing.severity_axis(ctx, found, evaluators)
    chart = forest(drawing.severity_rows(ctx, found, evaluators), along, ink())
    with st.container(key="bv_forest_evaluators"):
        show_chart(ctx, chart, said, "evaluators_chart", name="benvenuto-evaluators", opens=False)
    _evaluators(ctx, found, evaluators)
    downloads(ctx, drawing.severity_table(ctx, found, evaluators), "benvenuto-evaluators")
    agents = sorted(found.found.agents, key=lambda one: (found.names[one.agent].casefold(), one.agent))
    _agents(ctx, found, agents)


def _remarks(ctx: PageContext, found: EvaluatorComparison, islands: int) -> Sequence[str]:
    """What the figures are, that they are nobody's fault, and what keeps some from being compared."""
    say, remarks = ctx.say, []
    remarks.append(
        ctx._(
            "Severity is how many points lower somebody marks the same call than the average evaluator. It is no "
            "fault: people hear differently until they have compared. A calibration session, in which all score the "
            "same calls, brings them together."
        )
    )
    if islands > 1:
        remarks.append(
            ctx._(
                "Evaluators and agents fall into {islands} groups without a shared agent. Compare only within a group: "
                "between groups strict evaluators and weak agents look the same.",
                islands=say.number(islands),
            )
        )
    if found.simulated:
        remarks.append(
            ctx._(
                "Simulated, to try Benvenuto with: {simulated} of these {calls} calls.",
                simulated=say.number(found.simulated),
                calls=say.number(found.calls),
            )
        )
    remarks.append(
        ctx._(
            "Calls drawn at random. Bars: 95% intervals. Green: more than chance explains, all evaluators considered. "
            "Hollow: cannot be said."
        )
    )
    return remarks


def _evaluators(ctx: PageContext, found: EvaluatorComparison, evaluators: Sequence[EvaluatorSeverity]) -> None:
    several = found.found is not None and not found.found.connected
    columns = [
        FigureColumn(ctx._("Evaluator")),
        *([FigureColumn(ctx._("Group"), number=True)] if several else []),
        FigureColumn(ctx._("Calls"), number=True),
        FigureColumn(ctx._("Agents shared with others"), number=True),
        FigureColumn(ctx._("Severity, points"), number=True),
        FigureColumn(ctx._("95% interval"), number=True),
        FigureColumn(ctx._("What can be said"), quiet=True),
    ]
    figures(ctx._("Evaluators"), columns, [_evaluator(ctx, found, one, several=several) for one in evaluators])


def _evaluator(ctx: PageContext, found: EvaluatorComparison, one: EvaluatorSeverity, *, several: bool) -> Sequence[str]:
    say, verdict = ctx.say, found.verdicts[one.evaluator]
    low, high = (SCORE.signed(say, end) for end in (one.low, one.high))
    said = [SCORE.signed(say, one.severity), ctx._("{low} to {high}", low=low, high=high)]
    return [
        found.names[one.evaluator],
        *([say.number(one.island + 1)] if several else []),
        say.number(one.n),
        say.number(one.shared_agents),
        *(said if verdict in drawing.SAID else ("–", "–")),
        ctx._(words.VERDICTS[verdict]),
    ]


def _agents(ctx: PageContext, found: EvaluatorComparison, agents: Sequence[AdjustedScore]) -> None:
    section(ctx._("Agents, adjusted for who listened"))
    said = words.of_agents(ctx.say, found, agents)
    told_by(said, [ctx._("Point and bar: adjusted score and its 95% interval. Ring: raw score.")], apart=True)
    at = place()
    shown = agents[at * A_PAGE : (at + 1) * A_PAGE]
    chart = forest(drawing.agent_rows(ctx, found, shown), drawing.agent_axis(ctx, agents), ink())
    with st.container(key="bv_forest_agents"):
        show_chart(ctx, chart, said, "evaluators_agents", name="benvenuto-adjusted-scores", opens=False)
    columns = [
        FigureColumn(ctx._("Agent")),
        FigureColumn(ctx._("Calls"), number=True),
        FigureColumn(ctx._("Raw score"), number=True),
        FigureColumn(ctx._("Adjusted score"), number=True),
        FigureColumn(ctx._("95% interval"), number=True),
    ]
    figures(ctx._("Agents, adjusted for who listened"), columns, [_agent(ctx, found, one) for one in shown])
    pager(ctx, at, A_PAGE, len(agents))
    downloads(ctx, drawing.agent_table(ctx, found, agents), "benvenuto-adjusted-scores")


def _agent(ctx: PageContext, found: EvaluatorComparison, one: AdjustedScore) -> Sequence[str | Link]:
    say = ctx.say
    link, calls = Link(found.names[one.agent], trend_of_agent(one.agent, chosen(KEPT))), say.number(one.n)
    if not enough_to_say(one.n):
        return [link, calls, "–", "–", ctx._("too few calls to say")]
    reach = ctx._("{low} to {high}", low=SCORE.number(say, one.low), high=SCORE.number(say, one.high))
    return [link, calls, SCORE.number(say, one.raw), SCORE.number(say, one.adjusted), reach]
