"""Calls of groups alone: what is left of timed calls where no figure may be one agent's.

A team's week in which too few agents have calls is left out whole. What remains is made of pieces that are never cut,
so that any two selections of whole weeks and teams differ by whole pieces, each of agents enough: nothing is got by
subtracting.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import compress
from typing import Any
from zoneinfo import ZoneInfo

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.weeks import monday_of, week_from
from benvenuto.storage.quality.efficiency import TimedCalls

FEWEST_AGENTS = 3
"""Of two, each could take away their own."""


def whole_weeks(wanted: EvaluationFilter, zone: ZoneInfo) -> EvaluationFilter:
    """The filter with its ends moved outwards to Mondays: no week is cut."""
    begin = week_from(monday_of(wanted.begin, zone), zone).low if wanted.begin else None
    end = wanted.end
    if end is not None and end != (low := week_from(monday_of(end, zone), zone)).low:
        end = low.high
    return replace(wanted, begin=begin, end=end)


def of_groups(timed: TimedCalls, point_of_week: Sequence[int]) -> TimedCalls:
    """Those calls, whose stretches are weeks, of a team's weeks with agents enough; their stretches become points."""
    agents: dict[tuple[int, int], set[int]] = defaultdict(set)
    pieces = list(zip(timed.team_id, timed.stretch, strict=True))
    for piece, agent_id in zip(pieces, timed.agent_id, strict=True):
        agents[piece].add(agent_id)
    left = [len(agents[piece]) >= FEWEST_AGENTS for piece in pieces]
    columns: list[Any] = [list(compress(column, left)) for column in timed]
    kept = TimedCalls(*columns)
    return kept._replace(stretch=[point_of_week[week] for week in kept.stretch])
