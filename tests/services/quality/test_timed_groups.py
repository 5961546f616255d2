"""Handling time of groups alone: an attack that subtracts gets nobody's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.people import Actor, Membership, Role
from benvenuto.domain.works_rules import NoHandlingTime
from benvenuto.services.quality.timed_groups import FEWEST_AGENTS, of_groups, whole_weeks
from benvenuto.storage.quality.efficiency import TimedCalls
from tests.agreed import under
from tests.databases import ROME
from tests.drawn import drawn
from tests.house import WEDNESDAY, House

CLAUSES = "purposes: [quality]\nhandling_time: teams"
PATH = "greeting/first-words"

CALLS = st.lists(st.tuples(st.integers(1, 6), st.integers(1, 2), st.integers(0, 4), st.integers(10, 900)), max_size=60)
"""Agent, team, week, seconds."""


def timed(calls: list[tuple[int, int, int, int]]) -> TimedCalls:
    agents, teams, weeks, seconds = ([call[place] for call in calls] for place in range(4))
    n = len(calls)
    return TimedCalls(agents, teams, ["delivery"] * n, weeks, [80.0] * n, seconds, [1.0] * n, [0] * n)


@given(CALLS)
def test_whatever_two_selections_differ_by_is_of_agents_enough(calls: list[tuple[int, int, int, int]]) -> None:
    shown = of_groups(timed(calls), range(5))
    rows = list(zip(shown.agent_id, shown.team_id, shown.stretch, strict=True))
    pieces = {(team, week) for _, team, week in rows}
    # what can be asked: any teams, any run of weeks; each pair of them is subtracted
    asked = [
        frozenset(piece for piece in pieces if piece[0] in teams and low <= piece[1] < high)
        for teams in ((1,), (2,), (1, 2))
        for low, high in combinations(range(6), 2)
    ]
    for one, other in combinations(set(asked), 2):
        left = {agent for agent, team, week in rows if (team, week) in one ^ other}
        assert not left or len(left) >= FEWEST_AGENTS


@given(CALLS)
def test_a_piece_is_shown_whole_or_not_at_all(calls: list[tuple[int, int, int, int]]) -> None:
    shown = of_groups(timed(calls), range(5))
    left = sorted(zip(shown.agent_id, shown.team_id, shown.stretch, shown.seconds, strict=True))
    pieces = {(team, week) for _, team, week, _ in left}
    assert left == sorted(call for call in calls if (call[1], call[2]) in pieces)


def test_the_ends_of_a_period_are_moved_to_mondays() -> None:
    monday = WEDNESDAY.replace(hour=23, minute=0) - timedelta(days=3)  # midnight in Rome, on 2 March
    wanted = whole_weeks(EvaluationFilter(begin=WEDNESDAY, end=WEDNESDAY), ROME)
    assert (wanted.begin, wanted.end) == (monday, monday + timedelta(weeks=1))
    assert whole_weeks(wanted, ROME) == wanted


@pytest.fixture
def team(house: House) -> list[Actor]:
    """Four agents of Nord."""
    agents = []
    for name in ("gino", "gaia", "guido", "greta"):
        person, _ = house.app.people.add(house.dario, name, name.title(), [Membership(Role.AGENT, house.nord)], "it")
        actor = replace(house.anna, id=person, name=name.title())
        agents.append(actor)
    return agents


def test_a_week_of_two_is_in_no_figure_and_nobodys_calls_are_found_by_subtracting(
    house: House, team: list[Actor]
) -> None:
    weeks_ago = {3: team, 2: team[:2], 1: team[:3]}
    for ago, agents in weeks_ago.items():
        for agent in agents:
            drawn(house, agent, PATH, [1.0] * 12, WEDNESDAY - timedelta(weeks=ago))
    app = under(house, CLAUSES).app

    def calls(begin_weeks: int | None, end_weeks: int) -> int:
        begin = None if begin_weeks is None else WEDNESDAY - timedelta(weeks=begin_weeks)
        wanted = EvaluationFilter(begin=begin, end=WEDNESDAY - timedelta(weeks=end_weeks))
        whole = app.efficiency.beside(house.carla, wanted).whole
        return whole.time.n if whole else 0

    assert calls(3, 1) == 12 * (4 + 3)
    assert calls(3, 2) == calls(3, 3) == 12 * 4, "the week of two adds nothing"
    assert calls(2, 2) == 0
    report = app.efficiency.beside(house.carla, EvaluationFilter())
    assert (report.agents, report.people, report.by_agent) == ((), None, False)
    assert [each.time.n for each in report.teams] == [12 * 7]
    assert sum(point.time.n for point in report.points) == 12 * 7
    everything = house.app.efficiency.beside(house.carla, EvaluationFilter())
    assert everything.whole
    assert everything.whole.time.n == 12 * 9


@pytest.mark.parametrize("narrowed", [{"agent_id": 1}, {"evaluator_id": 1}, {"contact_reason": "delivery"}])
def test_nothing_narrower_than_a_team_can_be_asked(house: House, narrowed: dict[str, object]) -> None:
    with pytest.raises(NoHandlingTime):
        under(house, CLAUSES).app.efficiency.beside(house.carla, EvaluationFilter(**narrowed))  # type: ignore[arg-type]
    assert house.app.efficiency.beside(house.carla, EvaluationFilter(**narrowed))  # type: ignore[arg-type]
