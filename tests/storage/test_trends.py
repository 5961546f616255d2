"""Points of a trend: only what counts, only what the reader may see."""

from datetime import timedelta

import pytest

from benvenuto.domain.access import Scope
from benvenuto.domain.call import Recording, Side
from benvenuto.domain.measure import Measure
from benvenuto.domain.people import Actor
from benvenuto.listening.measures import measure
from benvenuto.storage.trends import TrendFilter, TrendPoint
from tests.house import WEDNESDAY, House, paths
from tests.recorded import measured, talk

TARGETED = TrendFilter(selection="targeted")


def care(house: House, within: Scope | None = None, wanted: TrendFilter = TARGETED) -> list[int]:
    with house.app.database.read() as tx:
        return [p.evaluation_id for p in tx.trends.care(within or Scope(frozenset({house.nord})), wanted)]


def test_a_point_holds_the_care_score_before_critical_errors(house: House) -> None:
    draft = house.app.scoring.begin(house.bruno, house.call(house.anna))
    critical = paths(draft, critical=True)[0]
    evaluation = house.app.scoring.publish(house.bruno, house.answer(house.bruno, draft, lowest=critical).id)
    assert evaluation.score is not None
    with house.app.database.read() as tx:
        (point,) = tx.trends.care(Scope(frozenset({house.nord})), TARGETED)
    assert point.value == pytest.approx(evaluation.score.care)
    assert (point.agent_id, point.team_id, point.contact_reason) == (house.anna.id, house.nord, "delivery")


def test_drafts_and_overturned_evaluations_are_no_points(house: House) -> None:
    house.draft(house.bruno, house.call(house.anna))
    published = house.published(house.bruno, house.call(house.anna))
    upheld, overturned = house.disputed(house.anna, house.bruno), house.disputed(house.anna, house.bruno)
    house.app.feedback.decide(house.carla, upheld.id, uphold=True, words="Confermo.")
    house.app.feedback.decide(house.carla, overturned.id, uphold=False, words="Ha ragione.")
    assert set(care(house)) == {published.id, upheld.id}


def test_the_scope_bounds_every_point(house: House) -> None:
    nord = house.published(house.bruno, house.call(house.anna))
    sud = house.published(house.beatrice, house.call(house.andrea))
    assert care(house) == [nord.id]
    assert care(house, Scope(frozenset({house.sud}))) == [sud.id]
    assert care(house, Scope(agent_id=house.anna.id)) == [nord.id]
    assert care(house, Scope()) == []
    assert care(house, Scope(frozenset({house.nord})), TrendFilter(selection="targeted", team_id=house.sud)) == []


def test_random_targeted_and_self_are_kept_apart(house: House) -> None:
    random = house.published(house.bruno, house.drawn_call(house.anna, house.bruno))
    targeted = house.published(house.bruno, house.call(house.anna))
    own = house.published(house.anna, house.call(house.anna))
    assert care(house, wanted=TrendFilter()) == [random.id]
    assert care(house, wanted=TARGETED) == [targeted.id]
    assert care(house, wanted=TrendFilter(selection="self")) == [own.id]


def test_filters_narrow_the_points(house: House) -> None:
    early = house.published(house.bruno, house.call(house.anna, at=WEDNESDAY - timedelta(days=2)))
    late = house.published(house.elena, house.call(house.anna, reason="complaint"))
    middle = WEDNESDAY - timedelta(days=1)
    for kept, facts in (
        (early, {"end": middle}),
        (late, {"begin": middle}),
        (late, {"contact_reason": "complaint"}),
        (early, {"evaluator_id": house.bruno.id}),
    ):
        assert care(house, wanted=TrendFilter(selection="targeted", **facts)) == [kept.id]
    assert care(house, wanted=TrendFilter(selection="targeted", agent_id=house.elena.id)) == []


