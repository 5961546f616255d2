"""Trends: care over time with its uncertainty, for whoever may see it, and the evaluations behind every point."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from benvenuto.domain.access import Scope, scope
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.people import Actor, Person, Role, Team
from benvenuto.domain.sampling import week_of
from benvenuto.domain.scorecard import Scorecard
from benvenuto.services.scorecards import Scorecards
from benvenuto.statistics.enough import Change, Difference, did_it_change, difference, enough_to_say
from benvenuto.statistics.intervals import Estimate, mean_interval
from benvenuto.statistics.proportions import proportion_interval
from benvenuto.storage.database import Database, Transaction
from benvenuto.storage.trends import TrendFilter, TrendPoint

RECENT_WEEKS = 4


class Split(StrEnum):
    """What one line is drawn for each of."""

    NONE = "none"
    TEAM = "team"
    AGENT = "agent"
    CONTACT_REASON = "contact_reason"
    RUBRIC = "rubric"
    CRITERION = "criterion"


class MeasureKind(StrEnum):
    """What is followed over time."""

    CARE = "care"
    RUBRIC = "rubric"
    CRITERION = "criterion"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True)
class Measured:
    """What is followed, and of which rubric ("greeting"), criterion ("greeting/identity") or critical type."""

    kind: MeasureKind = MeasureKind.CARE
    of: str = ""


@dataclass(frozen=True, slots=True)
class Week:
    """One point of a line; the figure means something only where `enough` says so."""

    begin: date
    estimate: Estimate
    evaluation_ids: tuple[int, ...]

    @property
    def enough(self) -> bool:
        """Whether there are calls enough to say anything."""
        return enough_to_say(self.estimate.effective_n)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a trend. `change` compares the last four weeks with all the weeks before them."""

    key: str
    weeks: tuple[Week, ...]
    overall: Estimate
    before: Estimate | None
    recent: Estimate | None
    change: Change
    difference: Difference | None

    @property
    def enough(self) -> bool:
        """Whether the whole period has calls enough."""
        return enough_to_say(self.overall.effective_n)


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
                agents=[person for person, _ in tx.people.agents(within.team_ids)],
                contact_reasons=tx.trends.contact_reasons(within),
                scorecards=[one.scorecard for one in self.scorecards.in_force_within(tx)],
            )

    def lines(self, actor: Actor, measured: Measured, wanted: TrendFilter, split: Split = Split.NONE) -> Sequence[Line]:
        """One line, or one for each value of the split that occurs; weighted by inverse sampling probability."""
        within = _reach(actor)
        with self.database.read() as tx:
            grouped = self._grouped(tx, within, measured, wanted, split)
        estimator = _share if measured.kind is MeasureKind.CRITICAL else _mean
        return [self._line(key, points, estimator) for key, points in sorted(grouped.items()) if points]

    def own(self, actor: Actor) -> Line | None:
        """The agent's own line of randomly drawn calls; None before the first."""
        if Role.AGENT not in actor.roles:
            raise Forbidden
        with self.database.read() as tx:
            points = tx.trends.care(Scope(agent_id=actor.id), TrendFilter())
        return self._line("", points, _mean) if points else None

    def _grouped(
        self, tx: Transaction, within: Scope, measured: Measured, wanted: TrendFilter, split: Split
    ) -> Mapping[str, Sequence[TrendPoint]]:
        if split is Split.RUBRIC:
            rubrics = {part.rubric.id for one in self.scorecards.in_force_within(tx) for part in one.scorecard.parts}
            return {rubric_id: tx.trends.rubric(within, wanted, rubric_id) for rubric_id in rubrics}
        if split is Split.CRITERION:
            paths = {path for one in self.scorecards.in_force_within(tx) for path, _ in one.scorecard.criteria()}
            chosen = (path for path in paths if measured.of in ("", path.split("/")[0]))
            return {path: tx.trends.criterion(within, wanted, path) for path in chosen}
        return _by(_points(tx, within, measured, wanted), split)

    def _line(self, key: str, points: Sequence[TrendPoint], estimate: Estimator) -> Line:
        weeks = defaultdict(list)
        for point in points:
            weeks[week_of(point.called_at.astimezone(self.timezone).date())].append(point)
        last = max(weeks)
        recent = [p for week in weeks for p in weeks[week] if week > last - timedelta(weeks=RECENT_WEEKS)]
        before = [p for week in weeks for p in weeks[week] if week <= last - timedelta(weeks=RECENT_WEEKS)]
        earlier, later, overall = estimate(before), estimate(recent), estimate(points)
        assert overall is not None  # noqa: S101 - a line has at least one point
        return Line(
            key=key,
            weeks=tuple(
                Week(week, found, tuple(point.evaluation_id for point in weeks[week]))
                for week in sorted(weeks)
                if (found := estimate(weeks[week]))
            ),
            overall=overall,
            before=earlier,
            recent=later,
            change=did_it_change(earlier, later),
            difference=difference(earlier, later) if earlier and later else None,
        )


Estimator = Callable[[Sequence[TrendPoint]], Estimate | None]


def _reach(actor: Actor) -> Scope:
    if not actor.roles & {Role.AGENT, Role.SUPERVISOR, Role.MANAGER}:
        raise Forbidden
    return scope(actor, Role.AGENT, Role.SUPERVISOR, Role.MANAGER)


def _points(tx: Transaction, within: Scope, measured: Measured, wanted: TrendFilter) -> Sequence[TrendPoint]:
    match measured.kind:
        case MeasureKind.CARE:
            return tx.trends.care(within, wanted)
        case MeasureKind.RUBRIC:
            return tx.trends.rubric(within, wanted, measured.of)
        case MeasureKind.CRITERION:
            return tx.trends.criterion(within, wanted, measured.of)
        case MeasureKind.CRITICAL:
            return tx.trends.free_of_critical_errors(within, wanted, measured.of)


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


def _weights(points: Sequence[TrendPoint]) -> list[float]:
    # targeted and self-chosen calls have no probability; they are shown apart and count alike
    return [1 / (point.probability or 1) for point in points]


def _mean(points: Sequence[TrendPoint]) -> Estimate | None:
    return mean_interval([point.value for point in points], _weights(points)) if points else None


def _share(points: Sequence[TrendPoint]) -> Estimate | None:
    """A share in percent, so that every line of a trend runs from 0 to 100."""
    found = proportion_interval([point.value > 0 for point in points], _weights(points))
    if found is None:
        return None
    return replace(
        found, mean=100 * found.mean, low=100 * found.low, high=100 * found.high, variance=100**2 * found.variance
    )
