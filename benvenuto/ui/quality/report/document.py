"""The monthly report as a document: on the page around its chart, and whole in one file that needs nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape

from benvenuto.languages import Language
from benvenuto.services.quality.control_charts import Controlled
from benvenuto.services.quality.report import MonthlyReport
from benvenuto.statistics.control_chart import Stretch
from benvenuto.statistics.enough import enough_to_say
from benvenuto.statistics.intervals import Estimate
from benvenuto.ui.charts import period
from benvenuto.ui.elements import stylesheet
from benvenuto.ui.quality.captions import simulated
from benvenuto.ui.quality.report import words
from benvenuto.ui.quality.trend.words import capital
from benvenuto.ui.scale import SCORE, SHARE, Scale

# The file has no page around it: it brings the colours that the theme would give.
_ALONE = """
:root { --bv-faint: #6b655d; --bv-line: #ddd8d0; --bv-accent: #1f5f5b; }
body { max-width: 46rem; margin: 2.5rem auto; padding: 0 1.25rem; color: #24211d; }
body { font: 1rem/1.5 system-ui, sans-serif; }
"""


@dataclass(frozen=True, slots=True)
class Made:
    """The contents of a monthly report: the month's first day, its figures, the chart's weeks, by whom and when.

    `weeks` are the Mondays shown, from the first until before the second; `people` what is said of agents by name, when
    that is asked for. `never_for` says what the works agreement keeps the report from.
    """

    month: date
    report: MonthlyReport
    controlled: Controlled | None
    weeks: tuple[date, date]
    critical: Mapping[str, str]
    people: Sequence[str]
    named: bool
    author: str
    at: datetime
    never_for: str = ""


def head(say: Language, made: Made) -> str:
    """Title, whose calls, the sentence, and what was listened to."""
    return (
        f'<header class="bv-report"><p class="bv-of">{escape(say.text("Monthly report"))} · '
        f"{escape(', '.join(made.report.teams))}</p><h1>{escape(capital(words.month(say, made.month)))}</h1>"
        f'<p class="bv-sentence">{escape(words.sentence(say, made.report, made.month))}</p>'
        f"<p>{escape(words.heard(say, made.report))} {escape(words.selected(say, made.report))}</p></header>"
    )


def signals(say: Language, made: Made) -> str:
    """What the control chart says, in words."""
    first = made.report.begin.date()
    lines = words.signals(say, made.controlled, first, made.report.end.date(), named=made.named)
    return _part(say.text("Week by week"), _list(lines))


def rest(say: Language, made: Made) -> str:
    """Critical errors, where to work, what is said of people, what figures can bear, by whom and when."""
    by_type = made.report.critical
    critical = [(name, by_type[kind]) for kind, name in made.critical.items() if kind in by_type]
    weakest = [(criterion.title.in_language(say.code), criterion.estimate) for criterion in made.report.weakest]
    parts = [
        _part(say.text("Free of critical errors"), _figures(say, critical, SHARE, say.text("Type"))),
        _part(say.text("Where to improve"), _figures(say, weakest, SCORE, say.text("Criterion"))),
    ]
    if made.people:
        parts.append(_part(say.text("Agents"), _list(made.people)))
    bear = [*words.bear(say, made.report), *simulated(say, made.report.simulated, made.report.random)]
    parts.append(_part(say.text("What these figures can and cannot tell you"), _list(bear)))
    signed = say.text("Prepared by {name} on {day}.", name=made.author, day=say.day(made.at, "d MMMM y"))
    signed = f"{signed} {made.never_for}".rstrip()
    return f'<div class="bv-report">{"".join(parts)}<footer>{escape(signed)}</footer></div>'


def whole(say: Language, made: Made) -> str:
    """The whole report in one file, with a table of weeks in the place of the chart."""
    title = f"{say.text('Monthly report')}, {words.month(say, made.month)}"
    return (
        f'<!doctype html><html lang="{say.code}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
        f"<style>{_ALONE}{stylesheet('report')}</style>"
        f'<body>{head(say, made)}<div class="bv-report">{signals(say, made)}{_weeks(say, made)}</div>'
        f"{rest(say, made)}</body></html>"
    )


def _weeks(say: Language, made: Made) -> str:
    """Every week shown, with the limits that chance keeps to where there are any; a figure of few calls is left out."""
    if made.controlled is None:
        return ""
    rows: list[tuple[date, Estimate, tuple[float, float] | None]] = []
    for stretch in made.controlled.chart.stretches:
        if isinstance(stretch, Stretch):
            rows += [(point.week, point.estimate, (point.low, point.high)) for point in stretch.points]
        else:
            rows += [(week, estimate, None) for week, estimate in stretch.weeks]
    cells = "".join(
        f"<tr><td>{escape(period(say, week, 1))}</td><td>{escape(_mean(say, estimate, SCORE))}</td>"
        f"<td>{escape(_reach(say, limits, SCORE) if limits else '')}</td><td>{say.number(estimate.n)}</td></tr>"
        for week, estimate, limits in rows
        if made.weeks[0] <= week < made.weeks[1]
    )
    header = (say.text("Week"), say.text("Care score"), say.text("Limits"), say.text("Calls"))
    return _table(header, cells)


def _figures(say: Language, rows: Sequence[tuple[str, Estimate]], scale: Scale, kind: str) -> str:
    shown = [(name, estimate) for name, estimate in rows if enough_to_say(estimate.effective_n)]
    if not shown:
        return f"<p>{escape(capital(say.text('too few calls to say')))}.</p>"
    cells = "".join(
        f"<tr><td>{escape(name)}</td><td>{escape(_mean(say, estimate, scale))}</td>"
        f"<td>{escape(_reach(say, (estimate.low, estimate.high), scale))}</td><td>{say.number(estimate.n)}</td></tr>"
        for name, estimate in shown
    )
    return _table((kind, say.text("Value"), say.text("95% interval"), say.text("Calls")), cells)


def _mean(say: Language, estimate: Estimate, scale: Scale) -> str:
    return scale.figure(say, estimate.mean) if enough_to_say(estimate.effective_n) else say.text("too few calls to say")


def _reach(say: Language, ends: tuple[float, float], scale: Scale) -> str:
    return say.text("{low} to {high}", low=scale.number(say, ends[0]), high=scale.figure(say, ends[1]))


def _table(header: Sequence[str], cells: str) -> str:
    heads = "".join(f"<th>{escape(word)}</th>" for word in header)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{cells}</tbody></table>"


def _list(lines: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def _part(title: str, content: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{content}</section>"
