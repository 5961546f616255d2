"""The works agreement, kept by the services: each clause against those who would exceed it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.followed import Followed
from benvenuto.domain.hearing import HearingFilter, HearingReason
from benvenuto.domain.inbox import InboxFilter
from benvenuto.domain.people import Actor
from benvenuto.domain.works_rules import (
    AgainstWorksAgreement,
    AnotherPurpose,
    HeardEnough,
    NoPurpose,
    NotAmongHearers,
    NoTraining,
    ScoringIsForbidden,
    TooOldToHear,
    TooOldToScore,
)
from benvenuto.formats.works_agreement import BrokenWorksAgreement
from benvenuto.services.calls.calls import CallMedia
from benvenuto.services.quality.comparison import Whose
from benvenuto.services.quality.trends import Asked, Split
from tests.agreed import EXAMPLES, under, under_file
from tests.calibrated import SPOKEN, give_words, new_session, with_words
from tests.house import House
from tests.services.scene import FAILED, coaching_plan

ALL = "purposes: [quality, training]"


def spoken(house: House, *, days_ago: float = 0, external_id: str = "") -> int:
    """A call of Anna's with words to read."""
    at = house.clock() - timedelta(hours=2, days=days_ago)
    return with_words(house, house.anna, at=at, external_id=external_id)


def heard(agreed: House, actor: Actor, call_id: int, reason: HearingReason = HearingReason.TRAINING) -> CallMedia:
    """The call as it is heard once it was said why."""
    agreed.app.hearings.say_why(actor, call_id, reason)
    return agreed.app.calls.listen(actor, call_id)


def test_without_a_file_nothing_is_kept_from_anybody(house: House) -> None:
    call_id = spoken(house, days_ago=3000)
    assert heard(house, house.bruno, call_id).turns
    assert house.app.works_agreement.standing(house.anna).there is False
    house.app.works_agreement.note_version()
    assert "works_agreement_changed" not in house.audit()


def test_a_call_older_than_agreed_is_neither_heard_nor_read(house: House) -> None:
    agreed = under(house, f"{ALL}\nhearing: {{oldest_days: 30}}")
    young, old = spoken(house, days_ago=29), spoken(house, days_ago=31)
    assert heard(agreed, house.bruno, young).turns
    version = agreed.app.scoring.open(house.bruno, old).scorecard_version_id
    refused: list[Callable[[], object]] = [
        lambda: agreed.app.calls.listen(house.bruno, old),
        lambda: agreed.app.evidence.of_call(house.bruno, old, version),
        lambda: agreed.app.measures.of_call(house.bruno, old),
        lambda: agreed.app.measures.among_team(house.bruno, old),
        lambda: agreed.app.measures.fault(house.bruno, old),
    ]
    for ask in refused:
        with pytest.raises(TooOldToHear, match=r"version 1, signed 2025-12-01.*30 days"):
            ask()
    assert isinstance(agreed.app.calls.kept_from(house.bruno, old), TooOldToHear)


def test_the_sound_itself_is_refused_at_its_address(house: House) -> None:
    agreed = under(house, f"{ALL}\nhearing: {{oldest_days: 30}}")
    old = house.recorded(house.call(house.anna, at=house.clock() - timedelta(days=40)))
    with house.app.database.read() as tx:
        recording = tx.recordings.of_call(old)
    assert recording
    with pytest.raises(TooOldToHear):
        agreed.app.calls.recording(house.bruno, recording.id)
    with pytest.raises(Forbidden):  # who had no right before is told nothing of any clause
        agreed.app.calls.recording(house.beatrice, recording.id)


def test_agents_hear_their_own_calls_whatever_was_agreed(house: House) -> None:
    old = spoken(house, days_ago=3)
    house.published(house.bruno, old)
    agreed = under(house, f"{ALL}\nhearing: {{oldest_days: 1, calls_per_agent_and_month: 1}}")
    assert agreed.app.calls.listen(house.anna, old).turns


def test_a_disputed_call_may_be_heard_however_old_it_is(house: House) -> None:
    call_id = spoken(house)
    evaluation = house.published(house.bruno, call_id)
    house.app.feedback.dispute(house.anna, evaluation.id, "Non sono d'accordo.")
    house.clock.forward(days=40)
    agreed = under(house, f"{ALL}\nhearing: {{oldest_days: 30, calls_per_agent_and_month: 1}}")
    assert heard(agreed, house.carla, call_id).turns
    assert heard(agreed, house.bruno, spoken(house)).turns, "it has not used up the month"


