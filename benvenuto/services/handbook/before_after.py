"""Before and after practice: an agent's randomly drawn calls on a criterion, up to its first exercise and since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benvenuto.domain.access import scope
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.people import Actor, Person, Role
from benvenuto.services.handbook.practice import LATEST
from benvenuto.services.quality.since_chosen import CriterionChoice, SinceChosen, compare_since
from benvenuto.storage.database import Database, Transaction

SEEING = (Role.AGENT, Role.SUPERVISOR, Role.MANAGER)


@dataclass(frozen=True)
class BeforeAfter:
    """The service that sets the calls before practice beside those since."""

    database: Database

    def compared(self, actor: Actor) -> Sequence[SinceChosen]:
        """The actor's own, and those of the agents of the teams that the actor supervises or manages, by name.

        The evaluations that led to the choice of a criterion are left out; see `compare_since`.
        """
        if not actor.roles.intersection(SEEING):
            raise Forbidden
        within = scope(actor, *SEEING)
        with self.database.read() as tx:
            agents = _agents(tx, actor, within.team_ids)
            began, drawn = tx.practice.began(agents), tx.practice.drawn(within, agents, LATEST)
        choices = [
            CriterionChoice(agents[agent_id], criterion, since) for (agent_id, criterion), since in began.items()
        ]
        sides = [(drawn.get((*key, False)), drawn.get((*key, True))) for key in began]
        return sorted(
            compare_since(choices, sides), key=lambda chosen: (chosen.agent.name, chosen.agent.id, chosen.since)
        )


def _agents(tx: Transaction, actor: Actor, team_ids: frozenset[int]) -> Mapping[int, Person]:
    agents = {person.id: person for person, _ in tx.people.agents(team_ids) if person.active}
    own = tx.people.get(actor.id) if Role.AGENT in actor.roles else None
    return agents | ({own.id: own} if own else {})
