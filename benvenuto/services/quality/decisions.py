"""Disputes and decisions: how long agents wait, how often they are right, and about which criteria."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from benvenuto.domain.evaluation import Status
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.people import Actor
from benvenuto.domain.rubric import Criterion
from benvenuto.services.quality.oversight_scope import oversight_scope
from benvenuto.services.scoring.scorecards import Scorecards
from benvenuto.statistics.intervals import bounds
from benvenuto.statistics.medians import Median, median_of
from benvenuto.storage.database import Database

_DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class ChangedShare:
    """How many of `n` decisions changed what was published; the interval is Clopper and Pearson's."""

    n: int
    changed: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class CriterionDecisions:
    """A criterion, in the newest version that was decided about; None where that version no longer names it."""

    path: str
    criterion: Criterion | None
    share: ChangedShare


@dataclass(frozen=True, slots=True)
class DisputeReport:
    """Disputes of a period: `open` ones, and those decided, with the days that took.

    The criteria are those that agents named, the most often changed first: disputes about a whole evaluation name none.
    """

    open: int
    days: Median | None
    changed: ChangedShare | None
    criteria: Sequence[CriterionDecisions]
    simulated: int

    @property
    def decided(self) -> int:
        """How many were decided."""
        return self.changed.n if self.changed else 0


@dataclass(frozen=True)
class DecisionService:
    """The service of disputes and decisions."""

    database: Database
    scorecards: Scorecards

    def report(self, actor: Actor, wanted: EvaluationFilter) -> DisputeReport:
        """The disputes about calls that the actor watches, however these were chosen: a dispute is no sample."""
        within, every = oversight_scope(actor), replace(wanted, selection="")
        with self.database.read() as tx:
            disputes = tx.decisions.disputes(within, every)
            rows = tx.decisions.criteria(within, every)
            cards = {number: self.scorecards.version(tx, number) for number in sorted({row.version_id for row in rows})}
        decided = [dispute for dispute in disputes if dispute.decided_at is not None]
        days = [
            (dispute.decided_at - dispute.disputed_at).total_seconds() / _DAY_S
            for dispute in decided
            if dispute.decided_at is not None
        ]
        criteria = [
            CriterionDecisions(row.path, cards[row.version_id].criterion(row.path), _share(row.n, row.changed))
            for row in rows
        ]
        return DisputeReport(
            open=len(disputes) - len(decided),
            days=median_of(days),
            changed=_share(len(decided), sum(dispute.status is not Status.UPHELD for dispute in decided))
            if decided
            else None,
            criteria=sorted(criteria, key=lambda each: (-each.share.low, -each.share.n, each.path)),
            simulated=sum(dispute.simulated for dispute in disputes),
        )


def _share(n: int, changed: int) -> ChangedShare:
    share = changed / n
    # of zeros and ones these are Clopper and Pearson's, which hold at every share: most criteria are changed never
    low, high = bounds(share, share * (1 - share) * n / max(n - 1, 1), n, high=1)
    return ChangedShare(n, changed, float(low), float(high))
