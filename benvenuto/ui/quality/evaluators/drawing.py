"""The evaluators and the agents of a comparison as rows: of a chart, of a table on the page, of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from benvenuto.services.quality.severities import EvaluatorComparison, SeverityVerdict
from benvenuto.statistics.enough import enough_to_say
from benvenuto.statistics.severity import AdjustedScore, EvaluatorSeverity
from benvenuto.ui.charts.forest import Figure, ForestRow
from benvenuto.ui.charts.row_layout import RowAxis, RowLabel, step
from benvenuto.ui.context import PageContext
from benvenuto.ui.quality.downloads import DataTable
from benvenuto.ui.quality.evaluators import words
from benvenuto.ui.quality.places import trend_of_agent
from benvenuto.ui.quality.tables import FigureColumn, Link, figures
from benvenuto.ui.scale import SCORE

CLEAR = (SeverityVerdict.STRICT, SeverityVerdict.LENIENT)
COMPARABLE = (*CLEAR, SeverityVerdict.UNCLEAR)


def severity_rows(
    ctx: PageContext, comparison: EvaluatorComparison, evaluators: Sequence[EvaluatorSeverity]
) -> Sequence[ForestRow]:
    """One row an evaluator; who cannot be compared has a hollow point at none."""
    return [
        ForestRow(
            RowLabel(comparison.names[estimate.evaluator], _calls(ctx, estimate.n)),
            _severity(ctx, comparison, estimate),
        )
        for estimate in evaluators
    ]


def _severity(ctx: PageContext, comparison: EvaluatorComparison, estimate: EvaluatorSeverity) -> Figure:
    verdict = comparison.verdicts[estimate.evaluator]
    figure = words.severity(ctx.say, estimate) if verdict in COMPARABLE else ""
    return Figure(
        estimate.severity if figure else 0.0,
        estimate.low,
        estimate.high,
        _hover_text(
            comparison.names[estimate.evaluator],
            figure,
            _calls(ctx, estimate.n),
            words.conclusion(ctx.say, verdict, estimate),
        ),
        clear=verdict in CLEAR,
        enough=bool(figure),
    )


def severity_axis(
    ctx: PageContext, comparison: EvaluatorComparison, evaluators: Sequence[EvaluatorSeverity]
) -> RowAxis:
    """As far to the lenient side as to the strict one, so that none looks the worse for the scale."""
    shown = [estimate for estimate in evaluators if comparison.verdicts[estimate.evaluator] in COMPARABLE]
    reach = max((max(-estimate.low, estimate.high) for estimate in shown), default=0.0)
    # never finer than a point: the figures bear no more
    by = max(step(max(reach, 2.0), 3), 1.0)
    most = by * -(-max(reach, 2.0) // by)
    ticks = {by * nth: SCORE.signed(ctx.say, by * nth) for nth in range(-int(most / by), int(most / by) + 1)}
    # whole points need no decimal, whichever mark the language has
    ticks = {place: label.removesuffix(",0").removesuffix(".0") for place, label in ticks.items()}
    return RowAxis(-1.04 * most, 1.04 * most, ticks, ends=(ctx._("← more lenient"), ctx._("stricter →")), mark=0)


def agent_rows(
    ctx: PageContext, comparison: EvaluatorComparison, agents: Sequence[AdjustedScore]
) -> Sequence[ForestRow]:
    """One row an agent: the adjusted score with its interval, the raw one as a ring; neither of too few calls."""
    return [
        ForestRow(RowLabel(comparison.names[score.agent], _calls(ctx, score.n)), _adjusted(ctx, comparison, score))
        for score in agents
    ]


def _adjusted(ctx: PageContext, comparison: EvaluatorComparison, score: AdjustedScore) -> Figure | None:
    if not enough_to_say(score.n):
        return None
    say = ctx.say
    hover = _hover_text(
        comparison.names[score.agent],
        ctx._("adjusted {score} ({low} to {high})", score=SCORE.number(say, score.adjusted), **_reach(ctx, score)),
        ctx._("raw {score}", score=SCORE.number(say, score.raw)),
        _calls(ctx, score.n),
    )
    return Figure(score.adjusted, score.low, score.high, hover, beside=score.raw)


def agent_axis(ctx: PageContext, agents: Sequence[AdjustedScore]) -> RowAxis:
    """From one of few floors to 100, as on the trend."""
    lowest = min((min(score.low, score.raw) for score in agents if enough_to_say(score.n)), default=100.0)
    floor = next((floor for floor in (80, 70, 60, 50, 25, 0) if floor <= lowest), 0)
    by = 5 if floor > 60 else 10 if floor >= 50 else 25
    return RowAxis(floor, 100.5, {place: ctx.say.number(place) for place in range(floor, 101, by)})


def severities(ctx: PageContext, comparison: EvaluatorComparison, evaluators: Sequence[EvaluatorSeverity]) -> None:
    """The table on the page: what is known of each evaluator, and what can be said."""
    several = comparison.severity is not None and not comparison.severity.connected
    columns = [
        FigureColumn(ctx._("Evaluator")),
        *([FigureColumn(ctx._("Group"), number=True)] if several else []),
        FigureColumn(ctx._("Calls"), number=True),
        FigureColumn(ctx._("Agents shared with other evaluators"), number=True),
        FigureColumn(ctx._("Severity, points"), number=True),
        FigureColumn(ctx._("95% interval"), number=True),
        FigureColumn(ctx._("Conclusion"), quiet=True),
    ]
    figures(
        ctx._("Evaluators"),
        columns,
        [_evaluator(ctx, comparison, estimate, several=several) for estimate in evaluators],
    )


def _evaluator(
    ctx: PageContext, comparison: EvaluatorComparison, estimate: EvaluatorSeverity, *, several: bool
) -> Sequence[str]:
    say, verdict = ctx.say, comparison.verdicts[estimate.evaluator]
    low, high = (SCORE.signed(say, end) for end in (estimate.low, estimate.high))
    cells = [SCORE.signed(say, estimate.severity), ctx._("{low} to {high}", low=low, high=high)]
    return [
        comparison.names[estimate.evaluator],
        *([say.number(estimate.island + 1)] if several else []),
        say.number(estimate.n),
        say.number(estimate.shared_agents),
        *(cells if verdict in COMPARABLE else ("–", "–")),
        words.conclusion(say, verdict, estimate),
    ]


def adjusted(
    ctx: PageContext, comparison: EvaluatorComparison, shown: Sequence[AdjustedScore], choice: Mapping[str, str]
) -> None:
    """The table on the page: both scores of each agent, who leads to their trend with this choice of calls."""
    columns = [
        FigureColumn(ctx._("Agent")),
        FigureColumn(ctx._("Calls"), number=True),
        FigureColumn(ctx._("Raw score"), number=True),
        FigureColumn(ctx._("Adjusted score"), number=True),
        FigureColumn(ctx._("95% interval"), number=True),
    ]
    figures(
        ctx._("Agents, adjusted for evaluator severity"),
        columns,
        [_agent(ctx, comparison, score, choice) for score in shown],
    )


def _agent(
    ctx: PageContext, comparison: EvaluatorComparison, score: AdjustedScore, choice: Mapping[str, str]
) -> Sequence[str | Link]:
    say = ctx.say
    link, calls = Link(comparison.names[score.agent], trend_of_agent(score.agent, choice)), say.number(score.n)
    if not enough_to_say(score.n):
        return [link, calls, "–", "–", ctx._("too few calls to say")]
    reach = ctx._("{low} to {high}", low=SCORE.number(say, score.low), high=SCORE.number(say, score.high))
    return [link, calls, SCORE.number(say, score.raw), SCORE.number(say, score.adjusted), reach]


def severity_table(
    ctx: PageContext, comparison: EvaluatorComparison, evaluators: Sequence[EvaluatorSeverity]
) -> DataTable:
    """Everything that is known of each evaluator; no figure where none can be said."""
    header = [
        ctx._("Evaluator"),
        ctx._("Calls"),
        ctx._("Agents shared with other evaluators"),
        ctx._("Group"),
        ctx._("Severity, points"),
        ctx._("95% interval, low"),
        ctx._("95% interval, high"),
        ctx._("Note"),
    ]
    return DataTable(
        header,
        [
            [
                comparison.names[estimate.evaluator],
                estimate.n,
                estimate.shared_agents,
                estimate.island + 1,
                *_figures(
                    estimate.severity,
                    estimate.low,
                    estimate.high,
                    enough=comparison.verdicts[estimate.evaluator] in COMPARABLE,
                ),
                words.conclusion(ctx.say, comparison.verdicts[estimate.evaluator], estimate),
            ]
            for estimate in evaluators
        ],
    )


def agent_table(ctx: PageContext, comparison: EvaluatorComparison, agents: Sequence[AdjustedScore]) -> DataTable:
    """Everything that is known of each agent; no figure of too few calls."""
    header = [
        ctx._("Agent"),
        ctx._("Calls"),
        ctx._("Group"),
        ctx._("Raw score"),
        ctx._("Adjusted score"),
        ctx._("95% interval, low"),
        ctx._("95% interval, high"),
        ctx._("Note"),
    ]
    return DataTable(
        header,
        [
            [
                comparison.names[score.agent],
                score.n,
                score.island + 1,
                *_figures(score.raw, score.adjusted, score.low, score.high, enough=enough_to_say(score.n)),
                "" if enough_to_say(score.n) else ctx._("too few calls to say"),
            ]
            for score in agents
        ],
    )


def _figures(*figures: float, enough: bool) -> list[float | None]:
    return [figure if enough else None for figure in figures]


def _reach(ctx: PageContext, score: AdjustedScore) -> dict[str, str]:
    return {"low": SCORE.number(ctx.say, score.low), "high": SCORE.number(ctx.say, score.high)}


def _calls(ctx: PageContext, number: int) -> str:
    return ctx.say.plural("{n} call", "{n} calls", number)


def _hover_text(name: str, *lines: str) -> str:
    return "<br>".join([f"<b>{escape(name)}</b>", *(escape(line) for line in lines if line)])
