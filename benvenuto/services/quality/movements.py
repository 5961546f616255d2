"""What moved between two periods: the change of the final score in parts that add up to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import numpy as np

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.people import Actor
from benvenuto.domain.scorecard import Scorecard
from benvenuto.domain.text import Text
from benvenuto.services.quality.answered_calls import AnsweredCalls, answered_calls, criteria_of, take
from benvenuto.services.quality.oversight_scope import oversight_scope
from benvenuto.services.scoring.scorecards import Scorecards
from benvenuto.statistics.decomposition import LEAST_CALLS, ChangeComponent, Movement, what_moved
from benvenuto.statistics.intervals import LEVEL
from benvenuto.statistics.tally import GROUPS, Tally, tally
from benvenuto.storage.database import Database

# Cells are reasons x teams x criteria: of more reasons than this, the rarest count as one.
MOST_REASONS = 12
# Of so many weeks in each period, the jackknife leaves out one after the other; of fewer, twentieths of the calls.
LEAST_WEEKS = 4
WEEK = timedelta(weeks=1)


class MovementKind(StrEnum):
    """What a part of a change is: a criterion done better or worse, or one of the four that are not of any one."""

    CRITERION = "criterion"
    COUNTED = "counted"
    CRITICAL = "critical"
    REASONS = "reasons"
    TEAMS = "teams"


@dataclass(frozen=True, slots=True)
class ChangePart:
    """A part of a change, with the title of its criterion. `clear`: more than chance explains, all parts considered."""

    kind: MovementKind
    path: str
    title: Text
    part: ChangeComponent
    clear: bool


@dataclass(frozen=True, slots=True)
class WhatMoved:
    """What moved, None where a period has next to no calls; `parts` in the order of the scorecards, then the others.

    `calls` are the evaluations of both periods, before and after, of which `taken` were looked at; of all, `simulated`
    never took place. `rare` reasons were counted as one.
    """

    calls: tuple[int, int]
    taken: tuple[int, int]
    simulated: int
    rare: int
    movement: Movement | None
    parts: Sequence[ChangePart]

    @property
    def clear(self) -> bool:
        """Whether the whole change is more than chance explains."""
        return self.movement is not None and (self.movement.change.low > 0 or self.movement.change.high < 0)

    @property
    def enough(self) -> bool:
        """Whether both periods have calls enough for the intervals to hold."""
        return min(self.taken) >= LEAST_CALLS


@dataclass(frozen=True)
class Movements:
    """The service of what moved."""

    database: Database
    scorecards: Scorecards

    def between(self, actor: Actor, before: EvaluationFilter, after: EvaluationFilter) -> WhatMoved:
        """Decompose the change of the mean final score, in points, of the calls that the actor watches.

        Forbidden for who supervises and manages nobody.
        Calls are weighed by their inverse sampling probability. Whether a part is clear is asked of all parts together
        (Bonferroni); their intervals are those of one alone. Calls of one week stand or fall together: weeks that stray
        as a whole widen all intervals, where both periods have weeks enough.
        """
        within = oversight_scope(actor)
        with self.database.read() as tx:
            periods = [take(tx, within, wanted) for wanted in (before, after)]
            used = sorted({facts.version_id for taken in periods for facts in taken.facts})
            stored = {number: self.scorecards.version(tx, number) for number in used}
        criteria = criteria_of(stored)
        heard = [answered_calls(taken, criteria) for taken in periods]
        reasons, rare = _reasons(heard)
        tallies = _tallies(heard, reasons, len(criteria.place), _weeks(heard, after.begin))
        movement = what_moved(*tallies)
        return WhatMoved(
            calls=(periods[0].all, periods[1].all),
            taken=(len(heard[0].facts), len(heard[1].facts)),
            simulated=sum(taken.simulated for taken in periods),
            rare=rare,
            movement=movement,
            parts=_parts(movement, tallies, criteria.paths, _titles(stored.values())) if movement else (),
        )


def _reasons(heard: Sequence[AnsweredCalls]) -> tuple[Mapping[str, int], int]:
    """The place of each contact reason, and how many rare ones share the last."""
    counted = Counter(facts.contact_reason for calls in heard for facts in calls.facts)
    often = [reason for reason, _ in counted.most_common()]
    # one rare reason keeps its name: a cell for the others would be no fewer
    rare = len(often) - MOST_REASONS if len(often) > MOST_REASONS + 1 else 0
    last = len(often) - max(rare, 1)
    return {reason: min(place, last) for place, reason in enumerate(often)}, rare


def _weeks(heard: Sequence[AnsweredCalls], since: datetime | None) -> Sequence[Sequence[int] | None]:
    """The jackknife group of each call of both periods: its week, counted from when the second begins."""
    if since is None:
        return None, None
    weeks = [[(facts.called_at - since) // WEEK for facts in calls.facts] for calls in heard]
    if min(len(set(numbers)) for numbers in weeks) < LEAST_WEEKS:
        return None, None
    return [[number % GROUPS for number in numbers] for numbers in weeks]


def _tallies(
    heard: Sequence[AnsweredCalls],
    reasons: Mapping[str, int],
    criteria: int,
    weeks: Sequence[Sequence[int] | None],
) -> tuple[Tally, Tally]:
    numbers = sorted({facts.team_id for calls in heard for facts in calls.facts})
    teams = {number: place for place, number in enumerate(numbers)}
    before, after = (
        tally(
            calls.answers,
            np.array([reasons[facts.contact_reason] for facts in calls.facts], dtype=np.intp),
            np.array([teams[facts.team_id] for facts in calls.facts], dtype=np.intp),
            reasons=max(reasons.values(), default=0) + 1,
            teams=max(len(teams), 1),
            criteria=criteria,
            lost=[facts.lost for facts in calls.facts],
            # targeted calls have no probability, and count alike
            weights=[1 / (facts.probability or 1) for facts in calls.facts],
            groups=groups,
        )
        for calls, groups in zip(heard, weeks, strict=True)
    )
    return before, after


def _parts(
    movement: Movement, tallies: tuple[Tally, Tally], paths: Sequence[str], titles: Mapping[str, Text]
) -> Sequence[ChangePart]:
    # a part that is exactly 0 claims nothing, so it widens nobody's interval
    number = sum(part.points != 0 for part in _all(movement))
    wider = what_moved(*tallies, level=1 - (1 - LEVEL) / max(number, 1))
    assert wider is not None  # noqa: S101 - the same periods
    kinds = [*((MovementKind.CRITERION, path) for path in paths), *((kind, "") for kind in list(MovementKind)[1:])]
    return [
        ChangePart(kind, path, titles.get(path, Text.plain("")), part, clear=wide.low > 0 or wide.high < 0)
        for (kind, path), part, wide in zip(kinds, _all(movement), _all(wider), strict=True)
    ]


def _all(movement: Movement) -> Sequence[ChangeComponent]:
    return [*movement.criteria, movement.counted, movement.critical, movement.reasons, movement.teams]


def _titles(scorecards: Iterable[Scorecard]) -> Mapping[str, Text]:
    return {path: criterion.title for scorecard in scorecards for path, criterion in scorecard.criteria()}
