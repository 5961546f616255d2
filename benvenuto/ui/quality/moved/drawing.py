"""The parts of a change as rows: of a waterfall, of a table on the page, of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from benvenuto.domain.text import Text
from benvenuto.formats.spreadsheet import Cell as SheetCell
from benvenuto.services.quality.movements import Kind, Moved, WhatMoved
from benvenuto.statistics.decomposition import Movement
from benvenuto.ui.charts.row_layout import Along, Named, step
from benvenuto.ui.charts.waterfall import End, Step, places
from benvenuto.ui.context import Here
from benvenuto.ui.quality.downloads import Table
from benvenuto.ui.quality.moved import words
from benvenuto.ui.quality.places import trend_of_criterion
from benvenuto.ui.quality.tables import Cell, Column, Link
from benvenuto.ui.scale import SCORE

MOST = 8
"""Criteria with a bar of their own."""


def ends(now: Here, found: WhatMoved, movement: Movement) -> tuple[End, End]:
    """The score of both periods."""
    say = now.say
    calls = [say.plural("{n} call", "{n} calls", number) for number in found.taken]
    return (
        End(Named(now._("Before"), calls[0]), movement.before, SCORE.number(say, movement.before)),
        End(Named(now._("Since then"), calls[1]), movement.after, SCORE.number(say, movement.after)),
    )


def steps(now: Here, found: WhatMoved) -> Sequence[Step]:
    """The criteria that moved it most, downwards first, all others together, then what is of no single criterion."""
    shown, others = words.biggest(found.parts, MOST)
    drawn = [_step(now, one) for one in shown]
    if others:
        by = sum(one.part.points for one in others)
        name = now.say.plural("{n} other criterion", "{n} other criteria", len(others))
        told = f"<b>{escape(name)}</b><br>{escape(now._('{points} points', points=SCORE.signed(now.say, by)))}"
        drawn.append(Step(Named(name), by, SCORE.signed(now.say, by), told, clear=False))
    rest = [one for one in found.parts if one.kind is not Kind.CRITERION and one.part.points != 0]
    return [*drawn, *(_step(now, one) for one in rest)]


def _step(now: Here, one: Moved) -> Step:
    say, part, name = now.say, one.part, words.title(now.say, one)
    told = f"<b>{escape(name)}</b><br>{escape(words.points(say, part))}"
    return Step(Named(name), part.points, SCORE.signed(say, part.points), told, one.clear, (part.low, part.high))


def axis(now: Here, begin: End, drawn: Sequence[Step], end: End) -> Along:
    """As wide as the bars and their intervals reach, with room for the words beside them."""
    at = places(begin.value, drawn)
    reached = [begin.value, end.value, *at]
    for where, one in zip(at, drawn, strict=False):
        reached += [where + by for by in one.reach or ()]
    low, high = min(reached), max(reached)
    room = max(high - low, 1.0) * 0.16
    by = step(high - low + 2 * room, 5)
    first = -(-(low - room) // by)
    ticks = {place: now.say.number(place, 0 if by >= 1 else 1) for place in _every(first * by, high + room, by)}
    return Along(low - room, high + room, ticks)


def _every(first: float, last: float, by: float) -> Sequence[float]:
    return [first + nth * by for nth in range(int((last - first) / by) + 1)]


def columns(now: Here) -> Sequence[Column]:
    """What the table on the page tells of each part."""
    return [
        Column(now._("Part")),
        Column(now._("Points"), number=True),
        Column(now._("95% interval"), number=True),
        Column(now._("What can be said"), quiet=True),
    ]


def table_rows(
    now: Here, parts: Sequence[Moved], rubrics: Mapping[str, Text], choice: Mapping[str, str]
) -> Sequence[Sequence[Cell] | str]:
    """Criteria under their rubric, each leading to its trend, then the others."""
    rows: list[Sequence[Cell] | str] = []
    heading = ""
    for one in parts:
        rubric = one.path.split("/")[0]
        if rubric != heading:
            heading = rubric
            rows.append(_rubric(now, rubrics, one) if rubric else now._("Other parts"))
        rows.append(_row(now, one, choice))
    return rows


def _row(now: Here, one: Moved, choice: Mapping[str, str]) -> Sequence[Cell]:
    say, name = now.say, words.title(now.say, one)
    low, high = (SCORE.signed(say, end) for end in (one.part.low, one.part.high))
    return [
        Link(name, trend_of_criterion(one.path, choice)) if one.kind is Kind.CRITERION else name,
        SCORE.signed(say, one.part.points),
        now._("{low} to {high}", low=low, high=high),
        _said(now, one),
    ]


def table(now: Here, found: WhatMoved, movement: Movement, rubrics: Mapping[str, Text]) -> Table:
    """Every part, for a spreadsheet: between before and after, whose difference they sum up to."""
    header = [
        now._("Rubric"),
        now._("Part"),
        now._("Points"),
        now._("95% interval, low"),
        now._("95% interval, high"),
        now._("Calls"),
        now._("Remark"),
    ]
    change = movement.change
    return Table(
        header,
        [
            ["", now._("Before"), movement.before, None, None, found.taken[0], ""],
            *(_cells(now, rubrics, one) for one in found.parts),
            ["", now._("The whole change"), change.points, change.low, change.high, None, ""],
            ["", now._("Since then"), movement.after, None, None, found.taken[1], ""],
        ],
    )


def _cells(now: Here, rubrics: Mapping[str, Text], one: Moved) -> Sequence[SheetCell]:
    part = one.part
    name, said = words.title(now.say, one), _said(now, one)
    return [_rubric(now, rubrics, one), name, part.points, part.low, part.high, None, said]


def _rubric(now: Here, rubrics: Mapping[str, Text], one: Moved) -> str:
    rubric = one.path.split("/")[0]
    return rubrics[rubric].in_language(now.say.code) if rubric in rubrics else rubric


def _said(now: Here, one: Moved) -> str:
    return now._("more than chance explains") if one.clear else now._("may be chance")
