"""Trends: care over time with its uncertainty, for whoever may see it, and the evaluations behind every point."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from benvenuto.domain.access import Permission, Scope, can, scope
from benvenuto.domain.evaluation import Status
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.measure import UNITS, Measure, Unit
from benvenuto.domain.people import Actor, Person, Role, Team
from benvenuto.domain.rubric import CriticalType
from benvenuto.domain.sampling import week_of
from benvenuto.domain.scorecard import Band, Scorecard
from benvenuto.services.estimates import AMOUNTS, SCORES, SHARES, Method
from benvenuto.services.evaluations import subject
from benvenuto.services.lines import WEEKLY, Line, Pace, draw_lines
from benvenuto.services.scorecards import Scorecards
from benvenuto.storage.database import Database, Transaction
from benvenuto.storage.evaluations import StoredEvaluation
from benvenuto.storage.trends import TrendFilter, TrendPoint


class Split(StrEnum):
    """What one line is drawn for each of."""

    NONE = "none"
    TEAM = "team"
    AGENT = "agent"
    CONTACT_REASON = "contact_reason"
    RUBRIC = "rubric"
    CRITERION = "criterion"


class FollowedKind(StrEnum):
    """What is followed over time."""

    CARE = "care"
    RUBRIC = "rubric"
    CRITERION = "criterion"
    CRITICAL = "critical"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True)
class Followed:
    """What is followed, and of which rubric ("greeting"), criterion ("greeting/identity"), critical type or measure."""

    kind: FollowedKind = FollowedKind.CARE
    of: str = ""

    @property
    def unit(self) -> Unit | None:
        """What a measure counts in; None for scores and shares, which run from 0 to 100."""
        return UNITS.get(Measure(self.of), Unit.SECONDS) if self.kind is FollowedKind.MEASURE else None


@dataclass(frozen=True, slots=True)
class Behind:
    """One of the evaluations behind a point; `critical` are the types of its critical errors."""

    stored: StoredEvaluation
    band: Band | None
    critical: Sequence[str]


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
        within = _reach(actor)
        with self.database.read() as tx:
            return Choices(
                teams=[team for team in tx.people.teams() if team.id in within.team_ids],
                agents=_agents(tx, within),
                contact_reasons=tx.trends.contact_reasons(within),
                scorecards=[one.scorecard for one in self.scorecards.in_force_within(tx)],
            )

    def lines(
        self,
        actor: Actor,
        followed: Followed,
        wanted: TrendFilter,
        split: Split = Split.NONE,
        pace: Pace = WEEKLY,
    ) -> Sequence[Line]:
        """One line, or one for each value of the split that occurs; weighted by inverse sampling probability."""
        within = _reach(actor)
        with self.database.read() as tx:
            grouped = _grouped(tx, within, followed, wanted, split)
        return self._drawn(grouped, _method(followed), pace)

    def critical(self, actor: Actor, wanted: TrendFilter, pace: Pace = WEEKLY) -> Sequence[Line]:
        """The share of calls free of critical errors, in percent, one line for each type."""
        within = _reach(actor)
        with self.database.read() as tx:
            grouped = tx.trends.free_of_each(within, wanted, [kind.value for kind in CriticalType])
        return self._drawn(grouped, SHARES, pace)

    def behind(self, actor: Actor, evaluation_ids: Sequence[int]) -> Sequence[Behind]:
        """Those of these evaluations that the actor may read, newest call first."""
        with self.database.read() as tx:
            errors = tx.trends.critical_errors(evaluation_ids)
            return [
                Behind(stored, self._band(tx, stored), errors.get(stored.id, ()))
                for stored in tx.evaluations.these(evaluation_ids)
                if stored.status is not Status.DRAFT and can(actor, Permission.READ, subject(stored))
            ]

    def own(self, actor: Actor, pace: Pace = WEEKLY) -> Line | None:
        """The agent's own line of randomly drawn calls; None before the first."""
        if Role.AGENT not in actor.roles:
            raise Forbidden
        with self.database.read() as tx:
            points = tx.trends.care(Scope(agent_id=actor.id), TrendFilter())
        return next(iter(self._drawn({"": points}, SCORES, pace)), None)

    def _drawn(self, grouped: Mapping[str, Sequence[TrendPoint]], method: Method, pace: Pace) -> Sequence[Line]:
        by_week = {key: self._by_week(points) for key, points in sorted(grouped.items()) if points}
        return draw_lines(by_week, method, pace)

    def _by_week(self, points: Iterable[TrendPoint]) -> Mapping[date, Sequence[TrendPoint]]:
        weeks = defaultdict(list)
        for point in points:
            weeks[week_of(point.called_at.astimezone(self.timezone).date())].append(point)
        return weeks

    def _band(self, tx: Transaction, stored: StoredEvaluation) -> Band | None:
        bands = self.scorecards.version(tx, stored.scorecard_version_id).bands
        return next((band for band in bands if band.id == stored.band), None)


def _reach(actor: Actor) -> Scope:
    if not actor.roles & {Role.AGENT, Role.SUPERVISOR, Role.MANAGER}:
        raise Forbidden
    return scope(actor, Role.AGENT, Role.SUPERVISOR, Role.MANAGER)


def _agents(tx: Transaction, within: Scope) -> Sequence[Person]:
    """The agents of these teams, and whoever was evaluated there and has left since; each once, by name."""
    found = {person.id: person for person, _ in tx.people.agents(within.team_ids)}
    gone = (tx.people.get(agent_id) for agent_id in tx.trends.agent_ids(within) if agent_id not in found)
    return sorted([*found.values(), *(person for person in gone if person)], key=lambda person: person.name)


def _grouped(
    tx: Transaction, within: Scope, followed: Followed, wanted: TrendFilter, split: Split
) -> Mapping[str, Sequence[TrendPoint]]:
    if split is Split.RUBRIC:
        return tx.trends.rubrics(within, wanted)
    if split is Split.CRITERION:
        return tx.trends.criteria(within, wanted, followed.of.split("/")[0])
    return _by(_points(tx, within, followed, wanted), split)


def _points(tx: Transaction, within: Scope, followed: Followed, wanted: TrendFilter) -> Sequence[TrendPoint]:
    match followed.kind:
        case FollowedKind.CARE:
            return tx.trends.care(within, wanted)
        case FollowedKind.RUBRIC:
            return tx.trends.rubric(within, wanted, followed.of)
        case FollowedKind.CRITERION:
            return tx.trends.criterion(within, wanted, followed.of)
        case FollowedKind.CRITICAL:
            return tx.trends.free_of_critical_errors(within, wanted, followed.of)
        case FollowedKind.MEASURE:
            return tx.trends.measure(within, wanted, Measure(followed.of))


def _method(followed: Followed) -> Method:
    if followed.kind is FollowedKind.CRITICAL:
        return SHARES
    return SCORES if followed.unit in (None, Unit.PERCENT) else AMOUNTS


def _by(points: Iterable[TrendPoint], split: Split) -> Mapping[str, Sequence[TrendPoint]]:
    key: dict[Split, Callable[[TrendPoint], object]] = {
        Split.NONE: lambda point: "",
        Split.TEAM: lambda point: point.team_id,
        Split.AGENT: lambda point: point.agent_id,
        Split.CONTACT_REASON: lambda point: point.contact_reason,
    }
    grouped: dict[str, list[TrendPoint]] = defaultdict(list)
    for point in points:
        grouped[str(key[split](point))].append(point)
    return grouped
