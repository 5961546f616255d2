"""The page on evaluators: one sentence, the forest plot, and the agents' scores adjusted for who listened."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import message
from benvenuto.services.quality.severities import EvaluatorComparison
from benvenuto.ui.charts.forest import forest
from benvenuto.ui.charts.ink import ink
from benvenuto.ui.context import PageContext
from benvenuto.ui.paging import pager, place
from benvenuto.ui.quality.captions import simulated
from benvenuto.ui.quality.choices import DEFAULTS, evaluations
from benvenuto.ui.quality.evaluators import drawing, words
from benvenuto.ui.quality.places import CALLS, chosen
from benvenuto.ui.quality.quality_page import NothingYet, QualityPage, part
from benvenuto.ui.streamlit.url_state import UrlState

KEPT = UrlState("evaluators", {name: DEFAULTS[name] for name in CALLS})
A_PAGE = 25
"""Agents at a time: a chart of a thousand is none."""


def _find(ctx: PageContext, wanted: EvaluationFilter) -> EvaluatorComparison | NothingYet:
    comparison = ctx.app.severities.compared(ctx.actor, wanted)
    if comparison.calls:
        return comparison
    return NothingYet(ctx._("Evaluators are compared on randomly selected calls. Try a longer period or all teams."))


def _draw(ctx: PageContext, _: object, comparison: EvaluatorComparison) -> None:
    sentence = words.of_evaluators(ctx.say, comparison)
    if comparison.severity is None:
        part(ctx, sentence, name="benvenuto-evaluators")
        return
    evaluators = sorted(
        comparison.severity.evaluators,
        key=lambda estimate: (estimate.island, -estimate.severity, comparison.names[estimate.evaluator]),
    )
    part(
        ctx,
        sentence,
        _remarks(ctx, comparison, comparison.severity.islands),
        name="benvenuto-evaluators",
        chart=forest(
            drawing.severity_rows(ctx, comparison, evaluators),
            drawing.severity_axis(ctx, comparison, evaluators),
            ink(),
        ),
        key="evaluators_chart",
        by_row=True,
        below=partial(drawing.severities, ctx, comparison, evaluators),
        data=drawing.severity_table(ctx, comparison, evaluators),
    )
    agents = sorted(
        comparison.severity.agents, key=lambda score: (comparison.names[score.agent].casefold(), score.agent)
    )
    at = place()
    shown = agents[at * A_PAGE : (at + 1) * A_PAGE]

    def listed() -> None:
        drawing.adjusted(ctx, comparison, shown, chosen(KEPT))
        pager(ctx, at, A_PAGE, len(agents))

    part(
        ctx,
        words.of_agents(ctx.say, comparison, agents),
        [ctx._("Point and bar: adjusted score and its 95% interval. Ring: raw score.")],
        name="benvenuto-adjusted-scores",
        heading=ctx._("Agents, adjusted for evaluator severity"),
        chart=forest(drawing.agent_rows(ctx, comparison, shown), drawing.agent_axis(ctx, agents), ink()),
        key="evaluators_agents",
        by_row=True,
        below=listed,
        data=drawing.agent_table(ctx, comparison, agents),
    )


def _remarks(ctx: PageContext, comparison: EvaluatorComparison, islands: int) -> Sequence[str]:
    """What the figures are, that they are nobody's fault, and what keeps some from being compared."""
    apart = ctx._(
        "Evaluators and agents fall into {islands} groups with no agent in common. Compare only within a "
        "group: across groups, a strict evaluator cannot be told from a weak agent.",
        islands=ctx.say.number(islands),
    )
    return [
        ctx._(
            "Severity is how many points lower an evaluator would score the same call than the average "
            "evaluator. Nobody is to blame: people judge differently until they compare notes. A calibration "
            "session, in which everybody scores the same calls, brings them into line."
        ),
        *([apart] if islands > 1 else []),
        *words.in_sessions(ctx.say, comparison.in_sessions),
        *simulated(ctx.say, comparison.simulated, comparison.calls),
        ctx._(
            "Randomly selected calls. Bars: 95% intervals. Green: more than chance would explain, allowing "
            "for the number of evaluators. Hollow: cannot be compared."
        ),
    ]


show = QualityPage(
    KEPT,
    message("Evaluators"),
    message("Who scores strictly and who leniently, compared through the agents that several evaluators have heard."),
    lambda ctx, known: evaluations(ctx, KEPT, known),
    _find,
    _draw,
    waiting=message("Comparing evaluators…"),
).show
