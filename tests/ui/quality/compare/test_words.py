"""What a comparison says: who differs by more than chance, nothing of rank, and for whom there are too few calls."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from benvenuto.languages import language
from benvenuto.services.quality.comparison import TooFew, Whose
from benvenuto.ui.quality.compare import words
from benvenuto.ui.scale import SCORE
from tests.ui.quality.compare.made import ALIKE, APART, comparison

EN, IT = (language(code, ZoneInfo("Europe/Rome")) for code in ("en", "it"))


def test_where_all_are_alike_it_says_that_it_may_be_luck() -> None:
    assert words.sentence(EN, comparison(ALIKE), Whose.AGENTS, "the care score", SCORE) == (
        "3 agents compared on the care score; nobody differs from the overall figure (85.0) by more than chance would "
        "explain."
    )


def test_who_differs_is_named_both_ways_and_few_calls_are_counted() -> None:
    said = words.sentence(EN, comparison(APART), Whose.AGENTS, "the care score", SCORE)
    assert "above, Marta Riva; below, Paolo <i>." in said
    assert said.endswith("1 agent: too few calls to say.")
    assert "Chiara" not in said


def test_it_says_so_where_nobody_has_calls_enough() -> None:
    assert words.too_few(IT, TooFew(2, 7), Whose.TEAMS) == (
        "2 squadre, 7 chiamate: nessuno arriva alle 10 chiamate che servono per un confronto."
    )


def test_how_far_they_truly_differ_has_its_interval() -> None:
    said = words.spread(EN, comparison(APART), Whose.AGENTS, SCORE)
    assert said.startswith("Chance set aside, agents differ from one another by about ")
    assert "(standard deviation; 95% interval " in said
