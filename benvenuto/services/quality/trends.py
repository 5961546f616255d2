"""Trends: care over time with its uncertainty, for whoever may see it, and the evaluations behind every point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from benvenuto.domain.access import Scope, scope
from benvenuto.domain.evaluation import EvaluationRow
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.followed import Followed, FollowedKind
from benvenuto.domain.measure import Unit
from benvenuto.domain.people import Actor, Person, Role, Team
from benvenuto.domain.scorecard import Scorecard
from benvenuto.domain.weeks import week_from
from benvenuto.services.quality.by_week import by_week
from benvenuto.services.quality.estimates import AMOUNTS, SCORES, SHARES, Method
from benvenuto.services.quality.lines import WEEKLY, Pace, TrendLine, draw_lines
from benvenuto.services.scoring.evaluations import readable
from benvenuto.services.scoring.listen_first import unheard
from benvenuto.services.scoring.scorecards import Scorecards
from benvenuto.storage.database import Database, Transaction
from benvenuto.storage.quality.trends import By

CARE = Followed()
RANDOM = EvaluationFilter()


class Split(StrEnum):
    """What one line is drawn for each of."""

    NONE = "none"
    TEAM = "team"
    AGENT = "agent"
    CONTACT_REASON = "contact_reason"
    RUBRIC = "rubric"
    CRITERION = "criterion"


@dataclass(frozen=True, slots=True)
class Behind:
    """An evaluation in a list with the scorecard it was made by; `critical` are the types of its critical errors.

    `unheard`: its reader may decide its dispute and has to listen first; until then nothing here tells its marks.
    """

    stored: EvaluationRow
    scorecard: Scorecard
    critical: Sequence[str]
    unheard: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to trends: what is followed, of which evaluations, and what a line is drawn for each of."""

    followed: Followed = CARE
    wanted: EvaluationFilter = RANDOM
    split: Split = Split.NONE

    def about(self, key: str) -> Asked:
        """The same about one line of the answer alone."""
        match self.split:
            case Split.NONE:
                return self
            case Split.TEAM:
                return Asked(self.followed, replace(self.wanted, team_id=int(key)))
            case Split.AGENT:
                return Asked(self.followed, replace(self.wanted, agent_id=int(key)))
            case Split.CONTACT_REASON:
                return Asked(self.followed, replace(self.wanted, contact_reason=key))
            case Split.RUBRIC:
                return Asked(Followed(FollowedKind.RUBRIC, key), self.wanted)
            case Split.CRITERION:
                return Asked(Followed(FollowedKind.CRITERION, key), self.wanted)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the actor may filter by, and the scorecards whose rubrics can be followed."""

    teams: Sequence[Team]
    agents: Sequence[Person]
    contact_reasons: Sequence[str]
    scorecards: Sequence[Scorecard]


@dataclass(frozen=True)
class TrendService:
    """The service of trends."""

    database: Database
    scorecards: Scorecards
    timezone: ZoneInfo

    def choices(self, actor: Actor) -> Choices:
        """What there is to choose from."""
        within = reach(actor)
        with self.database.read() as tx:
            return Choices(
                teams=[team for team in tx.people.teams() if team.id in within.team_ids],
                agents=_agents(tx, within),
                contact_reasons=tx.trends.contact_reasons(within),
                scorecards=[in_force.scorecard for in_force in self.scorecards.in_force_within(tx)],
            )

    def lines(self, actor: Actor, asked: Asked, pace: Pace = WEEKLY) -> Sequence[TrendLine]:
        """Trend lines with 95% intervals: one, or one for each value of the split that occurs.

        Weighted by inverse sampling probability. Forbidden as `reach`.
        """
        within = reach(actor)
        with self.database.read() as tx:
            return self._lines(tx, within, asked, pace)

    def critical(self, actor: Actor, wanted: EvaluationFilter, pace: Pace = WEEKLY) -> Sequence[TrendLine]:
        """The share of calls free of critical errors, in percent, one line for each type."""
        within = reach(actor)
        with self.database.read() as tx:
            by_type = by_week(tx, self.timezone, within, Followed(FollowedKind.CRITICAL), wanted, By.OF)
        return draw_lines(by_type, SHARES, pace)

    def behind(
        self, actor: Actor, asked: Asked, key: str, begin: date, weeks: int, limit: int
    ) -> Sequence[tuple[Behind, float | None]]:
        """The newest evaluations behind a point: of the line `key`, in so many weeks from the Monday `begin` on.

        With each, what it brought to the point; None where its reader has to listen first.
        """
        within, asked = reach(actor), asked.about(key)
        first, last = (week_from(begin + timedelta(weeks=n), self.timezone) for n in (0, weeks - 1))
        wanted = replace(
            asked.wanted,
            # a point of whole weeks may reach beyond the period that is looked at
            begin=max(first.low, asked.wanted.begin or first.low),
            end=min(last.high, asked.wanted.end or last.high),
        )
        with self.database.read() as tx:
            pairs = tx.trends.behind(asked.followed, within, wanted, limit)
            brought = dict(pairs)
            listed = self._listed(tx, actor, [number for number, _ in pairs])
            if wanted.agent_id is not None:
                listed = [row for row in listed if row.stored.agent_id == wanted.agent_id]
        return [(row, None if row.unheard else brought[row.stored.id]) for row in listed]

    def listed(self, actor: Actor, evaluation_ids: Sequence[int]) -> Sequence[Behind]:
        """Those of these evaluations that the actor may read, newest call first."""
        with self.database.read() as tx:
            return self._listed(tx, actor, evaluation_ids)

    def own(self, actor: Actor, pace: Pace = WEEKLY) -> TrendLine | None:
        """The agent's own line of randomly drawn calls; None before the first."""
        if Role.AGENT not in actor.roles:
            raise Forbidden
        with self.database.read() as tx:
            return next(iter(self._lines(tx, Scope(agent_id=actor.id), Asked(), pace)), None)

    def _lines(self, tx: Transaction, within: Scope, asked: Asked, pace: Pace) -> Sequence[TrendLine]:
        followed, by = _by(asked.followed, asked.split)
        weeks_by_key = by_week(tx, self.timezone, within, followed, asked.wanted, by)
        return draw_lines(weeks_by_key, method_of(followed), pace)

    def _listed(self, tx: Transaction, actor: Actor, evaluation_ids: Sequence[int]) -> Sequence[Behind]:
        # all at once, also of those that are left out
        errors = tx.trends.critical_errors(evaluation_ids)
        rows = readable(tx, actor, tx.evaluations.these(evaluation_ids))
        to_hear = unheard(tx, actor, rows)
        return [
            Behind(
                stored,
                self.scorecards.version(tx, stored.scorecard_version_id),
                () if stored.id in to_hear else errors.get(stored.id, ()),
                stored.id in to_hear,
            )
            for stored in rows
        ]


