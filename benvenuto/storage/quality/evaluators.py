"""Who evaluates in which teams, and since when."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CTE, Connection, Select, func, select

from benvenuto.storage.quality.evaluation_filters import COUNTS
from benvenuto.storage.tables import evaluations, teams


@dataclass(frozen=True)
class Evaluators:
    """The repository of evaluators."""

    connection: Connection

    def of_teams(self, team_ids: Collection[int], selection: str) -> Mapping[int, datetime]:
        """When the first call was taken that each evaluated in any of these teams, of those so selected."""
        pair = _pairs(team_ids)
        first = (
            select(func.min(evaluations.c.called_at))
            .where(
                evaluations.c.team_id == pair.c.team_id,
                evaluations.c.evaluator_id == pair.c.evaluator_id,
                evaluations.c.selection == selection,
                COUNTS,
            )
            .scalar_subquery()
        )
        return self._earliest(select(pair.c.evaluator_id, first).where(pair.c.evaluator_id.is_not(None)))

    def of_agent(self, agent_id: int, selection: str) -> Mapping[int, datetime]:
        """The same of this agent's calls."""
        columns = evaluations.c
        query = select(columns.evaluator_id, func.min(columns.called_at)).group_by(columns.evaluator_id)
        return self._earliest(query.where(columns.agent_id == agent_id, columns.selection == selection, COUNTS))

    def _earliest(self, query: Select[Any]) -> Mapping[int, datetime]:
        earliest: dict[int, datetime] = {}
        for who, timestamp in self.connection.execute(query):
            if timestamp is not None:
                earliest[who] = min(timestamp, earliest.get(who, timestamp))
        return earliest


def _pairs(team_ids: Collection[int]) -> CTE:
    """Every team with everybody who ever evaluated there: from one to the next, one look into the index for each.

    Asked with DISTINCT, a million evaluations would all be read to find fifty people.
    """
    at, least = evaluations.c, func.min(evaluations.c.evaluator_id)
    begin = select(least).where(at.team_id == teams.c.id).scalar_subquery()
    walk = select(teams.c.id.label("team_id"), begin.label("evaluator_id"))
    pair = walk.where(teams.c.id.in_(sorted(team_ids))).cte("pair", recursive=True)
    further = select(least).where(at.team_id == pair.c.team_id, at.evaluator_id > pair.c.evaluator_id).scalar_subquery()
    return pair.union_all(select(pair.c.team_id, further).where(pair.c.evaluator_id.is_not(None)))
