"""The learning path: what was signed for whom, what was withdrawn, and how many evaluations an agent has read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from benvenuto.domain.evaluation import COUNTING, FOR_THE_AGENT
from benvenuto.domain.learning import ReadCounts, SignOff
from benvenuto.domain.text import Text
from benvenuto.storage.tables import evaluations, people, sign_offs


@dataclass(frozen=True)
class Learning:
    """The repository of the learning path."""

    connection: Connection

    def sign_offs(self, agent_ids: Iterable[int]) -> Sequence[SignOff]:
        """Every signature for these agents, withdrawn ones too, oldest first."""
        signer, withdrawer = people.alias("signer"), people.alias("withdrawer")
        query = (
            select(sign_offs, signer.c.name.label("by"), withdrawer.c.name.label("taken_back_by"))
            .join(signer, signer.c.id == sign_offs.c.signed_by)
            .outerjoin(withdrawer, withdrawer.c.id == sign_offs.c.withdrawn_by)
            .where(sign_offs.c.agent_id.in_(list(agent_ids)))
            .order_by(sign_offs.c.id)
        )
        return [
            SignOff(
                agent_id=row.agent_id,
                step=row.step,
                title=Text(row.title),
                by=row.by,
                at=row.signed_at,
                withdrawn_by=row.taken_back_by or "",
                withdrawn_at=row.withdrawn_at,
            )
            for row in self.connection.execute(query)
        ]

    def sign(self, agent_id: int, step: str, title: Text, by: int, at: datetime) -> None:
        """Keep a signature."""
        row = {"agent_id": agent_id, "step": step, "title": dict(title.versions), "signed_by": by, "signed_at": at}
        self.connection.execute(insert(sign_offs).values(row))

    def withdraw(self, agent_id: int, step: str, by: int, at: datetime) -> bool:
        """Withdraw the signature that stands; the row stays. False when none stands."""
        stands = (sign_offs.c.agent_id == agent_id) & (sign_offs.c.step == step) & sign_offs.c.withdrawn_at.is_(None)
        done = self.connection.execute(update(sign_offs).where(stands).values(withdrawn_by=by, withdrawn_at=at))
        return done.rowcount > 0

    def heard(self, agent_ids: Iterable[int]) -> Mapping[int, ReadCounts]:
        """Published evaluations by somebody else, for those of these agents who have any."""
        query = (
            select(
                evaluations.c.agent_id,
                func.count().label("published"),
                func.count(evaluations.c.acknowledged_at).label("acknowledged"),
            )
            .where(
                evaluations.c.agent_id.in_(list(agent_ids)),
                evaluations.c.selection.in_([kind.value for kind in FOR_THE_AGENT]),
                evaluations.c.status.in_([status.value for status in COUNTING]),
            )
            .group_by(evaluations.c.agent_id)
        )
        return {row.agent_id: ReadCounts(row.published, row.acknowledged) for row in self.connection.execute(query)}
