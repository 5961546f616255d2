"""Which evaluations to look at, as a reader chooses them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class EvaluationFilter:
    """Which evaluations. `selection`: random or targeted; empty fields do not filter."""

    selection: str = "random"
    begin: datetime | None = None
    end: datetime | None = None
    team_id: int | None = None
    agent_id: int | None = None
    evaluator_id: int | None = None
    contact_reason: str = ""
