"""Agreement on criteria, of all evaluators or of one with the others, as rows: of a chart, of a table, of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Protocol

from benvenuto.domain.rubric import Criterion, Rubric
from benvenuto.formats.handbook.chapters import handbook_address
from benvenuto.services.quality.rater_agreement import CriterionAgreement
from benvenuto.statistics.enough import enough_to_say
from benvenuto.statistics.rater_agreement import RaterAgreement
from benvenuto.ui.charts.forest import Figure, ForestRow
from benvenuto.ui.charts.row_layout import RowAxis, RowLabel
from benvenuto.ui.context import PageContext
from benvenuto.ui.quality.by_rubric import by_rubric, criterion_title
from benvenuto.ui.quality.downloads import DataTable
from benvenuto.ui.quality.places import trend_of_criterion
from benvenuto.ui.quality.rater_agreement import words
from benvenuto.ui.quality.tables import Cell, FigureColumn, Link
from benvenuto.ui.scale import signed


class Agreed(Protocol):
    """A criterion with how often the same level was given on it, and that corrected for chance."""

    @property
    def path(self) -> str: ...

    @property
    def rubric(self) -> Rubric: ...

    @property
    def criterion(self) -> Criterion: ...

    @property
    def calls(self) -> int: ...

    @property
    def percent(self) -> RaterAgreement | None: ...

    @property
    def chance_corrected(self) -> RaterAgreement | None: ...


def chart_rows(ctx: PageContext, criteria: Sequence[Agreed]) -> Sequence[ForestRow]:
    """How far evaluators agree on each criterion, corrected for chance."""
    rows = []
    for title, those in by_rubric(ctx.say, criteria):
        rows.append(ForestRow(RowLabel(title, heading=True)))
        for agreed in those:
            calls = ctx.say.plural("{n} call", "{n} calls", agreed.calls)
            rows.append(ForestRow(RowLabel(criterion_title(ctx.say, agreed), calls), _figure(ctx, agreed)))
    return rows


def axis(ctx: PageContext, criteria: Sequence[Agreed]) -> RowAxis:
    """From −0.5 to 1, unless an interval reaches lower."""
    lowest = min((agreed.chance_corrected.low for agreed in criteria if agreed.chance_corrected), default=0.0)
    floor = -1.0 if lowest < -0.5 else -0.5
    ticks = {nth / 2: signed(ctx.say, nth / 2, 1) for nth in range(int(2 * floor), 3)}
    return RowAxis(floor, 1.02, ticks, ends=("", ctx._("same level more often →")), mark=0)


def columns(ctx: PageContext) -> Sequence[FigureColumn]:
    """What the table on the page tells of each criterion."""
    return [
        FigureColumn(ctx._("Criterion")),
        FigureColumn(ctx._("Calls scored by several evaluators"), number=True),
        FigureColumn(ctx._("Same level"), number=True),
        FigureColumn(ctx._("Corrected for chance"), number=True),
        FigureColumn(ctx._("Conclusion"), quiet=True),
        FigureColumn(ctx._("Go to")),
    ]


def table_rows(
    ctx: PageContext, criteria: Sequence[Agreed], choice: Mapping[str, str]
) -> Sequence[Sequence[Cell] | str]:
    """A heading for each rubric, and a row for each criterion."""
    rows: list[Sequence[Cell] | str] = []
    for title, those in by_rubric(ctx.say, criteria):
        rows.append(title)
        rows += [_row(ctx, agreed, choice) for agreed in those]
    return rows


def _row(ctx: PageContext, agreed: Agreed, choice: Mapping[str, str]) -> Sequence[Cell]:
    return [
        criterion_title(ctx.say, agreed),
        ctx.say.number(agreed.calls),
        words.share(ctx.say, agreed.percent),
        words.figure(ctx.say, agreed.chance_corrected),
        words.conclusion(ctx.say, agreed.chance_corrected, agreed.calls),
        [
            Link(ctx._("Trend"), trend_of_criterion(agreed.path, choice)),
            Link(ctx._("Handbook"), handbook_address(agreed.criterion.handbook)),
        ],
    ]


def table(ctx: PageContext, criteria: Sequence[Agreed]) -> DataTable:
    """What the page tells of each criterion, for a spreadsheet; no figure of too few calls."""
    header = [
        ctx._("Rubric"),
        ctx._("Criterion"),
        ctx._("Calls scored by several evaluators"),
        ctx._("Same level, %"),
        *_with_ends(ctx, ctx._("Corrected for chance (Gwet's AC1)")),
        ctx._("Conclusion"),
    ]
    return DataTable(header, [_cells(ctx, agreed) for agreed in criteria])


def full_table(ctx: PageContext, criteria: Sequence[CriterionAgreement]) -> DataTable:
    """The same with the other coefficients there are."""
    plain = table(ctx, criteria)
    header = [
        *plain.header,
        *_with_ends(ctx, ctx._("By the levels' values, without “not applicable” (Gwet's AC2)")),
        *_with_ends(ctx, ctx._("Krippendorff's alpha")),
        *_with_ends(ctx, ctx._("Cohen's kappa, where the same two scored all")),
    ]
    others = [[*_ends(agreed.graded), *_ends(agreed.alpha), *_ends(agreed.kappa)] for agreed in criteria]
    return DataTable(header, [[*row, *more] for row, more in zip(plain.rows, others, strict=True)])


def _cells(ctx: PageContext, agreed: Agreed) -> list[str | int | float | None]:
    return [
        agreed.rubric.title.in_language(ctx.say.code),
        criterion_title(ctx.say, agreed),
        agreed.calls,
        100 * agreed.percent.value if agreed.percent and enough_to_say(agreed.calls) else None,
        *_ends(agreed.chance_corrected),
        words.conclusion(ctx.say, agreed.chance_corrected, agreed.calls),
    ]


def _ends(estimate: RaterAgreement | None) -> tuple[float | None, ...]:
    if estimate is None or not enough_to_say(estimate.n):
        return None, None, None
    return estimate.value, estimate.low, estimate.high


def _with_ends(ctx: PageContext, label: str) -> list[str]:
    return [label, *(f"{label}: {end}" for end in (ctx._("95% interval, low"), ctx._("95% interval, high")))]


def _figure(ctx: PageContext, agreed: Agreed) -> Figure | None:
    estimate = agreed.chance_corrected
    if estimate is None or not words.can_say(estimate):
        return None
    lines = [
        ctx._("same level: {share}", share=words.share(ctx.say, agreed.percent)),
        words.corrected(ctx.say, estimate, agreed.calls),
    ]
    hover = "<br>".join([f"<b>{escape(criterion_title(ctx.say, agreed))}</b>", *map(escape, lines)])
    return Figure(estimate.value, estimate.low, estimate.high, hover, clear=words.beyond_chance(estimate))
