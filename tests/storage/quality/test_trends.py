"""Points of a trend: only what counts, only what the reader may see."""

from dataclasses import replace
from datetime import timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from benvenuto.domain.access import Scope
from benvenuto.domain.call import Recording, Side
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.followed import Followed, FollowedKind
from benvenuto.domain.measure import Measure
from benvenuto.domain.people import Actor
from benvenuto.domain.weeks import weeks_between
from benvenuto.listening.measures import measure
from benvenuto.storage.quality.metric_rows import read_sums
from benvenuto.storage.quality.trends import By, _from_evaluations, _kept_as
from tests.house import WEDNESDAY, House, paths
from tests.recorded import measured, talk

CARE = Followed()
TARGETED = EvaluationFilter(selection="targeted")
WEEKS = weeks_between(WEDNESDAY - timedelta(weeks=8), WEDNESDAY + timedelta(weeks=1), ZoneInfo("Europe/Rome"))


def made_of(
    house: House, followed: Followed = CARE, wanted: EvaluationFilter = TARGETED, within: Scope | None = None
) -> list[tuple[int, float]]:
    """The evaluations a figure is made of and what each brought to it, which the sums must bear out."""
    reach = within or Scope(frozenset({house.nord}))
    with house.app.database.read() as tx:
        found = list(tx.trends.behind(followed, reach, wanted, 50))[::-1]
        kept = tx.trends.sums(followed, reach, wanted, WEEKS).get("", {})
    assert sum(one.n for one in kept.values()) == len(found)
    assert sum(one.wx / one.w * one.n for one in kept.values()) == pytest.approx(sum(x for _, x in found))
    return found


def care(house: House, within: Scope | None = None, wanted: EvaluationFilter = TARGETED) -> list[int]:
    return [number for number, _ in made_of(house, CARE, wanted, within)]


def test_a_point_holds_the_care_score_before_critical_errors(house: House) -> None:
    draft = house.app.scoring.begin(house.bruno, house.call(house.anna))
    critical = paths(draft, critical=True)[0]
    evaluation = house.app.scoring.publish(house.bruno, house.answer(house.bruno, draft, lowest=critical).id)
    assert evaluation.score is not None
    with house.app.database.read() as tx:
        for by, key in ((By.AGENT, house.anna.id), (By.TEAM, house.nord), (By.REASON, "delivery")):
            assert list(tx.trends.sums(CARE, Scope(frozenset({house.nord})), TARGETED, WEEKS, by)) == [str(key)]
    (brought,) = made_of(house)
    assert brought == pytest.approx((evaluation.id, evaluation.score.care))


def test_drafts_and_overturned_evaluations_are_no_points(house: House) -> None:
    house.draft(house.bruno, house.call(house.anna))
    published = house.published(house.bruno, house.call(house.anna))
    upheld, overturned = house.disputed(house.anna, house.bruno), house.disputed(house.anna, house.bruno)
    house.decide(house.carla, upheld.id, uphold=True, words="Confermo.")
    house.decide(house.carla, overturned.id, uphold=False, words="Ha ragione.")
    assert set(care(house)) == {published.id, upheld.id}


def test_the_scope_bounds_every_point(house: House) -> None:
    nord = house.published(house.bruno, house.call(house.anna))
    sud = house.published(house.beatrice, house.call(house.andrea))
    assert care(house) == [nord.id]
    assert care(house, Scope(frozenset({house.sud}))) == [sud.id]
    assert care(house, Scope(agent_id=house.anna.id)) == [nord.id]
    assert care(house, Scope()) == []
    assert care(house, Scope(frozenset({house.nord})), EvaluationFilter(selection="targeted", team_id=house.sud)) == []


def test_random_and_targeted_are_kept_apart(house: House) -> None:
    random = house.published(house.bruno, house.drawn_call(house.anna, house.bruno))
    targeted = house.published(house.bruno, house.call(house.anna))
    assert care(house, wanted=EvaluationFilter()) == [random.id]
    assert care(house, wanted=TARGETED) == [targeted.id]


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
        assert care(house, wanted=EvaluationFilter(selection="targeted", **facts)) == [kept.id]
    assert care(house, wanted=EvaluationFilter(selection="targeted", agent_id=house.elena.id)) == []


