"""The control chart of what is followed, week by week, with what is known to have changed on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from benvenuto.domain.access import Scope
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.followed import FollowedKind
from benvenuto.domain.people import Actor
from benvenuto.domain.sampling import week_of
from benvenuto.domain.text import Text
from benvenuto.domain.weeks import monday_of, week_from
from benvenuto.services.quality.by_week import by_week
from benvenuto.services.quality.estimates import AMOUNTS
from benvenuto.services.quality.trends import Asked, method_of, reach
from benvenuto.services.scoring.scorecards import Scorecards
from benvenuto.statistics.control_chart import (
    Baseline,
    Cause,
    ControlChart,
    Declared,
    Signal,
    Stretch,
    TooShort,
    control_chart,
)
from benvenuto.statistics.enough import enough_to_say
from benvenuto.statistics.nelson import Rule
from benvenuto.storage.database import Database, Transaction
from benvenuto.storage.quality.trends import ByWeek

FIRST_WEEKS = 4
"""Whoever evaluates from the first weeks on is no change: everybody begins there."""


@dataclass(frozen=True, slots=True)
class KnownChange:
    """A declared change and what it is about: a rubric or scorecard with its version, or the name of an evaluator."""

    declared: Declared
    name: Text
    version: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """Signals on one side whose weeks touch: one thing that happened, by whichever rules it was noticed."""

    rules: tuple[Rule, ...]
    above: bool
    since: date
    noticed: date
    until: date
    centre: float
    known: tuple[KnownChange, ...]

    def tells(self, week: date, mean: float) -> bool:
        """Whether a week with this mean is one of those that it is made of."""
        return self.since <= week <= self.until and (mean > self.centre) is self.above


@dataclass(frozen=True, slots=True)
class Controlled:
    """A control chart with its events, oldest first, and everything declared within its weeks.

    It is drawn from all weeks there are, so that what is usual does not depend on which of them are looked at.
    `weeks` are the Mondays with calls, `heard` the last of them with calls enough to say that something is over.
    """

    chart: ControlChart
    events: Sequence[Event]
    known: Sequence[KnownChange]
    weeks: Sequence[date]
    heard: date
    baseline: Baseline | None = None

    def of_baseline(self, short: TooShort) -> int:
        """From how many weeks this stretch would have taken its limits."""
        weeks, chosen = [week for week, _ in short.weeks], self.baseline
        covered = [week for week in weeks if chosen and chosen.first <= week <= chosen.last]
        return len(covered or weeks)


@dataclass(frozen=True)
class ControlChartService:
    """The service of control charts."""

    database: Database
    scorecards: Scorecards
    timezone: ZoneInfo

    def chart(self, actor: Actor, asked: Asked, baseline: Baseline | None = None) -> Controlled | None:
        """Control chart of one line by whole weeks, up to the end asked for; None without calls. Forbidden as `reach`.

        A new version of what is followed, and a `baseline`, begin a new stretch; a new evaluator in these teams is
        drawn alone.
        """
        within = reach(actor)
        baseline = baseline and Baseline(week_of(baseline.first), baseline.last)
        wanted = replace(asked.wanted, begin=None, end=self._whole_weeks(asked.wanted.end))
        with self.database.read() as tx:
            weeks_by_key = by_week(tx, self.timezone, within, asked.followed, wanted)
            if not weeks_by_key:
                return None
            # it is not split, so there is one line
            (weeks,) = weeks_by_key.values()
            known = [*self._versions(tx, asked), *self._evaluators(tx, within, wanted, min(weeks))]
        known = [change for change in known if min(weeks) < change.declared.week <= max(weeks)]
        return _drawn(weeks, asked, known, baseline)

    def _whole_weeks(self, end: datetime | None) -> datetime | None:
        # half a week beside whole ones would be no point of the same series
        return end and week_from(monday_of(end - timedelta(microseconds=1), self.timezone), self.timezone).high

    def _versions(self, tx: Transaction, asked: Asked) -> Iterable[KnownChange]:
        """New versions of what is followed; the first that was ever known is no change."""
        titles = self._titles(tx, asked)
        since = tx.rubrics.since()
        seen = set()
        for (kind, id_, version), timestamp in sorted(since.items()):
            if (kind, id_) in seen and (kind, id_) in titles:
                week = monday_of(timestamp, self.timezone)
                yield KnownChange(Declared(week, Cause.RUBRIC_VERSION), titles[kind, id_], version)
            seen.add((kind, id_))

    def _titles(self, tx: Transaction, asked: Asked) -> Mapping[tuple[str, str], Text]:
        """Whose versions matter to what is followed, by kind and id."""
        if asked.followed.kind is FollowedKind.MEASURE:
            return {}
        cards = [in_force.scorecard for in_force in self.scorecards.in_force_within(tx)]
        rubrics = {("rubric", part.rubric.id): part.rubric.title for card in cards for part in card.parts}
        if asked.followed.kind in (FollowedKind.RUBRIC, FollowedKind.CRITERION):
            own = ("rubric", asked.followed.of.split("/")[0])
            return {name: title for name, title in rubrics.items() if name == own}
        return rubrics | {("scorecard", card.id): card.title for card in cards}

    def _evaluators(
        self, tx: Transaction, within: Scope, wanted: EvaluationFilter, first: date
    ) -> Iterable[KnownChange]:
        # who sees no team sees their own calls alone, and is told of their own evaluators alone
        agent_id = wanted.agent_id or (within.agent_id if not within.team_ids else None)
        if agent_id:
            since = tx.evaluators.of_agent(agent_id, wanted.selection)
        else:
            teams = within.team_ids & {wanted.team_id} if wanted.team_id else within.team_ids
            since = tx.evaluators.of_teams(teams, wanted.selection)
        mondays = {who: monday_of(timestamp, self.timezone) for who, timestamp in since.items()}
        later = {who: monday for who, monday in mondays.items() if monday >= first + timedelta(weeks=FIRST_WEEKS)}
        names = tx.coverage.names(later.keys())
        for who, monday in later.items():
            yield KnownChange(Declared(monday, Cause.EVALUATORS, restarts=False), Text.plain(names[who]))


def _drawn(weeks: ByWeek, asked: Asked, known: Sequence[KnownChange], baseline: Baseline | None) -> Controlled:
    method = method_of(asked.followed)
    mondays = sorted(weeks)
    estimates = method.estimate([weeks[monday] for monday in mondays])
    by_monday = {monday: estimate for monday, estimate in zip(mondays, estimates, strict=True) if estimate}
    chart = control_chart(
        by_monday,
        baselines=[baseline] if baseline else [],
        declared=[*{change.declared for change in known}, *_begun(baseline)],
        # where every amount is 0 the scale must still have a length
        high=max(sums.most for sums in weeks.values()) or 1 if method is AMOUNTS else 100,
    )
    return Controlled(
        chart=chart,
        events=events(chart, known),
        known=sorted(known, key=lambda change: change.declared.week),
        weeks=mondays,
        heard=max(
            (monday for monday, estimate in by_monday.items() if enough_to_say(estimate.effective_n)),
            default=mondays[-1],
        ),
        baseline=baseline,
    )


def _begun(baseline: Baseline | None) -> Sequence[Declared]:
    return [Declared(baseline.first, Cause.BASELINE)] if baseline else []


def events(chart: ControlChart, known: Sequence[KnownChange]) -> Sequence[Event]:
    """The signals of a chart, those on one side whose weeks touch taken together, as they were noticed."""
    merged: list[Event] = []
    for stretch in chart.stretches:
        if isinstance(stretch, Stretch):
            for above in (True, False):
                signals = sorted(
                    (signal for signal in stretch.signals if signal.above is above), key=lambda signal: signal.since
                )
                merged += [_event(group, stretch.centre, known) for group in _touching(signals)]
    return sorted(merged, key=lambda event: event.noticed)


def _touching(signals: Sequence[Signal]) -> Sequence[Sequence[Signal]]:
    groups: list[list[Signal]] = []
    for signal in signals:
        if groups and signal.since <= max(earlier.until for earlier in groups[-1]) + timedelta(weeks=1):
            groups[-1].append(signal)
        else:
            groups.append([signal])
    return groups


def _event(signals: Sequence[Signal], centre: float, known: Sequence[KnownChange]) -> Event:
    declared = {change for signal in signals for change in signal.declared}
    return Event(
        rules=tuple(sorted({signal.rule for signal in signals})),
        above=signals[0].above,
        since=min(signal.since for signal in signals),
        noticed=min(signal.noticed for signal in signals),
        until=max(signal.until for signal in signals),
        centre=centre,
        known=tuple(change for change in known if change.declared in declared),
    )
