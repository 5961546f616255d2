"""A line of the audit log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One line of the log; `actor` is empty where nobody was signed in, and still named when their account is gone."""

    at: datetime
    actor: str
    action: str
    subject_type: str
    subject_id: str
    detail: Mapping[str, Any]


BEFORE = "_before"
"""How the name ends under which a row keeps what something was until then."""


def from_to(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, object]:
    """The details of a change: what each is from now on, and what it was, where that was another."""
    changed = {f"{name}{BEFORE}": value for name, value in before.items() if after.get(name) != value}
    return {**after, **changed}


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which lines of the log; empty fields do not filter.

    `actor_id` 0 is the system. `about_id` is the person whom a line concerns: their account, their calls and the
    evaluations of them; `kind` is the kind of thing that it is about, such as a call. `begin` is included, `end` is
    not. `words` are searched for in names and details.
    """

    action: str = ""
    actor_id: int | None = None
    about_id: int | None = None
    kind: str = ""
    begin: datetime | None = None
    end: datetime | None = None
    words: str = ""
