"""What differs between two versions of a rubric."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from benvenuto.domain.rubric import Criterion, Rubric


@dataclass(frozen=True, slots=True)
class RubricChanges:
    """Criteria by what happened to them, in the order of the newer version; `reweighted` and `reworded` hold the
    older criterion before the newer one, and `reworded` whatever else than the weight is another."""

    added: Sequence[Criterion]
    removed: Sequence[Criterion]
    reweighted: Sequence[tuple[Criterion, Criterion]]
    reworded: Sequence[tuple[Criterion, Criterion]]
    heading: bool
    """Whether title, summary or chapter of the rubric itself are others, or the order of its criteria."""

    @property
    def none(self) -> bool:
        """Whether nothing differs but, perhaps, the version."""
        return not (self.added or self.removed or self.reweighted or self.reworded or self.heading)


def rubric_changes(before: Rubric, after: Rubric) -> RubricChanges:
    """What differs, criterion by criterion; a criterion is known by its id."""
    old = {criterion.id: criterion for criterion in before.criteria}
    new = {criterion.id: criterion for criterion in after.criteria}
    both = [(old[criterion.id], criterion) for criterion in after.criteria if criterion.id in old]
    return RubricChanges(
        added=[criterion for criterion in after.criteria if criterion.id not in old],
        removed=[criterion for criterion in before.criteria if criterion.id not in new],
        reweighted=[(then, now) for then, now in both if then.weight != now.weight],
        reworded=[(then, now) for then, now in both if replace(then, weight=now.weight) != now],
        heading=(before.title, before.summary, before.handbook) != (after.title, after.summary, after.handbook)
        or [name for name in old if name in new] != [name for name in new if name in old],
    )