def test_a_rubric_and_a_criterion_have_points_of_their_own(house: House) -> None:
    evaluation = house.published(house.bruno, house.call(house.anna))
    assert evaluation.score is not None
    rubric_id, expected = next(iter(evaluation.score.rubrics.items()))
    path = paths(evaluation)[0]
    (brought,) = made_of(house, Followed(FollowedKind.RUBRIC, rubric_id))
    assert brought == pytest.approx((evaluation.id, expected))
    assert made_of(house, Followed(FollowedKind.CRITERION, path)) == [(evaluation.id, 100)]
    assert made_of(house, Followed(FollowedKind.RUBRIC, "nothing")) == []
    assert made_of(house, Followed(FollowedKind.CRITERION, "nothing/at-all")) == []
    with house.app.database.read() as tx:
        nord = Scope(frozenset({house.nord}))
        rubrics = tx.trends.sums(Followed(FollowedKind.RUBRIC), nord, TARGETED, WEEKS, By.OF)
        criteria = tx.trends.sums(Followed(FollowedKind.CRITERION, rubric_id), nord, TARGETED, WEEKS, By.OF)
    assert set(rubrics) == set(evaluation.score.rubrics)
    assert {path.split("/")[0] for path in criteria} == {rubric_id}


def test_a_criterion_marked_not_applicable_is_no_point(house: House) -> None:
    draft = house.app.scoring.begin(house.bruno, house.call(house.anna))
    path = paths(draft, not_applicable=True)[0]
    house.not_applicable(house.bruno, draft, path)
    house.app.scoring.publish(house.bruno, house.answer(house.bruno, house.app.scoring.read(house.bruno, draft.id)).id)
    assert made_of(house, Followed(FollowedKind.CRITERION, path)) == []


def free(house: House, critical_type: str = "") -> list[float]:
    return sorted(value for _, value in made_of(house, Followed(FollowedKind.CRITICAL, critical_type)))


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

    def points(within: Scope, wanted: EvaluationFilter, one: Measure = Measure.AGENT_TALK) -> list[tuple[int, float]]:
        return made_of(house, Followed(FollowedKind.MEASURE, one.value), wanted, within)

    nord = Scope(frozenset({house.nord}))
    assert points(nord, EvaluationFilter()) == [(evaluation.id, 20.0)]
    assert points(nord, TARGETED) == [(targeted.id, 12.0)]
    assert points(Scope(), TARGETED) == []
    assert points(nord, TARGETED, Measure.SPEECH_RATE) == [], "there is no transcript to count words in"


def test_what_is_kept_by_week_answers_as_the_evaluations_would(house: House) -> None:
    for nth, (agent, evaluator) in enumerate(
        [(house.anna, house.bruno), (house.elena, house.bruno), (house.andrea, house.beatrice)] * 2
    ):
        at = WEDNESDAY - timedelta(weeks=nth)
        house.published(evaluator, house.call(agent, at=at, reason=("delivery", "complaint")[nth % 2]), level=nth % 2)
    both = Scope(frozenset({house.nord, house.sud}))
    followed = [
        CARE,
        *(Followed(kind) for kind in (FollowedKind.RUBRIC, FollowedKind.CRITERION, FollowedKind.CRITICAL)),
    ]
    filters = [
        TARGETED,
        replace(TARGETED, team_id=house.nord),
        replace(TARGETED, contact_reason="complaint"),
        replace(TARGETED, begin=WEEKS[4].low, end=WEEKS[7].low),
    ]
    answered = 0
    with house.app.database.read() as tx:
        for one, wanted, by in product(followed, filters, By):
            if (one is not CARE and by is not By.OF) or (one is CARE and by is By.OF):
                continue
            asked = one, both, wanted, [week for week in WEEKS if wanted.begin is None or week in WEEKS[4:7]], by
            query = _kept_as(*asked)
            if query is None:
                continue
            answered += 1
            kept = {(str(key), week): read_sums(row) for key, week, *row in tx.connection.execute(query)}
            alone = {
                (str(key), week): read_sums(row) for key, week, *row in tx.connection.execute(_from_evaluations(*asked))
            }
            assert kept
            assert kept == {key: pytest.approx(sums) for key, sums in alone.items()}
    assert answered > 20
