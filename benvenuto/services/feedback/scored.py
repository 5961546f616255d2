"""The list of scored calls: every published evaluation of one's teams, and how far it has come with its agent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benvenuto.domain.evaluation import EvaluationRow
from benvenuto.domain.people import Actor, Team
from benvenuto.domain.scored import ScoredFilter
from benvenuto.services.quality.oversight_scope import oversight_scope
from benvenuto.services.scoring.blindness import hidden_calls
from benvenuto.services.scoring.evaluations import readable
from benvenuto.services.scoring.listen_first import all_unheard
from benvenuto.storage.database import Database

EVERYTHING = ScoredFilter()


@dataclass(frozen=True, slots=True)
class ScoredChoices:
    """What the list can be filtered by: teams, agents and evaluators by id, and contact reasons."""

    teams: Sequence[Team]
    agents: Mapping[int, str]
    evaluators: Mapping[int, str]
    contact_reasons: Sequence[str]


@dataclass(frozen=True)
class ScoredService:
    """The service of the list of scored calls, for supervisors and managers of their own teams."""

    database: Database

    def choices(self, actor: Actor) -> ScoredChoices:
        """What there is to filter by; nothing before the first publication."""
        within = oversight_scope(actor).team_ids
        with self.database.read() as tx:
            teams = [team for team in tx.people.teams() if team.id in within]
            agents, evaluators, reasons = tx.evaluations.scored_choices(within)
        return ScoredChoices(teams, agents, evaluators, reasons)

    def listed(
        self, actor: Actor, wanted: ScoredFilter = EVERYTHING, limit: int | None = 25, offset: int = 0
    ) -> tuple[Sequence[EvaluationRow], int]:
        """One page of them in the order that is asked, and how many there are in all; without a limit all of them."""
        within = oversight_scope(actor).team_ids
        with self.database.read() as tx:
            to_hear = all_unheard(tx, actor)
            kept = hidden_calls(tx, actor)
            rows, total = tx.evaluations.scored(
                within, wanted, limit, offset, but=kept, unheard=to_hear, reader_id=actor.id
            )
            return readable(tx, actor, rows), total
