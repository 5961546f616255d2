"""The two evaluations of a call that two have heard, once both are published."""

from __future__ import annotations

from dataclasses import dataclass

from benvenuto.domain.evaluation import Evaluation, EvaluationRow, SelectionKind
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.hearing import Heard
from benvenuto.domain.people import Actor
from benvenuto.services.clock import Clock
from benvenuto.services.scoring.evaluations import assemble, readable, reader_of
from benvenuto.services.scoring.listen_first import check_heard, unheard
from benvenuto.services.scoring.scorecards import Scorecards
from benvenuto.storage.database import Database, Transaction


@dataclass(frozen=True, slots=True)
class Pair:
    """Two evaluations of one call, the one that counts first."""

    first: Evaluation
    second: Evaluation


@dataclass(frozen=True)
class SideBySide:
    """The service of pairs."""

    database: Database
    clock: Clock
    scorecards: Scorecards

    def pair(self, actor: Actor, call_id: int) -> Pair:
        """Both evaluations of a call, for whoever may read both; Forbidden also while one is not published.

        ListenFirst for who must say what they hear before, to decide a dispute about the call.
        """
        with self.database.read() as tx:
            rows = _pair(tx, actor, call_id)
            if rows is None:
                raise Forbidden
            check_heard(tx, actor, rows[0])
            pair = Pair(*(assemble(tx, self.scorecards, row) for row in rows))
            reader = reader_of(tx, actor, rows[0], self.clock())
        reader.note(self.database, Heard.EVALUATION)
        return pair

    def is_there(self, actor: Actor, call_id: int) -> bool:
        """Whether there are two that the actor may read."""
        with self.database.read() as tx:
            rows = _pair(tx, actor, call_id)
            return rows is not None and not unheard(tx, actor, rows)


def _pair(tx: Transaction, actor: Actor, call_id: int) -> tuple[EvaluationRow, EvaluationRow] | None:
    rows = readable(tx, actor, tx.evaluations.of_call(call_id))
    second = next((row for row in rows if row.selection.kind is SelectionKind.SECOND), None)
    # of several, the one that was drawn: a colleague who has scored the call by hand as well is neither
    firsts = sorted(rows, key=lambda row: row.selection.kind is not SelectionKind.RANDOM)
    first = next((row for row in firsts if row.selection.kind in (SelectionKind.RANDOM, SelectionKind.TARGETED)), None)
    if first is None or second is None:
        return None
    return first, second
