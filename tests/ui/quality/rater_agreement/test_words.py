"""Agreement between evaluators in words: pairs where a call had more than two, and no figure of too few calls."""

from __future__ import annotations

from datetime import UTC, datetime

from benvenuto.domain.rubric import Criterion, Level, Rubric
from benvenuto.domain.text import Text
from benvenuto.services.quality.rater_agreement import AgreementFound, CriterionAgreement
from benvenuto.services.quality.shared_marks import Confusion, ReadTwice
from benvenuto.statistics.rater_agreement import RaterAgreement
from benvenuto.storage.quality.shared_calls import EvaluatedCalls
from benvenuto.ui.quality.rater_agreement import drawing, words
from tests.ui.here import EN, IT

LEVELS = tuple(Level(word.lower(), value, Text.plain(word), Text.plain("")) for word, value in (("Yes", 1), ("No", 0)))
CALLS = (ReadTwice(datetime(2026, 3, 4, tzinfo=UTC), (1, 2)),)


def agreed(
    title: str = "A",
    *,
    calls: int = 20,
    pairs: int = 0,
    same: int = 17,
    corrected: tuple[float, float, float] | None = (0.74, 0.41, 0.92),
    confusions: tuple[Confusion, ...] = (),
) -> CriterionAgreement:
    criterion = Criterion(title.lower(), Text.plain(title), Text.plain(""), 1, LEVELS, f"greeting#{title.lower()}")
    home = Rubric("greeting", 1, Text.plain("Greeting"), Text.plain(""), "greeting", (criterion,))
    pairs = pairs or calls
    figure = RaterAgreement(calls, *corrected) if corrected else None
    percent = RaterAgreement(calls, same / pairs, 0.6, 0.95)
    return CriterionAgreement(
        f"greeting/{criterion.id}", home, criterion, pairs, same, percent, figure, figure, figure, None, confusions
    )


def test_it_is_counted_and_then_corrected_for_chance() -> None:
    assert words.sentence(EN.say, agreed()) == (
        "two evaluators gave the same level in 17 calls out of 20; corrected for chance 0.74, 95% interval 0.41 to 0.92"
    )
    assert words.sentence(IT.say, agreed(same=1)) == (
        "due valutatori hanno dato lo stesso livello in 1 chiamata su 20; corretta per il caso 0,74, intervallo al 95% "
        "da 0,41 a 0,92"
    )


def test_calls_with_more_than_two_evaluators_are_counted_by_pairs_and_shared_in_percent() -> None:
    three = agreed(calls=20, pairs=60, same=41)
    assert words.same_level(EN.say, three) == ("two evaluators gave the same level 41 times out of 60, in 20 calls")
    assert words.share(EN.say, three.percent) == "68%"
    assert words.share(EN.say, agreed().percent) == "17 of 20"


def test_too_few_calls_and_one_level_throughout_have_words_and_no_figure() -> None:
    few, alike = agreed(calls=9, same=8), agreed(same=20, corrected=None)
    assert words.corrected(EN.say, few.chance_corrected, few.calls) == "too few calls to say"
    assert words.figure(EN.say, few.chance_corrected) == words.figure(EN.say, alike.chance_corrected) == "–"
    assert words.conclusion(EN.say, alike.chance_corrected, alike.calls) == (
        "always the same level, so chance cannot be told from agreement"
    )
    row = drawing.full_table(EN, [few]).rows[0]
    assert row[2:7] == [9, None, None, None, None]
    assert row[8:] == [None] * 9
    assert drawing.chart_rows(EN, [few])[1].figure is None


def test_a_call_with_too_few_marks_that_are_levels_has_no_figure_either() -> None:
    spared = RaterAgreement(4, 0.5, 0.0, 0.9)
    assert words.corrected(EN.say, spared, 20) == "too few calls to say"


def test_the_sentence_names_the_lowest_of_those_that_can_be_said() -> None:
    counted = EvaluatedCalls(40, 20, 0)
    low = agreed("B", same=9, corrected=(0.1, -0.3, 0.5))
    result = AgreementFound(counted, [agreed(), low, agreed("C", calls=4, same=0, corrected=(-1.0, -1.0, 0.2))])
    assert words.of_agreement(EN.say, result).startswith(
        "20 calls were scored by several evaluators. The lowest agreement so far is on “B”: two evaluators gave"
    )
    assert words.conclusion(EN.say, low.chance_corrected, low.calls) == "may be chance"
    none = AgreementFound(counted, [agreed(calls=4, same=2)])
    assert words.of_agreement(EN.say, none) == (
        "20 calls were scored by several evaluators: too few calls to say anything of a single criterion yet."
    )


def test_what_was_confused_is_counted_in_calls_or_in_pairs() -> None:
    confusion = Confusion((LEVELS[0], LEVELS[1]), 3, CALLS)
    assert words.confused(EN.say, confusion, agreed()) == (
        "in 3 calls out of 20 one evaluator gave the one, another the other"
    )
    assert words.confused(IT.say, confusion, agreed(pairs=60)) == (
        "3 volte su 60, in 20 chiamate, un valutatore ha dato l'uno e un altro l'altro"
    )


def test_only_what_is_beyond_chance_for_certain_is_drawn_in_the_accent() -> None:
    rows = drawing.chart_rows(EN, [agreed(), agreed("B", corrected=(0.3, -0.1, 0.6))])
    assert [row.figure.clear for row in rows if row.figure] == [True, False]
    assert drawing.axis(EN, [agreed(corrected=(0.0, -0.7, 0.5))]).low == -1
