"""The evaluators and the agents of a comparison as rows: of a chart, of a table on the page, of a file."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from benvenuto.services.quality.severities import Compared, Verdict
from benvenuto.statistics.enough import enough_to_say
from benvenuto.statistics.severity import AdjustedScore, EvaluatorSeverity
from benvenuto.ui.charts.forest import Figure, Row
from benvenuto.ui.charts.row_layout import Along, Named, step
from benvenuto.ui.context import Here
from benvenuto.ui.quality.downloads import Table
from benvenuto.ui.quality.evaluators import words
from benvenuto.ui.scale import SCORE

CLEAR = (Verdict.STRICT, Verdict.LENIENT)
SAID = (*CLEAR, Verdict.UNCLEAR)


def severity_rows(now: Here, found: Compared, evaluators: Sequence[EvaluatorSeverity]) -> Sequence[Row]:
    """One row an evaluator; who cannot be compared has a hollow point at none."""
    return [
        Row(Named(found.names[one.evaluator], _calls(now, one.n)), _severity(now, found, one)) for one in evaluators
    ]


def _severity(now: Here, found: Compared, one: EvaluatorSeverity) -> Figure:
    verdict = found.verdicts[one.evaluator]
    said = words.severity(now.say, one) if verdict in SAID else ""
    return Figure(
        one.severity if said else 0.0,
        one.low,
        one.high,
        _told(found.names[one.evaluator], said, _calls(now, one.n), now._(words.VERDICTS[verdict])),
        clear=verdict in CLEAR,
        enough=bool(said),
    )


def severity_axis(now: Here, found: Compared, evaluators: Sequence[EvaluatorSeverity]) -> Along:
    """As far to the lenient side as to the strict one, so that none looks the worse for the scale."""
    shown = [one for one in evaluators if found.verdicts[one.evaluator] in SAID]
    reach = max((max(-one.low, one.high) for one in shown), default=0.0)
    by = max(step(max(reach, 2.0), 3), 1.0)
    most = by * -(-max(reach, 2.0) // by)
    ticks = {by * nth: SCORE.signed(now.say, by * nth) for nth in range(-int(most / by), int(most / by) + 1)}
    ticks = {place: said.removesuffix(",0").removesuffix(".0") for place, said in ticks.items()}
    return Along(-1.04 * most, 1.04 * most, ticks, ends=(now._("← more lenient"), now._("stricter →")), mark=0)


def agent_rows(now: Here, found: Compared, agents: Sequence[AdjustedScore]) -> Sequence[Row]:
    """One row an agent: the adjusted score with its interval, the raw one as a ring; neither of too few calls."""
    return [Row(Named(found.names[one.agent], _calls(now, one.n)), _adjusted(now, found, one)) for one in agents]


def _adjusted(now: Here, found: Compared, one: AdjustedScore) -> Figure | None:
    if not enough_to_say(one.n):
        return None
    say = now.say
    told = _told(
        found.names[one.agent],
        now._("adjusted {score} ({low} to {high})", score=SCORE.number(say, one.adjusted), **_reach(now, one)),
        now._("raw {score}", score=SCORE.number(say, one.raw)),
        _calls(now, one.n),
    )
    return Figure(one.adjusted, one.low, one.high, told, beside=one.raw)


def agent_axis(now: Here, agents: Sequence[AdjustedScore]) -> Along:
    """From one of few floors to 100, as on the trend."""
    lowest = min((min(one.low, one.raw) for one in agents if enough_to_say(one.n)), default=100.0)
    floor = next((floor for floor in (80, 70, 60, 50, 25, 0) if floor <= lowest), 0)
    by = 5 if floor > 60 else 10 if floor >= 50 else 25
    return Along(floor, 100.5, {place: now.say.number(place) for place in range(floor, 101, by)})


def severity_table(now: Here, found: Compared, evaluators: Sequence[EvaluatorSeverity]) -> Table:
    """Everything that is known of each evaluator; no figure where none can be said."""
    header = [
        now._("Evaluator"),
        now._("Calls"),
        now._("Agents shared with others"),
        now._("Group"),
        now._("Severity, points"),
        now._("95% interval, low"),
        now._("95% interval, high"),
        now._("Remark"),
    ]
    return Table(
        header,
        [
            [
                found.names[one.evaluator],
                one.n,
                one.shared_agents,
                one.island + 1,
                *_figures(one.severity, one.low, one.high, said=found.verdicts[one.evaluator] in SAID),
                now._(words.VERDICTS[found.verdicts[one.evaluator]]),
            ]
            for one in evaluators
        ],
    )


def agent_table(now: Here, found: Compared, agents: Sequence[AdjustedScore]) -> Table:
    """Everything that is known of each agent; no figure of too few calls."""
    header = [
        now._("Agent"),
        now._("Calls"),
        now._("Group"),
        now._("Raw score"),
        now._("Adjusted score"),
        now._("95% interval, low"),
        now._("95% interval, high"),
        now._("Remark"),
    ]
    return Table(
        header,
        [
            [
                found.names[one.agent],
                one.n,
                one.island + 1,
                *_figures(one.raw, one.adjusted, one.low, one.high, said=enough_to_say(one.n)),
                "" if enough_to_say(one.n) else now._("too few calls to say"),
            ]
            for one in agents
        ],
    )


def _figures(*figures: float, said: bool) -> list[float | None]:
    return [one if said else None for one in figures]


def _reach(now: Here, one: AdjustedScore) -> dict[str, str]:
    return {"low": SCORE.number(now.say, one.low), "high": SCORE.number(now.say, one.high)}


def _calls(now: Here, number: int) -> str:
    return now.say.plural("{n} call", "{n} calls", number)


def _told(name: str, *lines: str) -> str:
    return "<br>".join([f"<b>{escape(name)}</b>", *(escape(line) for line in lines if line)])