def test_only_so_many_calls_of_an_agent_are_heard_in_a_month(house: House) -> None:
    agreed = under(house, f"{ALL}\nhearing: {{calls_per_agent_and_month: 2}}")
    first, second, third = (spoken(house) for _ in range(3))
    for call_id in (first, second, first):
        assert heard(agreed, house.bruno, call_id)
    assert heard(agreed, house.elena, second), "by all together, and the same call counts once"
    for actor in (house.bruno, house.elena):
        with pytest.raises(HeardEnough):
            heard(agreed, actor, third)
    house.clock.forward(days=31)
    assert heard(agreed, house.bruno, third)


def test_of_several_at_once_no_more_get_through_than_may(house: House) -> None:
    agreed = under(house, f"{ALL}\nhearing: {{calls_per_agent_and_month: 2}}")
    calls = [spoken(house) for _ in range(5)]

    def hears(call_id: int) -> bool:
        try:
            heard(agreed, house.bruno, call_id)
        except HeardEnough:
            return False
        return True

    with ThreadPoolExecutor(len(calls)) as threads:
        assert sum(threads.map(hears, calls)) == 2


def test_a_call_without_sound_or_words_uses_up_nothing(house: House) -> None:
    agreed = under(house, f"{ALL}\nhearing: {{calls_per_agent_and_month: 1}}")
    heard(agreed, house.bruno, house.call(house.anna))
    assert heard(agreed, house.bruno, spoken(house))


def test_a_role_that_may_not_hear_does_not(house: House) -> None:
    call_id = spoken(house)
    evaluation = house.published(house.bruno, call_id)
    house.app.feedback.dispute(house.anna, evaluation.id, "Non sono d'accordo.")
    agreed = under(house, f"{ALL}\nhearing: {{roles: [supervisor]}}")
    assert heard(agreed, house.bruno, call_id)
    with pytest.raises(NotAmongHearers):
        heard(agreed, house.carla, call_id)


def test_a_forbidden_team_is_neither_drawn_nor_scored(house: House) -> None:
    house.app.sampling.set_plan(house.bruno, house.nord, 50)
    begun = house.draft(house.bruno, house.call(house.anna))
    waiting = house.call(house.anna)
    agreed = under(house, f"{ALL}\nscoring: {{forbidden: [nord]}}")
    with pytest.raises(ScoringIsForbidden, match="Nord"):
        agreed.app.scoring.begin(house.bruno, waiting)
    with pytest.raises(ScoringIsForbidden):
        agreed.app.scoring.open(house.bruno, waiting)
    with pytest.raises(ScoringIsForbidden):
        agreed.app.scoring.publish(house.bruno, begun.id)
    assert agreed.app.sampling.draw_due(house.bruno) == 0
    assert agreed.app.sampling.next_call(house.bruno) is None
    assert agreed.app.scoring.begin(house.beatrice, house.call(house.andrea)).begun


def test_a_call_too_old_to_be_scored_waits_for_nobody(house: House) -> None:
    call_id = house.drawn_call(house.anna, house.bruno)
    agreed = under(house, f"{ALL}\nscoring: {{oldest_days: 10}}")
    assert agreed.app.sampling.next_call(house.bruno) == call_id
    house.clock.forward(days=11)
    with pytest.raises(TooOldToScore):
        agreed.app.scoring.begin(house.bruno, call_id)
    assert agreed.app.sampling.next_call(house.bruno) is None
    assert house.app.sampling.next_call(house.bruno) == call_id


def test_the_next_call_is_of_somebody_who_may_still_be_heard(house: House) -> None:
    house.drawn_call(house.anna, house.bruno)
    spare = spoken(house)
    agreed = under(house, f"{ALL}\nhearing: {{calls_per_agent_and_month: 1}}")
    heard(agreed, house.bruno, spare)
    assert agreed.app.sampling.next_call(house.bruno) == spare, "drawn too, and heard again"
    house.published(house.bruno, spare)
    assert agreed.app.sampling.next_call(house.bruno) is None
    heard_out = [agreed.app.sampling.heard_out(actor) for actor in (house.bruno, house.beatrice)]
    assert heard_out == [["Anna"], []], "each their own agents"


