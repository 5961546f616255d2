"""The works agreement: what a firm may record, hear and score, by whom it was signed, and from which day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from benvenuto.domain.people import Role
from benvenuto.domain.text import Text


class Purpose(StrEnum):
    """What recorded calls may be used for."""

    QUALITY = "quality"
    TRAINING = "training"
    ORDER_PROOF = "proof-of-order"
    COMPLAINTS = "complaints"


class TeamScoring(StrEnum):
    """Whether a team's calls may be scored; for training only, no score is made and nothing counts in an average."""

    ALLOWED = "allowed"
    TRAINING_ONLY = "training-only"
    FORBIDDEN = "forbidden"


class NeverFor(StrEnum):
    """What neither evaluations nor figures may be used for."""

    DISCIPLINE = "discipline"
    PAY = "pay"


class Retained(StrEnum):
    """What is kept for so many days, and forgotten then."""

    RECORDING = "recording"
    TRANSCRIPT = "transcript"
    EVALUATION = "evaluation"
    DRAFT = "draft"
    AUDIT = "audit"
    SIGN_IN_FAILURES = "sign_in_failures"
    NOTICES = "notices"


@dataclass(frozen=True, slots=True)
class HearingClause:
    """Who hears calls, which and how many.

    `roles` may hear calls that are not their own. `calls_per_month` is how many calls of an agent may be heard in a
    calendar month, `oldest_days` how many days a call may be heard for; None sets no limit.
    """

    roles: frozenset[Role] = frozenset({Role.SUPERVISOR, Role.MANAGER})
    calls_per_month: int | None = None
    oldest_days: int | None = None


@dataclass(frozen=True, slots=True)
class ScoringClause:
    """Which teams' calls are scored, by the names of the teams; `oldest_days` is how many days a call may be."""

    default: TeamScoring = TeamScoring.ALLOWED
    by_team: Mapping[str, TeamScoring] | None = None
    oldest_days: int | None = None

    def of_team(self, name: str) -> TeamScoring:
        """What holds for the team of this name, whatever its capitals."""
        folded = name.strip().casefold()
        own = (self.by_team or {}).items()
        return next((kind for team, kind in own if team.strip().casefold() == folded), self.default)


@dataclass(frozen=True, slots=True)
class WorksAgreement:
    """One version of it: in force from `start`, signed on a day by the parties, with its clauses.

    `handling_time` tells whether handling time may be shown for each agent, `retention` for how many days what is kept.
    """

    version: str
    start: date
    signed_on: date
    signed_by: tuple[str, ...]
    purposes: frozenset[Purpose]
    summary: Text | None = None
    scoring: ScoringClause = ScoringClause()
    hearing: HearingClause = HearingClause()
    handling_time: bool = True
    never_for: frozenset[NeverFor] = frozenset()
    retention: Mapping[Retained, int] = field(default_factory=dict)

    @property
    def teams(self) -> frozenset[str]:
        """Every team that it names."""
        return frozenset(self.scoring.by_team or ())

    @property
    def hears(self) -> bool:
        """Whether calls may be heard to judge or to teach by them, which is all that they are heard for here."""
        return bool(self.purposes & {Purpose.QUALITY, Purpose.TRAINING})

    def scoring_of(self, team: str) -> TeamScoring:
        """What holds for a team, the purposes included: for training alone, no score is made."""
        named = self.scoring.of_team(team)
        if named is TeamScoring.ALLOWED and Purpose.QUALITY not in self.purposes:
            return TeamScoring.TRAINING_ONLY if Purpose.TRAINING in self.purposes else TeamScoring.FORBIDDEN
        if named is TeamScoring.TRAINING_ONLY and Purpose.TRAINING not in self.purposes:
            return TeamScoring.FORBIDDEN
        return named


@dataclass(frozen=True, slots=True)
class WorksAgreements:
    """Every version, the earliest first; each is in force until the next one begins."""

    versions: tuple[WorksAgreement, ...] = ()

    def on(self, day: date) -> WorksAgreement | None:
        """The version in force on this day, None before the first."""
        return next((version for version in reversed(self.versions) if version.start <= day), None)

    def next_after(self, day: date) -> WorksAgreement | None:
        """The version that comes into force next."""
        return next((version for version in self.versions if version.start > day), None)
