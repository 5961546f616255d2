"""Criteria as rows: of a chart, of a table on the page, of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from benvenuto.formats.handbook.chapters import handbook_address
from benvenuto.services.quality.criteria import Judged
from benvenuto.services.quality.rater_agreement import CriterionAgreement
from benvenuto.statistics.criterion_health import SEPARATES, HealthFinding, Share
from benvenuto.statistics.enough import enough_to_say
from benvenuto.ui.charts.forest import Figure, ForestRow
from benvenuto.ui.charts.row_layout import RowAxis, RowLabel
from benvenuto.ui.context import PageContext
from benvenuto.ui.quality.by_rubric import by_rubric, criterion_title
from benvenuto.ui.quality.criteria import words
from benvenuto.ui.quality.downloads import DataTable
from benvenuto.ui.quality.places import agreement_on_criteria, trend_of_criterion
from benvenuto.ui.quality.rater_agreement.words import in_short
from benvenuto.ui.quality.tables import Cell, FigureColumn, Link
from benvenuto.ui.scale import signed


def chart_rows(ctx: PageContext, criteria: Sequence[Judged]) -> Sequence[ForestRow]:
    """How each criterion goes with the rest of its call; what does not separate stands out."""
    rows = []
    for title, those in by_rubric(ctx.say, criteria):
        rows.append(ForestRow(RowLabel(title, heading=True)))
        rows += [
            ForestRow(RowLabel(criterion_title(ctx.say, judged), _answers(ctx, judged)), _figure(ctx, judged))
            for judged in those
        ]
    return rows


def axis(ctx: PageContext, criteria: Sequence[Judged]) -> RowAxis:
    """From −0.5 to 1, unless a criterion itself lies lower; an interval that reaches further is cut off."""
    lowest = min((judged.health.rest.value for judged in criteria if judged.health.rest), default=0.0)
    # it may lie as low as −1 and hardly ever does: a quarter of the chart would be empty
    floor = -1.0 if lowest < -0.45 else -0.5
    ticks = {nth / 2: signed(ctx.say, nth / 2, 1) for nth in range(int(2 * floor), 3)}
    return RowAxis(floor, 1.02, ticks, ends=("", ctx._("separates good calls from poor ones →")), mark=SEPARATES)


def columns(ctx: PageContext) -> Sequence[FigureColumn]:
    """What the table on the page tells of each criterion."""
    return [
        FigureColumn(ctx._("Criterion")),
        FigureColumn(ctx._("Answers"), number=True),
        FigureColumn(ctx._("Not applicable"), number=True),
        FigureColumn(ctx._("Below the top level"), number=True),
        FigureColumn(ctx._("Correlation with the rest"), number=True),
        FigureColumn(ctx._("Agreement between evaluators"), number=True),
        FigureColumn(ctx._("Finding")),
        FigureColumn(ctx._("Go to")),
    ]


def table_rows(
    ctx: PageContext,
    criteria: Sequence[Judged],
    choice: Mapping[str, str],
    agreement: Mapping[str, CriterionAgreement],
) -> Sequence[Sequence[Cell] | str]:
    """A heading for each rubric, and a row for each criterion with the ways to its trend and its chapter."""
    rows: list[Sequence[Cell] | str] = []
    for title, those in by_rubric(ctx.say, criteria):
        rows.append(title)
        rows += [_row(ctx, judged, choice, agreement.get(judged.path)) for judged in those]
    return rows


def _row(
    ctx: PageContext, judged: Judged, choice: Mapping[str, str], agreed: CriterionAgreement | None
) -> Sequence[Cell]:
    say, health = ctx.say, judged.health
    return [
        criterion_title(ctx.say, judged),
        say.number(health.answered),
        words.share(say, health.not_applicable),
        words.share(say, health.short),
        words.correlation(say, health.rest),
        _agreement(ctx, agreed, choice),
        words.verdict(ctx.say, judged),
        [
            Link(ctx._("Trend"), trend_of_criterion(judged.path, choice)),
            Link(ctx._("Handbook"), handbook_address(judged.criterion.handbook)),
        ],
    ]


def _agreement(ctx: PageContext, agreed: CriterionAgreement | None, choice: Mapping[str, str]) -> Cell:
    if agreed is None or not agreed.calls:
        return "–"
    return Link(in_short(ctx.say, agreed), agreement_on_criteria(choice))


def table(ctx: PageContext, criteria: Sequence[Judged]) -> DataTable:
    """Everything that is known of each criterion, for a spreadsheet; shares in percent."""
    header = [
        ctx._("Rubric"),
        ctx._("Criterion"),
        ctx._("Calls with this scorecard"),
        ctx._("Answers"),
        *_with_ends(ctx, ctx._("Not applicable, %")),
        *_with_ends(ctx, ctx._("Below the top level, %")),
        *_with_ends(ctx, ctx._("Correlation with the rest of the call")),
        ctx._("Finding"),
    ]
    return DataTable(header, [_cells(ctx, judged) for judged in criteria])


def _cells(ctx: PageContext, judged: Judged) -> list[str | int | float | None]:
    rest = judged.health.rest
    return [
        judged.rubric.title.in_language(ctx.say.code),
        criterion_title(ctx.say, judged),
        judged.offered,
        judged.health.answered,
        *_percent(judged.health.not_applicable),
        *_percent(judged.health.short),
        *((rest.value, rest.low, rest.high) if rest else (None, None, None)),
        words.verdict(ctx.say, judged),
    ]


def _with_ends(ctx: PageContext, label: str) -> list[str]:
    return [label, *(f"{label}: {end}" for end in (ctx._("95% interval, low"), ctx._("95% interval, high")))]


def _percent(share: Share | None) -> tuple[float | None, ...]:
    if share is None or not enough_to_say(share.n):
        return None, None, None
    return 100 * share.share, 100 * share.low, 100 * share.high


def _figure(ctx: PageContext, judged: Judged) -> Figure | None:
    rest = judged.health.rest
    if rest is None:
        return None
    lines = [words.correlation(ctx.say, rest), _answers(ctx, judged), words.verdict(ctx.say, judged)]
    hover = "<br>".join(
        [f"<b>{escape(criterion_title(ctx.say, judged))}</b>", *(escape(line) for line in lines if line)]
    )
    clear = HealthFinding.DOES_NOT_SEPARATE in judged.health.findings
    return Figure(rest.value, rest.low, rest.high, hover, clear=clear)


def _answers(ctx: PageContext, judged: Judged) -> str:
    return ctx.say.plural("{n} answer", "{n} answers", judged.health.answered)
