"""Trends: only what one may see, only what counts, and never a bare average."""

from datetime import date, timedelta

import pytest

from benvenuto.domain.evaluation import Evaluation
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.followed import Followed, FollowedKind
from benvenuto.domain.measure import Measure
from benvenuto.domain.people import Actor
from benvenuto.services.quality.trends import Asked, Split
from benvenuto.statistics.enough import Change
from tests.house import WEDNESDAY, House, paths
from tests.recorded import measured, talk

TARGETED = EvaluationFilter(selection="targeted")
CARE = Asked(Followed(), TARGETED)


def scored(house: House, agent: Actor, evaluator: Actor, weeks_ago: int = 0, level: int = 0) -> Evaluation:
    call_id = house.call(agent, at=WEDNESDAY - timedelta(weeks=weeks_ago, hours=3))
    return house.published(evaluator, call_id, level=level)


def test_a_line_has_a_point_a_week_with_n_an_interval_and_what_lies_behind(house: House) -> None:
    old, new = scored(house, house.anna, house.bruno, weeks_ago=1, level=1), scored(house, house.anna, house.bruno)
    (line,) = house.app.trends.lines(house.carla, CARE)
    behind = [house.app.trends.behind(house.carla, CARE, "", week.begin, 1, 50) for week in line.weeks]
    assert [[one.stored.id for one, _ in found] for found in behind] == [[old.id], [new.id]]
    assert behind[0][0][1] == pytest.approx(line.weeks[0].estimate.mean)
    assert [week.begin.isoformat() for week in line.weeks] == ["2026-02-23", "2026-03-02"]
    assert old.score is not None
    assert line.weeks[0].estimate.mean == pytest.approx(old.score.care)
    assert line.overall.low <= line.overall.mean <= line.overall.high


def test_of_a_few_calls_it_says_too_few(house: House) -> None:
    scored(house, house.anna, house.bruno)
    (line,) = house.app.trends.lines(house.carla, CARE)
    assert not line.enough
    assert not line.weeks[0].enough
    assert line.change is Change.TOO_FEW


def test_a_split_draws_one_line_for_each(house: House) -> None:
    scored(house, house.anna, house.bruno)
    scored(house, house.elena, house.bruno)
    by = {
        split: {line.key for line in house.app.trends.lines(house.bruno, Asked(Followed(), TARGETED, split))}
        for split in (Split.TEAM, Split.AGENT, Split.CONTACT_REASON, Split.RUBRIC)
    }
    assert by[Split.TEAM] == {str(house.nord)}
    assert by[Split.AGENT] == {str(house.anna.id), str(house.elena.id)}
    assert by[Split.CONTACT_REASON] == {"delivery"}
    assert "greeting" in by[Split.RUBRIC]


def test_critical_errors_are_a_share_of_calls_apart_from_the_care_score(house: House) -> None:
    scored(house, house.anna, house.bruno)
    draft = house.app.scoring.begin(house.bruno, house.call(house.anna))
    house.app.scoring.publish(house.bruno, house.answer(house.bruno, draft, lowest=paths(draft, critical=True)[0]).id)
    (line,) = house.app.trends.lines(house.carla, Asked(Followed(FollowedKind.CRITICAL), TARGETED))
    assert line.overall.mean == pytest.approx(50)


def test_everybody_sees_only_their_own_teams_and_an_agent_only_their_own_calls(house: House) -> None:
    nord, own, sud = (
        scored(house, house.anna, house.bruno),
        scored(house, house.elena, house.bruno),
        scored(house, house.andrea, house.beatrice),
    )

    def seen(actor: Actor) -> set[int]:
        found = house.app.trends.behind(actor, CARE, "", date(2026, 1, 5), 52, 50)
        assert sum(line.overall.n for line in house.app.trends.lines(actor, CARE)) == len(found)
        return {one.stored.id for one, _ in found}

    assert seen(house.anna) == {nord.id}
    assert seen(house.bruno) == seen(house.carla) == seen(house.elena) == {nord.id, own.id}
    assert seen(house.beatrice) == seen(house.camillo) == {sud.id}
    everything = [nord.id, own.id, sud.id]
    assert [one.stored.id for one in house.app.trends.listed(house.anna, everything)] == [nord.id]
    assert {one.stored.id for one in house.app.trends.listed(house.camillo, everything)} == {sud.id}


def test_random_calls_weigh_by_the_inverse_of_their_chance(house: House) -> None:
    first, second = scored(house, house.anna, house.bruno, level=0), scored(house, house.anna, house.bruno, level=1)
    with house.app.database.write() as tx:
        tx.evaluations.set(first.id, selection="random", probability=0.25)
        tx.evaluations.set(second.id, selection="random", probability=1.0)
    (line,) = house.app.trends.lines(house.carla, Asked())
    assert first.score is not None
    assert second.score is not None
    assert first.score.care is not None
    assert second.score.care is not None
    # weights 4 and 1
    assert line.overall.mean == pytest.approx((4 * first.score.care + second.score.care) / 5)


def test_the_own_line_is_of_random_calls_and_none_before_the_first(house: House) -> None:
    call_id = house.drawn_call(house.anna, house.bruno)
    scored(house, house.anna, house.bruno)
    assert house.app.trends.own(house.anna) is None
    house.published(house.bruno, call_id)
    own = house.app.trends.own(house.anna)
    assert own is not None
    assert own.overall.n == 1


def test_the_choices_are_those_of_the_own_teams(house: House) -> None:
    scored(house, house.anna, house.bruno)
    choices = house.app.trends.choices(house.carla)
    assert [team.name for team in choices.teams] == ["Nord"]
    assert {person.name for person in choices.agents} == {"Anna", "Elena"}
    assert choices.contact_reasons == ["delivery"]


def test_it_refuses_who_has_no_part_in_calls(house: House) -> None:
    for actor in (house.dario, house.fulvio):
        with pytest.raises(Forbidden):
            house.app.trends.lines(actor, CARE)
        with pytest.raises(Forbidden):
            house.app.trends.choices(actor)
    for actor in (house.bruno, house.carla, house.dario):
        with pytest.raises(Forbidden):
            house.app.trends.own(actor)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_measure_is_followed_in_its_own_unit_with_an_interval_that_knows_no_end(house: House) -> None:
    for weeks_ago, seconds in ((9, 5.0), (0, 25.0)):
        for more in range(12):
            at = WEDNESDAY - timedelta(weeks=weeks_ago, hours=3)
            house.published(house.bruno, measured(house, house.anna, talk(agent_s=seconds + more / 4), at=at))
    talked = Followed(FollowedKind.MEASURE, Measure.AGENT_TALK.value)
    (line,) = house.app.trends.lines(house.carla, Asked(talked, TARGETED))
    assert [week.estimate.mean for week in line.weeks] == [pytest.approx(6.375), pytest.approx(26.375)]
    assert 25 < line.weeks[1].estimate.low < line.weeks[1].estimate.high < 28
    assert line.change is Change.SIGNAL
    assert line.difference is not None
    assert line.difference.mean == pytest.approx(20)
    assert line.weeks[1].estimate.n == 12


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_measure_in_percent_stays_between_none_and_all(house: House) -> None:
    house.published(house.bruno, measured(house, house.anna, talk(agent_s=20, caller_s=20)))
    share = Followed(FollowedKind.MEASURE, Measure.AGENT_SHARE.value)
    by_team = house.app.trends.lines(house.carla, Asked(share, TARGETED, Split.TEAM))
    assert [line.overall.mean for line in by_team] == [50]
    assert 0 < by_team[0].overall.low < by_team[0].overall.high < 100
