"""How far an agent's own marks agree with the supervisors': which calls count, what is said of them, and to whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from benvenuto.domain.edits import SetEnding
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.rubric import Ending
from benvenuto.domain.text import Text
from benvenuto.formats.scoring.rubrics import content_hash, to_json
from benvenuto.services.quality.self_agreement import SelfAgreement
from tests.answered import BOTH, Answers, marked, mixed
from tests.house import WEDNESDAY, House, paths

FIRST, OTHER = BOTH

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def both(
    house: House, own: Sequence[Answers], theirs: Sequence[Answers], at: datetime = WEDNESDAY, *, blind: bool = True
) -> tuple[list[int], list[int]]:
    """Calls that Anna scored herself, handed in then, and Bruno as well; the evaluations of each."""
    ids = [house.call(house.anna) for _ in own]
    others = marked(house, house.anna, house.bruno, theirs, ids)
    facts: dict[str, object] = {"status": "draft", "selection": "self", "probability": None, "published_at": None}
    mine = marked(house, house.anna, house.anna, own, ids, WEDNESDAY, **facts)
    with house.app.database.write() as tx:
        for evaluation_id in mine:
            tx.self_evaluations.hand_in(evaluation_id, at, blind=blind)
    return mine, others


def agreement(house: House) -> SelfAgreement:
    return house.app.self_agreement.of_agent(house.anna)


def well(n: int) -> list[Answers]:
    return [{FIRST: True, OTHER: True}] * n


def test_the_share_of_criteria_marked_alike_and_that_corrected_for_chance_are_those_counted_by_hand(
    house: House,
) -> None:
    both(house, well(12), mixed(12, short=3, other=OTHER))
    whole = agreement(house).whole
    # of 12 calls 3 differ on the first criterion, and every fifth, so 3, on the other; calls 0 on both
    assert whole.calls == 12
    assert whole.percent is not None
    assert whole.percent.value == pytest.approx(1 - (3 + 3) / 24)
    assert whole.chance_corrected is not None
    criteria = {path: known for each in house.app.scorecards.in_force() for path, known in each.scorecard.criteria()}
    by_chance = []
    for criterion in map(criteria.__getitem__, BOTH):
        q, lowest = len(criterion.scale) + criterion.not_applicable, 3 / 24
        by_chance.append((lowest * (1 - lowest) * 2) / (q - 1))
    assert whole.chance_corrected.value == pytest.approx(1 - (0.25 + 0.25) / sum(1 - each for each in by_chance))
    assert whole.percent.low < whole.percent.value < whole.percent.high


def test_it_is_said_by_quarter_of_the_site_and_not_of_too_few_calls(house: House) -> None:
    both(house, well(10), well(10), datetime(2026, 3, 31, 21, 30, tzinfo=UTC))
    both(house, well(3), well(3), datetime(2026, 3, 31, 22, 30, tzinfo=UTC))  # half past midnight in Rome
    quarters = agreement(house).quarters
    assert [(each.begin, each.calls, each.enough) for each in quarters] == [
        (date(2026, 1, 1), 10, True),
        (date(2026, 4, 1), 3, False),
    ]


@pytest.mark.parametrize(("own", "theirs", "side"), [(0, 10, 1), (10, 0, -1), (5, 5, 0)])
def test_where_an_agent_is_milder_or_stricter_with_themselves(house: House, own: int, theirs: int, side: int) -> None:
    both(house, mixed(12, short=own), mixed(12, short=theirs))
    leanings = {each.criterion.id: each for each in agreement(house).leanings}
    first, other = leanings["first-words"], leanings["paraphrase"]
    assert (first.low > 0) - (first.high < 0) == side
    assert other.low < 0 < other.high


def test_a_single_slip_in_ten_calls_is_no_leaning(house: House) -> None:
    both(house, well(10), mixed(10, short=1))
    assert all(each.low <= 0 <= each.high for each in agreement(house).leanings)


def test_of_nine_calls_nothing_is_said(house: House) -> None:
    both(house, well(9), mixed(9, short=9))
    nine = agreement(house)
    assert not nine.whole.enough
    assert nine.leanings == []


def test_what_was_scored_after_reading_is_counted_apart(house: House) -> None:
    both(house, well(4), well(4))
    both(house, well(3), well(3), blind=False)
    read = agreement(house)
    assert (read.whole.calls, read.known) == (4, 3)


def test_calls_that_only_one_has_scored_do_not_count(house: House) -> None:
    both(house, well(4), well(4))
    house.handed_in(house.anna, house.call(house.anna))
    assert agreement(house).whole.calls == 4


def test_what_is_corrected_later_was_marked_as_it_was(house: House) -> None:
    _, others = both(house, well(4), mixed(4, short=2))
    before = agreement(house)
    with house.app.database.write() as tx:
        for number in others:
            answers = tx.evaluations.answers(number, 1)
            tx.evaluations.put_answers(number, 2, dict.fromkeys(answers, answers[OTHER]))
            tx.evaluations.set(number, revision=2)
    assert agreement(house) == before


def test_what_a_rule_spares_one_alone_is_not_applicable_to_them_as_it_was_first_published(house: House) -> None:
    calls = [house.recorded(house.call(house.anna)) for _ in range(2)]
    for call_id in calls:
        house.handed_in(house.anna, call_id)
    dropped = house.app.scoring.begin(house.bruno, calls[0])
    dropped = house.app.scoring.end_early(house.bruno, dropped.id, Ending.DROPPED)
    spared = len(paths(house.app.scoring.begin(house.bruno, calls[1]))) - len(paths(dropped))
    published = house.app.scoring.publish(house.bruno, house.answer(house.bruno, dropped).id)
    house.published(house.bruno, calls[1])
    whole = agreement(house).whole
    asked = len(paths(published)) + spared
    assert whole.percent is not None
    assert whole.percent.value == pytest.approx(((asked - spared) / asked + 1) / 2)
    house.app.corrections.correct(house.bruno, published.id, [SetEnding(Ending.ABUSE)], "Aveva chiuso Anna.", seen=1)
    assert agreement(house).whole == whole


def test_before_the_first_call_there_is_nothing_to_say(house: House) -> None:
    nothing = agreement(house)
    assert (nothing.whole.calls, nothing.whole.percent, list(nothing.quarters)) == (0, None, [])


def test_it_is_the_agents_alone_until_all_is_shared(house: House) -> None:
    mine, _ = both(house, well(12), mixed(12, short=3))
    readers, strangers = (house.bruno, house.elena, house.carla), (house.andrea, house.beatrice, house.dario)

    def refused() -> None:
        for actor in (*readers, *strangers):
            with pytest.raises(Forbidden):
                house.app.self_agreement.of_agent(actor, house.anna.id)

    refused()
    house.app.self_evaluations.share(house.anna, mine[0], shared=True)
    refused()  # of some, chosen by the agent, a sum would say what they are not
    house.app.self_evaluations.share_all(house.anna, shared=True)
    for actor in readers:
        shared = house.app.self_agreement.of_agent(actor, house.anna.id)
        assert (shared.whole, shared.shared_since) == (agreement(house).whole, house.clock())
    for actor in strangers:
        with pytest.raises(Forbidden):
            house.app.self_agreement.of_agent(actor, house.anna.id)
    house.clock.forward(days=1)
    house.app.self_evaluations.share_all(house.anna, shared=False)
    refused()


def test_a_call_whose_marks_the_reader_must_not_know_is_left_out_of_what_they_read(house: House) -> None:
    both(house, well(12), well(12))
    house.app.self_evaluations.share_all(house.anna, shared=True)
    with house.app.database.read() as tx:
        call_id = tx.evaluations.these([1])[0].call_id
    house.draft(house.elena, call_id)
    assert house.app.self_agreement.of_agent(house.elena, house.anna.id).whole.calls == 11
    assert house.app.self_agreement.of_agent(house.bruno, house.anna.id).whole.calls == 12


def test_criteria_that_read_otherwise_in_the_two_scorecards_do_not_count(house: House) -> None:
    mine, _ = both(house, well(4), well(4))
    with house.app.database.write() as tx:
        scorecard = house.app.scorecards.for_reason(tx, "delivery").scorecard
        part, *parts = scorecard.parts
        first, *criteria = part.rubric.criteria
        best, *levels = first.scale
        worded = replace(first, scale=(replace(best, behaviour=Text.plain("Altre parole.")), *levels))
        rubric = replace(part.rubric, criteria=(worded, *criteria))
        changed = replace(scorecard, parts=(replace(part, rubric=rubric), *parts))
        tx.rubrics.put_in_force(changed.id, content_hash(changed), to_json(changed), WEDNESDAY)
        version_id = house.app.scorecards.for_reason(tx, "delivery").version_id
        for number in mine[:2]:
            tx.evaluations.set(number, scorecard_version_id=version_id)
            answers = tx.evaluations.answers(number, 1)
            worst = replace(answers[FIRST], choice=levels[-1].id)
            tx.evaluations.put_answers(number, 1, {FIRST: worst})
    whole = agreement(house).whole
    assert whole.percent is not None
    assert (whole.calls, whole.percent.value) == (4, 1.0)
