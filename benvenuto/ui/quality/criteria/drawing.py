"""Criteria as rows: of a chart, of a table on the page, of a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby

from benvenuto.services.quality.criteria import Judged
from benvenuto.statistics.criterion_health import SEPARATES, Finding, Share
from benvenuto.statistics.enough import enough_to_say
from benvenuto.ui.charts.forest import Figure, Row
from benvenuto.ui.charts.row_layout import Along, Named
from benvenuto.ui.components.handbook_panel import handbook_address
from benvenuto.ui.context import Here
from benvenuto.ui.quality.criteria import words
from benvenuto.ui.quality.downloads import Table
from benvenuto.ui.quality.places import trend_of_criterion
from benvenuto.ui.quality.tables import Cell, Column, Link


def by_rubric(now: Here, criteria: Sequence[Judged]) -> Iterator[tuple[str, Sequence[Judged]]]:
    """The criteria under the title of their rubric, in their order."""
    for _, those in groupby(criteria, key=lambda one: one.rubric.id):
        listed = list(those)
        yield listed[0].rubric.title.in_language(now.say.code), listed


def chart_rows(now: Here, criteria: Sequence[Judged]) -> Sequence[Row]:
    """How each criterion goes with the rest of its call; what does not separate stands out."""
    rows = []
    for title, those in by_rubric(now, criteria):
        rows.append(Row(Named(title, heading=True)))
        rows += [Row(Named(_title(now, one), _answers(now, one)), _figure(now, one)) for one in those]
    return rows


def axis(now: Here, criteria: Sequence[Judged]) -> Along:
    """From −0.5 to 1, unless a criterion itself lies lower; an interval that reaches further is cut off."""
    lowest = min((one.health.rest.value for one in criteria if one.health.rest), default=0.0)
    floor = -1.0 if lowest < -0.45 else -0.5
    ticks = {nth / 2: words.signed(now.say, nth / 2, 1) for nth in range(int(2 * floor), 3)}
    return Along(floor, 1.02, ticks, ends=("", now._("tells good calls from bad →")), mark=SEPARATES)


def columns(now: Here) -> Sequence[Column]:
    """What the table on the page tells of each criterion."""
    return [
        Column(now._("Criterion")),
        Column(now._("Answers"), number=True),
        Column(now._("Not applicable"), number=True),
        Column(now._("Short of the best"), number=True),
        Column(now._("With the rest of the call"), number=True),
        Column(now._("Finding")),
        Column(now._("Leads to")),
    ]


def table_rows(now: Here, criteria: Sequence[Judged], choice: Mapping[str, str]) -> Sequence[Sequence[Cell] | str]:
    """A heading for each rubric, and a row for each criterion with the ways to its trend and its chapter."""
    rows: list[Sequence[Cell] | str] = []
    for title, those in by_rubric(now, criteria):
        rows.append(title)
        rows += [_row(now, one, choice) for one in those]
    return rows


def _row(now: Here, one: Judged, choice: Mapping[str, str]) -> Sequence[Cell]:
    say, health = now.say, one.health
    return [
        _title(now, one),
        say.number(health.answered),
        words.share(say, health.not_applicable),
        words.share(say, health.short),
        words.correlation(say, health.rest),
        words.verdict(now.say, one),
        [
            Link(now._("Trend"), trend_of_criterion(one.path, choice)),
            Link(now._("Handbook"), handbook_address(one.criterion.handbook)),
        ],
    ]


def table(now: Here, criteria: Sequence[Judged]) -> Table:
    """Everything that is known of each criterion, for a spreadsheet; shares in percent."""
    header = [
        now._("Rubric"),
        now._("Criterion"),
        now._("Calls with this scorecard"),
        now._("Answers"),
        *_with_ends(now, now._("Not applicable, %")),
        *_with_ends(now, now._("Short of the best, %")),
        *_with_ends(now, now._("Correlation with the rest of the call")),
        now._("Finding"),
    ]
    return Table(header, [_cells(now, one) for one in criteria])


def _cells(now: Here, one: Judged) -> list[str | int | float | None]:
    rest = one.health.rest
    return [
        one.rubric.title.in_language(now.say.code),
        _title(now, one),
        one.offered,
        one.health.answered,
        *_percent(one.health.not_applicable),
        *_percent(one.health.short),
        *((rest.value, rest.low, rest.high) if rest else (None, None, None)),
        words.verdict(now.say, one),
    ]


def _with_ends(now: Here, label: str) -> list[str]:
    return [label, now._("95% interval, low"), now._("95% interval, high")]


def _percent(found: Share | None) -> tuple[float | None, ...]:
    if found is None or not enough_to_say(found.n):
        return None, None, None
    return 100 * found.share, 100 * found.low, 100 * found.high


def _figure(now: Here, one: Judged) -> Figure | None:
    rest = one.health.rest
    if rest is None:
        return None
    lines = [words.correlation(now.say, rest), _answers(now, one), words.verdict(now.say, one)]
    told = "<br>".join([f"<b>{escape(_title(now, one))}</b>", *(escape(line) for line in lines if line)])
    clear = Finding.DOES_NOT_SEPARATE in one.health.findings
    return Figure(rest.value, rest.low, rest.high, told, clear=clear)


def _answers(now: Here, one: Judged) -> str:
    return now.say.plural("{n} answer", "{n} answers", one.health.answered)


def _title(now: Here, one: Judged) -> str:
    return one.criterion.title.in_language(now.say.code)
