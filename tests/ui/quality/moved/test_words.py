"""What moved in a sentence: a change or chance, the parts that are clear, and nothing of too few calls."""

from __future__ import annotations

from datetime import date

import pytest

from benvenuto.domain.text import Text
from benvenuto.services.quality.movements import ChangePart, MovementKind, WhatMoved
from benvenuto.statistics.decomposition import ChangeComponent, Movement
from benvenuto.ui.charts.waterfall import places
from benvenuto.ui.quality.moved import drawing, words
from benvenuto.ui.quality.tables import Link
from tests.ui.here import EN, IT

SINCE = date(2026, 2, 2)
NONE = ChangeComponent(0.0, 0.0, 0.0)


def criterion(title: str, points: float, *, clear: bool = False) -> ChangePart:
    part = ChangeComponent(points, points - 1, points + 1)
    return ChangePart(MovementKind.CRITERION, f"greeting/{title.lower()}", Text.plain(title), part, clear)


def other(kind: MovementKind, points: float = 0.0, *, clear: bool = False) -> ChangePart:
    return ChangePart(
        kind, "", Text.plain(""), ChangeComponent(points, points - 1, points + 1) if points else NONE, clear
    )


def moved(*parts: ChangePart, reach: float = 1.0, calls: int = 100) -> WhatMoved:
    change = sum(one.part.points for one in parts)
    whole = ChangeComponent(change, change - reach, change + reach)
    movement = Movement(calls, calls, 86.0, 86.0 + change, whole, (), NONE, NONE, NONE, NONE)
    return WhatMoved((calls, calls), (calls, calls), 0, 0, movement, parts)


def test_a_fall_names_what_lowered_and_what_raised_it_the_largest_first() -> None:
    found = moved(
        criterion("A", -0.5, clear=True),
        criterion("B", -2.0, clear=True),
        criterion("C", -0.4),
        other(MovementKind.REASONS, 0.6, clear=True),
    )
    assert words.of_periods(EN.say, found, 13, SINCE) == (
        "Since 2 February, the final score has averaged 83.7, against 86.0 in the 13 weeks before that: a fall (−2.3 "
        "points, from −3.3 to −1.3) larger than chance would explain. By more than chance would explain, it was "
        "lowered by “B” (−2.0) and “A” (−0.5) and raised by mix of contact reasons (+0.6)."
    )


def test_a_difference_that_may_be_chance_is_never_called_a_change() -> None:
    said = words.of_periods(EN.say, moved(criterion("A", -0.5)), 13, SINCE)
    assert said.endswith("that may be due to chance. No single component changed by more than chance would explain.")
    for claim in ("fall", "rise", "lowered", "raised"):
        assert claim not in said


def test_a_row_whose_interval_leaves_out_0_but_is_no_change_says_why() -> None:
    rows = drawing.table_rows(EN, [criterion("A", -2.0), criterion("B", -0.5)], {}, {})
    assert [row[-1] for row in rows if not isinstance(row, str)] == [
        "may be due to chance, allowing for the number of components",
        "may be due to chance",
    ]


def test_a_rise_in_italian() -> None:
    said = words.of_periods(IT.say, moved(criterion("A", 2.0, clear=True)), 4, SINCE)
    assert said == (
        "Dal 2 febbraio il punteggio finale è in media 88,0, contro 86,0 nelle 4 settimane precedenti: un aumento "
        "(+2,0 punti, da +1,0 a +3,0) che il caso da solo non basta a spiegare. Più di quanto spieghi il caso, in "
        "aumento: «A» (+2,0)."
    )


def test_of_too_few_calls_nothing_is_said_to_have_moved() -> None:
    said = words.of_periods(EN.say, moved(criterion("A", -9.0, clear=True), calls=59), 4, SINCE)
    assert said.startswith("59 calls in 4 weeks, then 59 calls since 2 February: too few to say what changed.")
    assert "at least 60 calls" in said
    assert "9.0" not in said


def test_the_steps_lead_from_before_to_after_with_the_small_ones_together() -> None:
    small = [criterion(f"S{nth}", 0.01 * nth) for nth in range(1, 12)]
    found = moved(
        criterion("A", -2.0, clear=True), *small, other(MovementKind.CRITICAL, -0.3), other(MovementKind.TEAMS)
    )
    assert found.movement is not None
    steps = drawing.steps(EN, found)
    begin, end = drawing.ends(EN, found, found.movement)
    assert places(begin.value, steps)[-1] == pytest.approx(end.value)
    assert steps[0].named.name == "A"
    assert [step.named.name for step in steps][-2:] == ["4 other criteria", "Points lost to critical errors"]
    along = drawing.axis(EN, begin, steps, end)
    assert along.low < 83
    assert along.high > 86
    assert all(along.low <= place <= along.high for place in along.ticks)


def test_what_is_clear_has_a_bar_of_its_own_however_many_there_are() -> None:
    clear = [criterion(f"C{nth}", -0.1, clear=True) for nth in range(drawing.MOST + 4)]
    shown, others = words.biggest([criterion("Big", 5.0), criterion("Big too", 4.0), *clear], drawing.MOST)
    assert len(shown) == drawing.MOST + 4
    assert [one.title.in_language("en") for one in others] == ["Big", "Big too"]


def test_the_file_holds_every_part_between_before_and_after() -> None:
    found = moved(criterion("A", -2.0, clear=True), other(MovementKind.CRITICAL, 0.5))
    assert found.movement is not None
    rows = drawing.table(EN, found, found.movement, {"greeting": Text.plain("Greeting")}).rows
    assert [row[1] for row in rows] == [
        "Before",
        "A",
        "Points lost to critical errors",
        "Total change",
        "Since then",
    ]
    assert rows[1] == ["Greeting", "A", -2.0, -3.0, -1.0, None, "more than chance would explain"]
    before, change, since = (row[2] for row in (rows[0], rows[3], rows[4]))
    assert isinstance(before, float)
    assert isinstance(change, float)
    assert before + change == pytest.approx(since)


def test_rows_stand_under_their_rubric_and_criteria_lead_to_their_trend() -> None:
    parts = [criterion("A", -2.0), other(MovementKind.CRITICAL, 0.5)]
    heading, row, others, last = drawing.table_rows(EN, parts, {"greeting": Text.plain("Greeting")}, {"period": "52"})
    assert (heading, others) == ("Greeting", "Other components")
    assert isinstance(row[0], Link)
    assert row[0].href == "/trend?rubric=greeting&criterion=greeting/a&period=52"
    assert last[:3] == ["Points lost to critical errors", "+0.5", "−0.5 to +1.5"]
