"""Critical errors: in which criteria calls fail, for which reasons, and the evaluations behind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.people import Actor
from benvenuto.domain.text import Text
from benvenuto.services.calls.nameless import by_unknown_agents
from benvenuto.services.quality.oversight_scope import oversight_scope
from benvenuto.services.scoring.blindness import hidden
from benvenuto.services.scoring.listen_first import unheard
from benvenuto.services.scoring.scorecards import Scorecards
from benvenuto.statistics.proportions import wilson
from benvenuto.storage.database import Database, Transaction
from benvenuto.storage.quality.critical_errors import Failures

MOST_BEHIND = 50


@dataclass(frozen=True, slots=True)
class ErrorShare:
    """A part of the critical errors found: `n` of them, `part` of all (0..1) from `low` to `high`.

    `part` weighs each call by its inverse sampling probability, so it is that of all calls, not of those heard;
    `up_to` adds the larger ones. The interval is Wilson's (`statistics.proportions`).
    """

    key: str
    title: Text
    n: int
    part: float
    low: float
    high: float
    up_to: float


@dataclass(frozen=True, slots=True)
class Failing:
    """Where calls fail: the criteria by path, and for each the reasons by id ("" where none was chosen), most first.

    `errors` were found in all. Reasons are shares of all that were chosen for their criterion: an error may have
    several.
    """

    errors: int
    criteria: Sequence[ErrorShare]
    reasons: Mapping[str, Sequence[ErrorShare]]


@dataclass(frozen=True)
class CriticalErrorService:
    """The service of critical errors."""

    database: Database
    scorecards: Scorecards

    def failing(self, actor: Actor, wanted: EvaluationFilter, critical_type: str = "") -> Failing:
        """Where calls fail critically, in the teams that the actor supervises or manages."""
        within = oversight_scope(actor)
        with self.database.read() as tx:
            failures = tx.critical_errors.failures(within, wanted, critical_type)
            return self._sorted(tx, failures)

    def behind(
        self, actor: Actor, wanted: EvaluationFilter, path: str, reason: str | None = None, critical_type: str = ""
    ) -> Sequence[int]:
        """The newest evaluations in which a criterion failed critically; where `reason` was chosen, "" for none."""
        within = oversight_scope(actor)
        with self.database.read() as tx:
            ids = tx.critical_errors.behind(within, wanted, critical_type, path, reason, MOST_BEHIND)
            rows = tx.evaluations.these(ids)
            # to stand here is a mark
            kept = hidden(tx, actor, rows) | unheard(tx, actor, rows)
            if wanted.agent_id is not None:
                kept |= by_unknown_agents(tx, actor, rows)
            return [number for number in ids if number not in kept]

    def _sorted(self, tx: Transaction, failures: Sequence[Failures]) -> Failing:
        by_path: dict[str, list[Failures]] = defaultdict(list)
        for failure in failures:
            by_path[failure.path].append(failure)
        parts = [ErrorTally(path, self._title(tx, group), *_added(group)) for path, group in by_path.items()]
        return Failing(
            errors=sum(failure.n for failure in failures),
            criteria=shares(parts),
            reasons={path: self._reasons(tx, group) for path, group in by_path.items()},
        )

    def _title(self, tx: Transaction, failures: Sequence[Failures]) -> Text:
        newest = max(failures, key=lambda failure: failure.version_id)
        criterion = self.scorecards.version(tx, newest.version_id).criterion(newest.path)
        return criterion.title if criterion else Text.plain(newest.path)

    def _reasons(self, tx: Transaction, failures: Sequence[Failures]) -> Sequence[ErrorShare]:
        texts: dict[str, Text] = {"": Text.plain("")}
        chosen: dict[str, list[Failures]] = defaultdict(list)
        for failure in sorted(failures, key=lambda failure: failure.version_id):  # the newest words win
            criterion = self.scorecards.version(tx, failure.version_id).criterion(failure.path)
            texts |= {reason.id: reason.text for reason in (criterion.reasons if criterion else ())}
            for reason in failure.reasons or ("",):
                chosen[reason].append(failure)
        return shares(
            [ErrorTally(id_, texts.get(id_, Text.plain(id_)), *_added(group)) for id_, group in chosen.items()]
        )


class ErrorTally(NamedTuple):
    """A part before it is a share: so many errors, their weights and the squares of these added up."""

    key: str
    title: Text
    n: int
    w: float
    w2: float


def shares(parts: Sequence[ErrorTally]) -> Sequence[ErrorShare]:
    """Pareto shares of the parts in their sum, 0 to 1, the largest first, each with Wilson's interval."""
    whole, squares = sum(part.w for part in parts), sum(part.w2 for part in parts)
    ranked, up_to = [], 0.0
    for key, title, n, w, _ in sorted(parts, key=lambda part: (-part.w, part.key)):
        # as many errors of equal weight as these are worth (Kish)
        low, high = wilson(w / whole, whole**2 / squares)
        # rounding would end a hair above all of them
        up_to = min(up_to + w / whole, 1.0)
        ranked.append(ErrorShare(key, title, n, w / whole, float(low), float(high), up_to))
    return ranked


def _added(failures: Sequence[Failures]) -> tuple[int, float, float]:
    return (
        sum(failure.n for failure in failures),
        sum(failure.w for failure in failures),
        sum(failure.w2 for failure in failures),
    )
