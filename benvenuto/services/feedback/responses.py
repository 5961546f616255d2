"""How soon feedback is read and acknowledged: noted when its agent opens it, shown to managers by team."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from benvenuto.domain.access import Permission, scope
from benvenuto.domain.evaluation import FOR_THE_AGENT, EvaluationRow, Status
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.people import Actor, Role, Team
from benvenuto.services.clock import Clock
from benvenuto.services.scoring.evaluations import fetch
from benvenuto.statistics.waiting_times import MedianTime, median_time
from benvenuto.storage.database import Database
from benvenuto.storage.feedback.response_times import ResponseRow

WEEKS = 13


@dataclass(frozen=True, slots=True)
class TeamResponses:
    """How soon a team's agents read and acknowledge their feedback, in hours of the calendar."""

    team: Team
    read: MedianTime
    acknowledged: MedianTime


@dataclass(frozen=True, slots=True)
class Responses:
    """Team by team, of what was published in so many `weeks`; reading is noted since `noted_since`."""

    teams: Sequence[TeamResponses]
    weeks: int
    noted_since: datetime | None


@dataclass(frozen=True)
class ResponseService:
    """The service of responses to feedback."""

    database: Database
    clock: Clock

    def note_read(self, actor: Actor, evaluation_id: int) -> bool:
        """Note that its agent has opened a published evaluation for the first time; whether this was it."""
        with self.database.read() as tx:  # nearly always noted already, and a page that is only read makes nobody wait
            if not _first_time(actor, fetch(tx, actor, Permission.READ, evaluation_id)):
                return False
        with self.database.write() as tx:
            stored = fetch(tx, actor, Permission.READ, evaluation_id, lock=True)
            if not _first_time(actor, stored):
                return False
            tx.evaluations.set(evaluation_id, first_read_at=self.clock())
            tx.audit.write(self.clock(), actor.id, "evaluation_read", "evaluation", evaluation_id)
            return True

    def times(self, actor: Actor, weeks: int = WEEKS) -> Responses:
        """How soon the agents of the teams that the actor manages read and acknowledge their feedback.

        What waits still counts with the time it has waited; a dispute ends the waiting for an acknowledgement.
        """
        if Role.MANAGER not in actor.roles:
            raise Forbidden
        managed, now = scope(actor, Role.MANAGER).team_ids, self.clock()
        with self.database.read() as tx:
            teams = [team for team in tx.people.teams() if team.id in managed]
            rows = tx.response_times.of_teams(managed, now - timedelta(weeks=weeks))
            since = tx.response_times.noted_since()
        return Responses(
            [_of_team(team, [row for row in rows if row.team_id == team.id], since, now) for team in teams],
            weeks,
            since,
        )


def _first_time(actor: Actor, stored: EvaluationRow) -> bool:
    return (
        stored.agent_id == actor.id
        and stored.status is not Status.DRAFT
        and stored.selection.kind in FOR_THE_AGENT
        and stored.first_read_at is None
    )


def _of_team(team: Team, rows: Sequence[ResponseRow], since: datetime | None, now: datetime) -> TeamResponses:
    # of what was published before, nobody knows when it was read; nor of what was responded to before that was noted
    noted = [row for row in rows if since is not None and row.published_at >= since and _is_known(row)]
    return TeamResponses(
        team,
        _median(noted, lambda row: row.first_read_at, lambda _row: None, now),
        _median(rows, lambda row: row.acknowledged_at, lambda row: row.disputed_at, now),
    )


def _is_known(row: ResponseRow) -> bool:
    return row.first_read_at is not None or (row.acknowledged_at is None and row.disputed_at is None)


_Time = Callable[[ResponseRow], datetime | None]


def _median(rows: Sequence[ResponseRow], ended: _Time, left: _Time, now: datetime) -> MedianTime:
    times = [((ended(row) or left(row) or now) - row.published_at).total_seconds() / 3600 for row in rows]
    return median_time(times, [ended(row) is not None for row in rows])
