"""What is said of coverage: who was not listened to, how many calls were, how that stands to the plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from benvenuto.languages import language
from benvenuto.services.quality.coverage import CoverageReport, Covered, ListeningCounts
from benvenuto.ui.quality.coverage.words import covered

EN, IT = (language(code, ZoneInfo("Europe/Rome")) for code in ("en", "it"))
MONDAY = date(2026, 1, 5)


def found(agents: dict[str, Sequence[ListeningCounts]]) -> CoverageReport:
    size = max(len(weeks) for weeks in agents.values())
    weeks = [MONDAY + timedelta(weeks=n) for n in range(size)]
    people = [
        Covered(number, name, 1, dict(zip(weeks, counts, strict=False)))
        for number, (name, counts) in enumerate(agents.items())
    ]
    return CoverageReport(weeks, people, [], {}, {})


def test_who_was_not_listened_to_is_named() -> None:
    said = covered(
        EN, found({"Anna": [ListeningCounts(taken=20)], "Elena": [ListeningCounts(taken=20, random=2, targeted=1)]})
    )
    assert said == (
        "Since 5 January, nobody has listened to Anna. Listened to: 3 of 40 calls (7.5%); randomly selected: 2, "
        "hand-picked: 1. No plan requires randomly selected calls."
    )


def test_when_all_were_listened_to_it_says_so() -> None:
    said = covered(
        IT, found({"Anna": [ListeningCounts(taken=4, random=1)], "Elena": [ListeningCounts(taken=4, random=1)]})
    )
    assert said.startswith(
        "Dal 5 gennaio tutti i 2 operatori con chiamate sono stati ascoltati. Ascoltate: 2 su 8 chiamate"
    )


def test_the_last_weeks_stand_beside_those_before() -> None:
    full, half = ListeningCounts(taken=9, random=4, due=4, done=4), ListeningCounts(taken=9, random=2, due=4, done=2)
    said = covered(EN, found({"Anna": [full] * 4 + [half] * 4}))
    assert "Randomly selected calls required by the plan: 32; 75.0% done" in said
    assert "(last 4 weeks: 50.0%, before that: 100.0%)" in said


def test_a_short_period_compares_nothing() -> None:
    said = covered(EN, found({"Anna": [ListeningCounts(taken=9, random=2, due=4, done=2)]}))
    assert said.endswith("Randomly selected calls required by the plan: 4; 50.0% done.")
