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
SAID = (*CLEAR, SeverityVerdict.UNCLEAR)


def severity_rows(
    ctx: PageContext, found: EvaluatorComparison, evaluators: Sequence[EvaluatorSeverity]
) -> Sequence[ForestRow]:
    """One row an evaluator; who cannot be compared has a hollow point at none."""
    return [
        ForestRow(RowLabel(found.names[one.evaluator], _calls(ctx, one.n)), _severity(ctx, found, one))
        for one in evaluators
    ]


def _severity(ctx: PageContext, found: EvaluatorComparison, one: EvaluatorSeverity) -> Figure:
    verdict = found.verdicts[one.evaluator]
    said = words.severity(ctx.say, one) if verdict in SAID else ""
    return Figure(
        one.severity if said else 0.0,
        one.low,
        one.high,
        _told(found.names[one.evaluator], said, _calls(ctx, one.n), ctx._(words.VERDICTS[verdict])),
        clear=verdict in CLEAR,
        enough=bool(said),
    )


def severity_axis(ctx: PageContext, found: EvaluatorComparison, evaluators: Sequence[EvaluatorSeverity]) -> RowAxis:
    """As far to the lenient side as to the strict one, so that none looks the worse for the scale."""
    shown = [one for one in evaluators if found.verdicts[one.evaluator] in SAID]
    reach = max((max(-one.low, one.high) for one in shown), default=0.0)
    by = max(step(max(reach, 2.0), 3), 1.0)
    most = by * -(-max(reach, 2.0) // by)
    ticks = {by * nth: SCORE.signed(ctx.say, by * nth) for nth in range(-int(most / by), int(most / by) + 1)}
    ticks = {place: said.removesuffix(",0").removesuffix(".0") for place, said in ticks.items()}
    return RowAxis(-1.04 * most, 1.04 * most, ticks, ends=(ctx._("← more lenient"), ctx._("stricter →")), mark=0)


def agent_rows(ctx: PageContext, found: EvaluatorComparison, agents: Sequence[AdjustedScore]) -> Sequence[ForestRow]:
    """One row an agent: the adjusted score with its interval, the raw one as a ring; neither of too few calls."""
    return [
        ForestRow(RowLabel(found.names[one.agent], _calls(ctx, one.n)), _adjusted(ctx, found, one)) for one in agents
    ]


def _adjusted(ctx: PageContext, found: EvaluatorComparison, one: AdjustedScore) -> Figure | None:
    if not enough_to_say(one.n):
        return None
    say = ctx.say
    told = _told(
        found.names[one.agent],
        ctx._("adjusted {score} ({low} to {high})", score=SCORE.number(say, one.adjusted), **_reach(ctx, one)),
        ctx._("raw {score}", score=SCORE.number(say, one.raw)),
        _calls(ctx, one.n),
    )
    return Figure(one.adjusted, one.low, one.high, told, beside=one.raw)


def agent_axis(ctx: PageContext, agents: Sequence[AdjustedScore]) -> RowAxis:
    """From one of few floors to 100, as on the trend."""
    lowest = min((min(one.low, one.raw) for one in agents if enough_to_say(one.n)), default=100.0)
    floor = next((floor for floor in (80, 70, 60, 50, 25, 0) if floor <= lowest), 0)
    by = 5 if floor > 60 else 10 if floor >= 50 else 25
    return RowAxis(floor, 100.5, {place: ctx.say.number(place) for place in range(floor, 101, by)})


def severities(ctx: PageContext, found: EvaluatorComparison, evaluators: Sequence[EvaluatorSeverity]) -> None:
    """The table on the page: what is known of each evaluator, and what can be said."""
    several = found.severity is not None and not found.severity.connected
    columns = [
        FigureColumn(ctx._("Evaluator")),
        *([FigureColumn(ctx._("Group"), number=True)] if several else []),
        FigureColumn(ctx._("Calls"), number=True),
        FigureColumn(ctx._("Agents shared with other evaluators"), number=True),
        FigureColumn(ctx._("Severity, points"), number=True),
        FigureColumn(ctx._("95% interval"), number=True),
        FigureColumn(ctx._("Conclusion"), quiet=True),
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
        *(said if verdict in SAID else ("–", "–")),
        ctx._(words.VERDICTS[verdict]),
    ]


def adjusted(
    ctx: PageContext, found: EvaluatorComparison, shown: Sequence[AdjustedScore], choice: Mapping[str, str]
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
        ctx._("Agents, adjusted for evaluator severity"), columns, [_agent(ctx, found, one, choice) for one in shown]
    )


def _agent(
    ctx: PageContext, found: EvaluatorComparison, one: AdjustedScore, choice: Mapping[str, str]
) -> Sequence[str | Link]:
    say = ctx.say
    link, calls = Link(found.names[one.agent], trend_of_agent(one.agent, choice)), say.number(one.n)
    if not enough_to_say(one.n):
        return [link, calls, "–", "–", ctx._("too few calls to say")]
    reach = ctx._("{low} to {high}", low=SCORE.number(say, one.low), high=SCORE.number(say, one.high))
    return [link, calls, SCORE.number(say, one.raw), SCORE.number(say, one.adjusted), reach]


def severity_table(ctx: PageContext, found: EvaluatorComparison, evaluators: Sequence[EvaluatorSeverity]) -> DataTable:
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
                found.names[one.evaluator],
                one.n,
                one.shared_agents,
                one.island + 1,
                *_figures(one.severity, one.low, one.high, said=found.verdicts[one.evaluator] in SAID),
                ctx._(words.VERDICTS[found.verdicts[one.evaluator]]),
            ]
            for one in evaluators
        ],
    )


def agent_table(ctx: PageContext, found: EvaluatorComparison, agents: Sequence[AdjustedScore]) -> DataTable:
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
                found.names[one.agent],
                one.n,
                one.island + 1,
                *_figures(one.raw, one.adjusted, one.low, one.high, said=enough_to_say(one.n)),
                "" if enough_to_say(one.n) else ctx._("too few calls to say"),
            ]
            for one in agents
        ],
    )


def _figures(*figures: float, said: bool) -> list[float | None]:
    return [one if said else None for one in figures]


def _reach(ctx: PageContext, one: AdjustedScore) -> dict[str, str]:
    return {"low": SCORE.number(ctx.say, one.low), "high": SCORE.number(ctx.say, one.high)}


def _calls(ctx: PageContext, number: int) -> str:
    return ctx.say.plural("{n} call", "{n} calls", number)


def _told(name: str, *lines: str) -> str:
    return "<br>".join([f"<b>{escape(name)}</b>", *(escape(line) for line in lines if line)])