def reach(actor: Actor) -> Scope:
    """Scope of what the actor sees in trends; Forbidden for who sees none."""
    if not actor.roles & {Role.AGENT, Role.SUPERVISOR, Role.MANAGER}:
        raise Forbidden
    return scope(actor, Role.AGENT, Role.SUPERVISOR, Role.MANAGER)


def _agents(tx: Transaction, within: Scope) -> Sequence[Person]:
    """The agents of these teams, and whoever was evaluated there and has left since; each once, by name."""
    agents = {person.id: person for person, _ in tx.people.agents(within.team_ids)}
    gone = (tx.people.get(agent_id) for agent_id in tx.trends.agent_ids(within) if agent_id not in agents)
    return sorted([*agents.values(), *(person for person in gone if person)], key=lambda person: person.name)


def _by(followed: Followed, split: Split) -> tuple[Followed, By]:
    """What is added up, and what its sums are told apart by."""
    match split:
        case Split.RUBRIC:
            return Followed(FollowedKind.RUBRIC), By.OF
        case Split.CRITERION:
            return Followed(FollowedKind.CRITERION, followed.of.split("/")[0]), By.OF
        case Split.TEAM:
            return followed, By.TEAM
        case Split.AGENT:
            return followed, By.AGENT
        case Split.CONTACT_REASON:
            return followed, By.REASON
        case Split.NONE:
            return followed, By.NOTHING


def method_of(followed: Followed) -> Method:
    """Method of estimation and comparison for what is followed."""
    if followed.kind is FollowedKind.CRITICAL:
        return SHARES
    return SCORES if followed.unit in (None, Unit.PERCENT) else AMOUNTS
