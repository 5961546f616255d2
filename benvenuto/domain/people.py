"""People, the roles they hold and the teams that bound them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from benvenuto.domain.faults import message
from benvenuto.domain.text import DEFAULT_LANGUAGE


class Role(StrEnum):
    """What somebody does here; a person may hold several."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


ROLE_NAMES = {
    Role.AGENT: message("agent"),
    Role.SUPERVISOR: message("supervisor"),
    Role.MANAGER: message("manager"),
    Role.ADMINISTRATOR: message("administrator"),
}


@dataclass(frozen=True, slots=True)
class Team:
    """A group of agents with its supervisors and managers."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Membership:
    """A role held, in a team; an administrator's has no team."""

    role: Role
    team_id: int | None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account. `agent_code` is how call logs name the agent; `last_seen` of any session."""

    id: int
    username: str
    name: str
    language: str
    active: bool
    agent_code: str = ""
    must_change_password: bool = False
    password_expires_at: datetime | None = None
    has_second_factor: bool = False
    memberships: tuple[Membership, ...] = ()
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A browser that somebody is signed in with, by the hash of its token; `seen_at` is when it was last used."""

    token_hash: str
    person_id: int
    created_at: datetime
    seen_at: datetime
    address: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever asks, as every service sees them."""

    id: int
    name: str
    memberships: frozenset[Membership] = field(default_factory=frozenset)
    language: str = DEFAULT_LANGUAGE

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held in any team."""
        return frozenset(membership.role for membership in self.memberships)

    def teams(self, role: Role) -> frozenset[int]:
        """The teams in which this role is held."""
        return frozenset(m.team_id for m in self.memberships if m.role is role and m.team_id is not None)
