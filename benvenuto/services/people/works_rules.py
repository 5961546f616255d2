"""The works agreement in force, as every service asks it: today's version, and what it forbids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from benvenuto.domain.access import Scope
from benvenuto.domain.call import Call
from benvenuto.domain.faults import Fault
from benvenuto.domain.hearing import NOBODY_HEARD_OUT, HeardOut, HearingReason
from benvenuto.domain.people import Actor, Role
from benvenuto.domain.works_agreement import Purpose, TeamScoring, WorksAgreement, WorksAgreements
from benvenuto.domain.works_rules import (
    AgainstWorksAgreement,
    NoHandlingTime,
    NoTraining,
    WantedHearing,
    agreed_reasons,
    check_hearing,
    check_scoring,
    may_show_score,
    purposes_of,
    sayable,
)
from benvenuto.formats.works_agreement import BrokenWorksAgreement, read_works_agreement
from benvenuto.services.clock import Clock
from benvenuto.storage.database import Transaction


@dataclass(frozen=True)
class WorksRules:
    """The rules of the works agreement; `file` is None where none is set, and nothing is forbidden then.

    The file is read once. With a fault in it everything that it could forbid is refused: BrokenWorksAgreement.
    """

    file: Path | None
    clock: Clock
    timezone: ZoneInfo

    @property
    def agreements(self) -> WorksAgreements:
        """Every version."""
        if self._read[1]:
            raise BrokenWorksAgreement(file=self.file, line=self._read[1][0].line)
        return self._read[0]

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with the file."""
        return tuple(self._read[1])

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the file as it was read; "" where there is none."""
        return "" if self.file is None else sha256(self.file.read_bytes()).hexdigest()

    @property
    def in_force(self) -> WorksAgreement | None:
        """Today's version; None where none is set, or before the first."""
        return self.agreements.on(self.today)

    @property
    def today(self) -> date:
        """Today, in the site's zone."""
        return self._day(self.clock())

    def check_hearing(
        self, tx: Transaction, actor: Actor, call: Call, reason: HearingReason | None, *, disputed: bool
    ) -> None:
        """Raise what forbids the actor to hear this call now, or to read its words; a right to it is another matter.

        `reason` is None as long as they have yet to say it.
        """
        agreement = self.in_force
        if agreement is None:
            return
        heard, again = 0, False
        if agreement.hearing.calls_per_month is not None and call.agent_id is not None:
            heard, again = tx.heard_calls.of_agent(call.agent_id, self.today, call.id)
        roles = frozenset(role for role in (Role.SUPERVISOR, Role.MANAGER) if call.team_id in actor.teams(role))
        called_on, own = self._day(call.started_at), call.agent_id == actor.id
        purposes = purposes_of(reason)
        check_hearing(agreement, WantedHearing(own, roles, self.today, called_on, purposes, disputed, heard, again))

    @property
    def agreed_reasons(self) -> Sequence[HearingReason]:
        """The reasons for which a call may be heard."""
        return agreed_reasons(self.in_force)

    @property
    def sayable(self) -> Sequence[HearingReason]:
        """Those of them that are given by hand."""
        return sayable(self.in_force)

    def check_scoring(self, call: Call) -> None:
        """Raise what forbids anybody to score this call now."""
        if (agreement := self.in_force) is not None:
            check_scoring(agreement, call.team_name, self._day(call.started_at), self.today)

    def may_score(self, call: Call) -> bool:
        """Whether this call may be scored now."""
        try:
            self.check_scoring(call)
        except AgainstWorksAgreement:
            return False
        return True

    def scorable(self, tx: Transaction, within: Scope) -> Scope:
        """The teams of the scope whose calls may be scored."""
        if (agreement := self.in_force) is None:
            return within
        scored = {team.id for team in tx.people.teams() if agreement.scoring_of(team.name) is not TeamScoring.FORBIDDEN}
        return replace(within, team_ids=within.team_ids & scored if agreement.hears else frozenset())

    @property
    def since(self) -> datetime | None:
        """From when on calls may be both heard and scored; None where no clause says how old they may be."""
        agreement = self.in_force
        clauses = (agreement.hearing.oldest_days, agreement.scoring.oldest_days) if agreement else ()
        return self._ago(min((each for each in clauses if each is not None), default=None))

    @property
    def heard_since(self) -> datetime | None:
        """From when on calls may be heard and read; None where no clause says how old they may be."""
        agreement = self.in_force
        return self._ago(agreement.hearing.oldest_days) if agreement else None

    @property
    def supervisors_hear(self) -> bool:
        """Whether supervisors may read through calls, as searching them does."""
        agreement = self.in_force
        return agreement is None or (agreement.hears and Role.SUPERVISOR in agreement.hearing.roles)

    def check_training(self) -> None:
        """Raise NoTraining where training is not among the purposes."""
        agreement = self.in_force
        if agreement is not None and Purpose.TRAINING not in agreement.purposes:
            raise NoTraining(agreement)

    def heard_out(self, tx: Transaction) -> HeardOut:
        """The agents of whom no more calls may be heard this month, and which may be again."""
        agreement = self.in_force
        limit = agreement.hearing.calls_per_month if agreement else None
        return NOBODY_HEARD_OUT if limit is None else tx.heard_calls.out(self.today, limit)

    def for_training(self, team: str) -> bool:
        """Whether evaluations of this team's calls serve training alone, and come to no score."""
        return not may_show_score(self.in_force, team)

    def check_handling_time(self, *, narrowed: bool) -> None:
        """Raise NoHandlingTime where handling time is asked for `narrowed` to what might be one agent's calls."""
        if narrowed and (agreement := self.in_force) is not None and not agreement.handling_time:
            raise NoHandlingTime(agreement)

    @property
    def agents_timed(self) -> bool:
        """Whether handling time may be shown for each agent."""
        agreement = self.in_force
        return agreement is None or agreement.handling_time

    @cached_property
    def _read(self) -> tuple[WorksAgreements, list[Fault]]:
        return (WorksAgreements(), []) if self.file is None else read_works_agreement(self.file)

    def _ago(self, days: int | None) -> datetime | None:
        return None if days is None else datetime.combine(self.today - timedelta(days=days), time.min, self.timezone)

    def _day(self, at: datetime) -> date:
        return at.astimezone(self.timezone).date()
