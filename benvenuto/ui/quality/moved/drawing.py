"""The parts of a change as rows: of a waterfall, of a table on the page, of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from benvenuto.domain.text import Text
from benvenuto.formats.spreadsheet import Cell as SheetCell
from benvenuto.services.quality.movements import ChangePart, MovementKind, WhatMoved
from benvenuto.statistics.decomposition import Movement
from benvenuto.ui.charts.row_layout import RowAxis, RowLabel, step
from benvenuto.ui.charts.waterfall import End, WaterfallStep, places
from benvenuto.ui.context import PageContext
from benvenuto.ui.quality.downloads import DataTable
from benvenuto.ui.quality.moved import words
from benvenuto.ui.quality.places import trend_of_criterion
from benvenuto.ui.quality.tables import Cell, FigureColumn, Link
from benvenuto.ui.scale import SCORE

MOST = 8
"""Criteria with a bar of their own."""


def ends(ctx: PageContext, moved: WhatMoved, movement: Movement) -> tuple[End, End]:
    """The score of both periods."""
    say = ctx.say
    calls = [say.plural("{n} call", "{n} calls", number) for number in moved.taken]
    return (
        End(RowLabel(ctx._("Before"), calls[0]), movement.before, SCORE.number(say, movement.before)),
        End(RowLabel(ctx._("Since then"), calls[1]), movement.after, SCORE.number(say, movement.after)),
    )


def steps(ctx: PageContext, moved: WhatMoved) -> Sequence[WaterfallStep]:
    """The criteria that moved it most, downwards first, all others together, then what is of no single criterion."""
    shown, others = words.biggest(moved.parts, MOST)
    drawn = [_step(ctx, change_part) for change_part in shown]
    if others:
        by = sum(change_part.part.points for change_part in others)
        name = ctx.say.plural("{n} other criterion", "{n} other criteria", len(others))
        hover = f"<b>{escape(name)}</b><br>{escape(ctx._('{points} points', points=SCORE.signed(ctx.say, by)))}"
        drawn.append(WaterfallStep(RowLabel(name), by, SCORE.signed(ctx.say, by), hover, clear=False))
    rest = [
        change_part
        for change_part in moved.parts
        if change_part.kind is not MovementKind.CRITERION and change_part.part.points != 0
    ]
    return [*drawn, *(_step(ctx, change_part) for change_part in rest)]


def _step(ctx: PageContext, change_part: ChangePart) -> WaterfallStep:
    say, part, name = ctx.say, change_part.part, words.title(ctx.say, change_part)
    hover = f"<b>{escape(name)}</b><br>{escape(words.points(say, part))}"
    return WaterfallStep(
        RowLabel(name), part.points, SCORE.signed(say, part.points), hover, change_part.clear, (part.low, part.high)
    )


def axis(ctx: PageContext, begin: End, drawn: Sequence[WaterfallStep], end: End) -> RowAxis:
    """As wide as the bars and their intervals reach, with room for the words beside them."""
    at = places(begin.value, drawn)
    reached = [begin.value, end.value, *at]
    for where, bar in zip(at, drawn, strict=False):
        reached += [where + by for by in bar.reach or ()]
    low, high = min(reached), max(reached)
    room = max(high - low, 1.0) * 0.16
    by = step(high - low + 2 * room, 5)
    first = -(-(low - room) // by)
    ticks = {place: ctx.say.number(place, 0 if by >= 1 else 1) for place in _every(first * by, high + room, by)}
    return RowAxis(low - room, high + room, ticks)


def _every(first: float, last: float, by: float) -> Sequence[float]:
    return [first + nth * by for nth in range(int((last - first) / by) + 1)]


def columns(ctx: PageContext) -> Sequence[FigureColumn]:
    """What the table on the page tells of each part."""
    return [
        FigureColumn(ctx._("Component")),
        FigureColumn(ctx._("Points"), number=True),
        FigureColumn(ctx._("95% interval"), number=True),
        FigureColumn(ctx._("Conclusion"), quiet=True),
    ]


def table_rows(
    ctx: PageContext, parts: Sequence[ChangePart], rubrics: Mapping[str, Text], choice: Mapping[str, str]
) -> Sequence[Sequence[Cell] | str]:
    """Criteria under their rubric, each leading to its trend, then the others."""
    rows: list[Sequence[Cell] | str] = []
    heading = ""
    for change_part in parts:
        rubric = change_part.path.split("/")[0]
        if rubric != heading:
            heading = rubric
            rows.append(_rubric(ctx, rubrics, change_part) if rubric else ctx._("Other components"))
        rows.append(_row(ctx, change_part, choice))
    return rows


def _row(ctx: PageContext, change_part: ChangePart, choice: Mapping[str, str]) -> Sequence[Cell]:
    say, name = ctx.say, words.title(ctx.say, change_part)
    low, high = (SCORE.signed(say, end) for end in (change_part.part.low, change_part.part.high))
    return [
        Link(name, trend_of_criterion(change_part.path, choice))
        if change_part.kind is MovementKind.CRITERION
        else name,
        SCORE.signed(say, change_part.part.points),
        ctx._("{low} to {high}", low=low, high=high),
        _conclusion(ctx, change_part),
    ]


def table(ctx: PageContext, moved: WhatMoved, movement: Movement, rubrics: Mapping[str, Text]) -> DataTable:
    """Every part, for a spreadsheet: between before and after, whose difference they sum up to."""
    header = [
        ctx._("Rubric"),
        ctx._("Component"),
        ctx._("Points"),
        ctx._("95% interval, low"),
        ctx._("95% interval, high"),
        ctx._("Calls"),
        ctx._("Note"),
    ]
    change = movement.change
    return DataTable(
        header,
        [
            ["", ctx._("Before"), movement.before, None, None, moved.taken[0], ""],
            *(_cells(ctx, rubrics, change_part) for change_part in moved.parts),
            ["", ctx._("Total change"), change.points, change.low, change.high, None, ""],
            ["", ctx._("Since then"), movement.after, None, None, moved.taken[1], ""],
        ],
    )


def _cells(ctx: PageContext, rubrics: Mapping[str, Text], change_part: ChangePart) -> Sequence[SheetCell]:
    part = change_part.part
    name, conclusion = words.title(ctx.say, change_part), _conclusion(ctx, change_part)
    return [_rubric(ctx, rubrics, change_part), name, part.points, part.low, part.high, None, conclusion]


def _rubric(ctx: PageContext, rubrics: Mapping[str, Text], change_part: ChangePart) -> str:
    rubric = change_part.path.split("/")[0]
    return rubrics[rubric].in_language(ctx.say.code) if rubric in rubrics else rubric


def _conclusion(ctx: PageContext, change_part: ChangePart) -> str:
    """What may be said of a part, and why no more where its own interval leaves 0 out."""
    if change_part.clear:
        return ctx._("more than chance would explain")
    if change_part.part.low > 0 or change_part.part.high < 0:
        return ctx._("may be due to chance, allowing for the number of components")
    return ctx._("may be due to chance")