def test_for_training_alone_there_is_no_score_and_nothing_counts(house: House) -> None:
    agreed = under(house, f"{ALL}\nscoring: {{training_only: [Nord]}}")
    call_id = agreed.drawn_call(house.anna, house.bruno)
    assert agreed.app.scoring.open(house.bruno, call_id).score is None
    draft = agreed.draft(house.bruno, call_id, level=1)
    published = agreed.app.scoring.publish(house.bruno, draft.id)
    assert (draft.score, published.score) == (None, None)
    with house.app.database.read() as tx:
        stored = tx.evaluations.get(published.id)
    assert stored
    assert (stored.care_score, stored.final_score, stored.band, stored.passed) == (None, None, None, None)
    assert agreed.app.feedback.read(house.anna, published.id).evaluation.answers == published.answers
    # lifted later, what was marked to learn from stays without a score
    assert house.app.scoring.read(house.bruno, published.id).score is None


def figures(house: House) -> list[str]:
    """What every service of care quality tells Carla and Anna, of drawn calls and of those picked by hand."""
    app, told = house.app, [repr(house.app.trends.own(house.anna))]
    for wanted in (EvaluationFilter("random"), EvaluationFilter("targeted")):
        asked = Asked(Followed(), wanted)
        told += [
            repr(figure)
            for figure in (
                app.trends.lines(house.carla, asked),
                app.trends.lines(house.carla, replace(asked, split=Split.AGENT)),
                app.trends.critical(house.carla, wanted),
                app.control_charts.chart(house.carla, asked),
                app.comparison.compare(house.carla, Followed(), wanted, Whose.AGENTS),
                app.severities.compared(house.carla, wanted),
                app.criteria.health(house.carla, wanted),
                app.critical_errors.failing(house.carla, wanted),
                app.critical_errors.behind(house.carla, wanted, FAILED),
                app.efficiency.beside(house.carla, wanted),
                app.movements.between(house.carla, wanted, wanted),
            )
        ]
    report = app.report.of_month(house.carla, date(2026, 3, 1))
    return [*told, repr(replace(report, targeted=0))]  # that is how many were listened to, and they were


def test_no_figure_of_care_quality_counts_what_was_marked_for_training(house: House) -> None:
    drawn, by_hand = house.drawn_call(house.anna, house.bruno), house.call(house.anna)
    house.published(house.bruno, drawn)
    house.published(house.bruno, by_hand)
    lesser = [house.draft(house.bruno, house.call(house.anna), level=2, lowest=FAILED) for _ in range(3)]
    before = figures(house)
    agreed = under(house, f"{ALL}\nscoring: {{default: training-only}}")
    for draft in lesser[1:]:
        agreed.app.scoring.publish(house.bruno, draft.id)
    assert figures(house) == before
    house.app.scoring.publish(house.bruno, lesser[0].id)
    assert figures(house) != before, "as they would have been"


def test_a_draft_begun_before_the_clause_comes_to_no_score_either(house: House) -> None:
    draft = house.draft(house.bruno, house.call(house.anna))
    assert draft.score
    agreed = under(house, "purposes: [training]")
    assert agreed.app.scoring.publish(house.bruno, draft.id).score is None


def test_calls_kept_for_orders_alone_are_heard_for_an_order_or_a_complaint_and_not_scored(house: House) -> None:
    agreed = under(house, "purposes: [proof-of-order, complaints]")
    call_id = spoken(house)
    asked = agreed.app.calls.listen(house.bruno, call_id)
    assert (asked.asks, asked.turns) == ([HearingReason.COMPLAINT], ())
    for reason in (HearingReason.TRAINING, HearingReason.SUPERVISION):
        with pytest.raises(AnotherPurpose):
            heard(agreed, house.bruno, call_id, reason)
    assert not agreed.app.hearings.mine(house.anna, HearingFilter())[1]
    assert heard(agreed, house.bruno, call_id, HearingReason.COMPLAINT).turns
    with pytest.raises(NoPurpose):
        agreed.app.scoring.begin(house.bruno, call_id)


def test_a_reason_that_nobody_agreed_on_opens_nothing(house: House) -> None:
    agreed = under(house, ALL)
    call_id = spoken(house)
    with pytest.raises(AnotherPurpose):
        agreed.app.hearings.say_why(house.bruno, call_id, HearingReason.OTHER, "Curiosità")
    assert HearingReason.OTHER not in agreed.app.calls.listen(house.bruno, call_id).asks
    assert HearingReason.OTHER in house.app.calls.listen(house.bruno, call_id).asks