def test_a_rubric_and_a_criterion_have_points_of_their_own(house: House) -> None:
    evaluation = house.published(house.bruno, house.call(house.anna))
    assert evaluation.score is not None
    within = Scope(frozenset({house.nord}))
    rubric_id, expected = next(iter(evaluation.score.rubrics.items()))
    path = paths(evaluation)[0]
    with house.app.database.read() as tx:
        (of_rubric,) = tx.trends.rubric(within, TARGETED, rubric_id)
        (of_criterion,) = tx.trends.criterion(within, TARGETED, path)
        assert tx.trends.rubric(within, TARGETED, "nothing") == []
        assert tx.trends.criterion(within, TARGETED, "nothing/at-all") == []
    assert of_rubric.value == pytest.approx(expected)
    assert of_criterion.value == 100


def test_a_criterion_marked_not_applicable_is_no_point(house: House) -> None:
    draft = house.app.scoring.begin(house.bruno, house.call(house.anna))
    path = paths(draft, not_applicable=True)[0]
    house.not_applicable(house.bruno, draft, path)
    house.app.scoring.publish(house.bruno, house.answer(house.bruno, house.app.scoring.read(house.bruno, draft.id)).id)
    with house.app.database.read() as tx:
        assert tx.trends.criterion(Scope(frozenset({house.nord})), TARGETED, path) == []


def free(house: House, critical_type: str = "") -> list[float]:
    with house.app.database.read() as tx:
        points: list[TrendPoint] = list(
            tx.trends.free_of_critical_errors(Scope(frozenset({house.nord})), TARGETED, critical_type)
        )
    return sorted(point.value for point in points)


def with_critical_error(house: House, evaluator: Actor) -> str:
    draft = house.app.scoring.begin(evaluator, house.call(house.anna))
    path = paths(draft, critical=True)[0]
    published = house.app.scoring.publish(evaluator, house.answer(evaluator, draft, lowest=path).id)
    assert published.score is not None
    return published.score.critical_errors[0].type.value


def test_a_call_is_free_of_critical_errors_or_not_by_type(house: House) -> None:
    house.published(house.bruno, house.call(house.anna))
    kind = with_critical_error(house, house.bruno)
    others = {"customer", "business", "compliance"} - {kind}
    assert free(house) == [0, 100]
    assert free(house, kind) == [0, 100]
    assert all(free(house, other) == [100, 100] for other in others)


def test_a_measure_counts_each_call_once_and_only_where_it_was_taken(house: House) -> None:
    random = house.drawn_call(house.anna, house.bruno)
    with house.app.database.write() as tx:
        recording = Recording(0, random, Side.BOTH, (), "aa/aa.wav", "audio/wav", 2, 8000, 60.0)
        tx.measures.keep(tx.recordings.add(recording, [], WEDNESDAY), measure(talk(agent_s=20)), WEDNESDAY)
    evaluation = house.published(house.bruno, random)
    again = house.published(house.elena, random)
    with house.app.database.write() as tx:
        tx.evaluations.set(again.id, selection="random", probability=0.5)
    house.published(house.bruno, house.drawn_call(house.anna, house.bruno))
    targeted = house.published(house.bruno, measured(house, house.anna, talk(agent_s=12)))
    house.published(house.beatrice, measured(house, house.andrea, talk(agent_s=5)))

    def points(within: Scope, wanted: TrendFilter, one: Measure = Measure.AGENT_TALK) -> list[tuple[int, float]]:
        with house.app.database.read() as tx:
            return [(point.evaluation_id, point.value) for point in tx.trends.measure(within, wanted, one)]

    nord = Scope(frozenset({house.nord}))
    assert points(nord, TrendFilter()) == [(evaluation.id, 20.0)]
    assert points(nord, TARGETED) == [(targeted.id, 12.0)]
    assert points(Scope(), TARGETED) == []
    assert points(nord, TARGETED, Measure.SPEECH_RATE) == [], "there is no transcript to count words in"
