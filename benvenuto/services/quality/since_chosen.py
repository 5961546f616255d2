"""Before and since an agent was chosen for a criterion, compared so that chance is not taken for change.

One rule wherever somebody was chosen because they were weak: for practice, for coaching.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from benvenuto.domain.people import Person
from benvenuto.domain.sums import Sums
from benvenuto.services.quality.estimates import means
from benvenuto.statistics.enough import Change, Difference, comparable, difference, said_by
from benvenuto.statistics.intervals import Estimate

WEEKLY_LOOKS = 0.995
"""The level of one look at which 95% holds for a look in each of 52 weeks: two-sided 2.80, found by simulation.

Source: Pocock (1977), "Group sequential methods in the design and analysis of clinical trials", Biometrika 64.
"""

LED_TO_CHOICE = 10
"""So many evaluations before a choice led to it, and are on neither side: whoever is chosen because they were weak
does better afterwards by chance alone (regression to the mean; figures in docs/statistics.md)."""


@dataclass(frozen=True, slots=True)
class CriterionChoice:
    """An agent who was chosen for a criterion, by path, and since when."""

    agent: Person
    criterion: str
    since: datetime


@dataclass(frozen=True, slots=True)
class SinceChosen:
    """An agent's calls on a criterion, by path, `before` something began and `after`; None where there are none.

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
        """What may be said of the two. Whatever it is, it is no proof that what began then brought it about."""
        return said_by(self.difference) if self.difference else Change.TOO_FEW


def compare_since(
    choices: Sequence[CriterionChoice], sides: Sequence[tuple[Sums | None, Sums | None]]
) -> Sequence[SinceChosen]:
    """Each choice with its two sides, before and after; without the evaluations that led to it.

    Each mean weighs calls by their inverse sampling probability. The intervals of the differences are widened so that
    95% holds for all looks of whoever looks weekly for a year (`WEEKLY_LOOKS`), and for all criteria that an agent was
    chosen for together (Bonferroni): whoever looks, the same is said of the same agent.
    """
    estimates = means([side for both in sides for side in both])
    pairs = list(zip(estimates[::2], estimates[1::2], strict=True))
    several = Counter(choice.agent.id for choice, pair in zip(choices, pairs, strict=True) if comparable(*pair))
    return [
        SinceChosen(
            agent=choice.agent,
            criterion=choice.criterion,
            since=choice.since,
            before=before,
            after=after,
            difference=_difference(before, after, several[choice.agent.id]),
            simulated=sum(side.simulated for side in both if side),
        )
        for choice, both, (before, after) in zip(choices, sides, pairs, strict=True)
    ]


def _difference(before: Estimate | None, after: Estimate | None, several: int) -> Difference | None:
    if before is None or after is None or not comparable(before, after):
        return None
    return difference(before, after, level=1 - (1 - WEEKLY_LOOKS) / several)