def test_a_reason_that_is_no_longer_agreed_on_gives_way_to_one_that_is(house: House) -> None:
    """A call that was selected, scored or heard before a complaint about it came."""
    drawn = give_words(house, house.drawn_call(house.anna, house.bruno))
    scored, explained = spoken(house), spoken(house)
    house.published(house.bruno, scored)
    heard(house, house.bruno, explained, HearingReason.SUPERVISION)
    agreed = under(house, "purposes: [complaints]")
    for call_id in (drawn, scored, explained):
        assert agreed.app.calls.listen(house.bruno, call_id).asks == [HearingReason.COMPLAINT]
        heard_now = heard(agreed, house.bruno, call_id, HearingReason.COMPLAINT)
        assert heard_now.turns
        assert not heard_now.asks


def test_where_training_is_no_purpose_nobody_is_coached(house: House) -> None:
    plan = coaching_plan(house, "greeting/first-words")
    agreed = under(house, "purposes: [quality]")
    with pytest.raises(NoTraining):
        agreed.app.coaching.begin(house.bruno, plan)
    assert house.app.coaching.begin(house.bruno, plan)


def test_no_calibration_session_is_called_on_what_may_not_be_scored(house: House) -> None:
    call_id = with_words(house, house.anna)
    agreed = under(house, f"{ALL}\nscoring: {{forbidden: [Nord]}}")
    with pytest.raises(ScoringIsForbidden):
        agreed.app.calibrations.begin(house.bruno, new_session(house, call_id))
    assert house.app.calibrations.begin(house.bruno, new_session(house, call_id))


def test_what_may_not_be_read_is_not_found_by_its_words(house: House) -> None:
    old, young = spoken(house, days_ago=40), spoken(house, days_ago=20)
    wanted = InboxFilter(state="open", words=SPOKEN.split()[0])

    def matching(clauses: str) -> set[int]:
        return {row.call.id for row in under(house, clauses).app.calls.inbox(house.bruno, wanted).rows}

    assert matching(ALL) == {old, young}
    assert matching(f"{ALL}\nhearing: {{oldest_days: 30}}") == {young}
    assert matching(f"{ALL}\nhearing: {{roles: [manager]}}") == set()
    few = f"{ALL}\nhearing: {{calls_per_agent_and_month: 1}}"
    assert matching(few) == {old, young}
    heard(under(house, few), house.bruno, old)
    assert matching(few) == {old}, "it may be heard again, and no other of hers"


def test_a_file_with_a_fault_forbids_everything_and_stops_the_start(house: House) -> None:
    agreed = under(house, "purposes: [quality, training]\nhearings: {}")
    for refused in (
        agreed.app.works_agreement.ready,
        lambda: heard(agreed, house.bruno, spoken(house)),
        lambda: agreed.app.scoring.begin(house.bruno, house.call(house.anna)),
    ):
        with pytest.raises(BrokenWorksAgreement):
            refused()


def test_a_version_that_comes_into_force_is_noted_once(house: House) -> None:
    for clauses in (ALL, ALL, f"{ALL}\nnever_for: [pay]"):
        under(house, clauses).app.works_agreement.note_version()
    for _ in range(2):
        house.app.works_agreement.note_version()
    rows = [row for row in house.app.audit.latest(house.dario) if row.action == "works_agreement_changed"]
    assert [row.detail["version"] for row in rows] == ["—", "1", "1"], "set, altered under the same version, gone"


def test_a_team_that_is_not_there_is_told_to_the_administrator(house: House) -> None:
    agreed = under(house, f"{ALL}\nscoring: {{forbidden: [Nrod]}}")
    [fault] = agreed.app.works_agreement.faults(house.dario)
    assert fault.params["team"] == "Nrod"


@pytest.mark.parametrize(
    ("example", "hears", "scores"),
    [
        ("1-quality-and-training", None, None),
        ("2-training-only", None, None),
        ("3-a-few-calls-a-month", None, None),
        ("4-some-teams-only", None, None),
        ("5-orders-and-complaints", AnotherPurpose, NoPurpose),
        ("6-managers-decide-disputes", None, None),
    ],
)
def test_an_example_is_kept(
    house: House, example: str, hears: type[AgainstWorksAgreement] | None, scores: type[AgainstWorksAgreement] | None
) -> None:
    agreed = under_file(house, EXAMPLES / f"{example}.yaml")
    call_id = spoken(house)
    for deed, fault in ((partial(heard, agreed), hears), (agreed.app.scoring.begin, scores)):
        if fault is None:
            assert deed(house.bruno, call_id)
        else:
            with pytest.raises(fault):
                deed(house.bruno, call_id)
    standing = agreed.app.works_agreement.standing(house.anna)
    assert standing.in_force
