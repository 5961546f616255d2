"""Before and after practice: an agent's randomly drawn calls on a criterion, up to its first exercise and since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from benvenuto.domain.access import scope
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.people import Actor, Person, Role
from benvenuto.services.handbook.practice import LATEST
from benvenuto.services.quality.estimates import means
from benvenuto.statistics.enough import Change, Difference, comparable, difference, said_by
from benvenuto.statistics.intervals import Estimate
from benvenuto.storage.database import Database, Transaction

SEEING = (Role.AGENT, Role.SUPERVISOR, Role.MANAGER)
WEEKLY_LOOKS = 0.995
"""The level of one look at which 95% holds for a look in each of 52 weeks: two-sided 2.80, found by simulation.

Source: Pocock (1977), "Group sequential methods in the design and analysis of clinical trials", Biometrika 64.
"""


@dataclass(frozen=True, slots=True)
class PracticeComparison:
    """An agent's calls on a criterion, by path, `before` its first exercise and `after`; None where there are none.

    `difference` is set where both have calls enough; `simulated` is how many of the calls never took place.
    """

    agent: Person
    criterion: str
    since: datetime
    before: Estimate | None
    after: Estimate | None
    difference: Difference | None
    simulated: int

    @property
    def change(self) -> Change:
        """What may be said of the two. Whatever it is, it is no proof that practice brought it about."""
        return said_by(self.difference) if self.difference else Change.TOO_FEW


@dataclass(frozen=True)
class BeforeAfter:
    """The service that sets the calls before practice beside those since."""

    database: Database

    def compared(self, actor: Actor) -> Sequence[PracticeComparison]:
        """The actor's own, and those of the agents of the teams that the actor supervises or manages, by name.

        The evaluations that led to the choice of a criterion are left out: whoever is chosen because they were weak
        does better afterwards by chance alone (regression to the mean; figures in docs/statistics.md).
        Each mean weighs calls by their inverse sampling probability. The intervals of the differences are widened so
        that 95% holds for all looks of whoever looks weekly for a year (`WEEKLY_LOOKS`), and for all criteria that an
        agent practised together (Bonferroni): whoever looks, the same is said of the same agent.
        """
        if not actor.roles.intersection(SEEING):
            raise Forbidden
        within = scope(actor, *SEEING)
        with self.database.read() as tx:
            agents = _agents(tx, actor, within.team_ids)
            began, drawn = tx.practice.began(agents), tx.practice.drawn(within, agents, LATEST)
        samples = [drawn.get((*key, since)) for key in began for since in (False, True)]
        estimates = means(samples)
        sides = {key: (estimates[2 * at], estimates[2 * at + 1]) for at, key in enumerate(began)}
        several = Counter(agent_id for (agent_id, _), both in sides.items() if comparable(*both))
        comparisons = [
            PracticeComparison(
                agent=agents[agent_id],
                criterion=criterion,
                since=began[agent_id, criterion],
                before=before,
                after=after,
                difference=_difference(before, after, several[agent_id]),
                simulated=sum(sample.simulated for sample in samples[2 * at : 2 * at + 2] if sample),
            )
            for at, ((agent_id, criterion), (before, after)) in enumerate(sides.items())
        ]
        return sorted(
            comparisons, key=lambda comparison: (comparison.agent.name, comparison.agent.id, comparison.since)
        )


def _agents(tx: Transaction, actor: Actor, team_ids: frozenset[int]) -> Mapping[int, Person]:
    agents = {person.id: person for person, _ in tx.people.agents(team_ids) if person.active}
    own = tx.people.get(actor.id) if Role.AGENT in actor.roles else None
    return agents | ({own.id: own} if own else {})


def _difference(before: Estimate | None, after: Estimate | None, several: int) -> Difference | None:
    if before is None or after is None or not comparable(before, after):
        return None
    return difference(before, after, level=1 - (1 - WEEKLY_LOOKS) / several)
