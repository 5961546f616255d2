"""The monthly report: what a month's calls say of care, what they were, and where to work; of nobody alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from benvenuto.domain.access import Scope
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.followed import Followed, FollowedKind
from benvenuto.domain.people import Actor
from benvenuto.domain.sampling_plan import TimeSpan, population
from benvenuto.domain.sums import Sums, add_up
from benvenuto.domain.text import Text
from benvenuto.domain.weeks import Week
from benvenuto.services.clock import Clock
from benvenuto.services.quality.by_week import by_week
from benvenuto.services.quality.coverage import pauses_within
from benvenuto.services.quality.estimates import SCORES, SHARES, difference_of_weeks
from benvenuto.services.quality.oversight_scope import oversight_scope
from benvenuto.services.scoring.scorecards import Scorecards
from benvenuto.statistics.enough import Change, Difference, comparable, enough_to_say, said_by
from benvenuto.statistics.intervals import Estimate
from benvenuto.statistics.missing import worst_case
from benvenuto.storage.database import Database, Transaction
from benvenuto.storage.quality.coverage import CallsTaken, DrawnCalls
from benvenuto.storage.quality.trends import By

MONTHS_BEFORE = 3
MOST_CRITERIA = 3


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """A criterion with what it scored in the month, 0 to 100."""

    path: str
    title: Text
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class MonthlySelection:
    """What became of a month's calls in the draw, and what the missing could have changed.

    Of the `drawn` calls, `scored` were, `skipped` were left for a reason, and the rest are unscored; `elsewhere` were
    drawn before they were brought in, and nobody knows what was left. `waiting` calls
    came in too late to have had their chance yet, `unplanned` ones fell into a pause of the plan or came later still,
    `unhearable` ones lack what the plan asks for; `pauses` are the pauses, by the name of the team. `missing` is the
    share, 0 to 1, of the calls that the plan speaks for which nobody knows anything of: unscored, skipped, waiting and
    unplanned. `bounds` are the ends of the care score's interval if all of these were at 0, or all at 100.
    """

    drawn: int = 0
    scored: int = 0
    skipped: int = 0
    elsewhere: int = 0
    waiting: int = 0
    unplanned: int = 0
    unhearable: int = 0
    pauses: Mapping[str, Sequence[TimeSpan]] = field(default_factory=dict)
    missing: float = 0.0
    bounds: tuple[float, float] | None = None

    @property
    def unscored(self) -> int:
        """Drawn calls that nobody has scored, nor skipped."""
        return self.drawn - self.scored - self.skipped


@dataclass(frozen=True, slots=True)
class MonthlyReport:
    """What a month's randomly drawn calls say, from `begin` until before `end`; `before` are the three months before.

    `critical` are the shares of calls free of critical errors by type, in percent. `weakest` are the criteria with the
    lowest scores of those with calls enough and anything to gain, the lowest first. `taken` calls came in, `random` and
    `targeted` ones were listened to; `simulated` of the random ones never took place. `teams` are their names.
    """

    begin: datetime
    end: datetime
    teams: Sequence[str]
    care: Estimate | None
    before: Estimate | None
    change: Change
    difference: Difference | None
    critical: Mapping[str, Estimate]
    weakest: Sequence[CriterionScore]
    taken: int
    random: int
    targeted: int
    simulated: int
    selection: MonthlySelection = MonthlySelection()

    @property
    def enough(self) -> bool:
        """Whether the month has calls enough to say anything."""
        return self.care is not None and enough_to_say(self.care.effective_n)


@dataclass(frozen=True)
class ReportService:
    """The service of monthly reports."""

    database: Database
    clock: Clock
    scorecards: Scorecards
    timezone: ZoneInfo

    def months(self, actor: Actor) -> Sequence[date]:
        """The first days of the months with evaluations, newest first."""
        oversight_scope(actor)
        with self.database.read() as tx:
            extent = tx.weekly.extent()
        if extent is None:
            return []
        month, months = extent[0].replace(day=1), []
        while month <= extent[1]:
            months.append(month)
            month = months_on(month, 1)
        return months[::-1]

    def of_month(self, actor: Actor, month: date, team_id: int | None = None) -> MonthlyReport:
        """The report of the month that begins on this day: of one team, or of all that the actor watches over."""
        within = oversight_scope(actor)
        if team_id is not None:
            within = Scope(within.team_ids & {team_id})
        with self.database.read() as tx:
            return self._report(tx, within, month)

    def _report(self, tx: Transaction, within: Scope, month: date) -> MonthlyReport:
        begin, end, earlier = (self._midnight(months_on(month, n)) for n in (0, 1, -MONTHS_BEFORE))
        wanted = EvaluationFilter(begin=begin, end=end)
        before, care = (
            by_week(tx, self.timezone, within, Followed(), period).get("", {})
            for period in (replace(wanted, begin=earlier, end=begin), wanted)
        )
        added = add_up(care.values())
        estimates = SCORES.estimate([added, add_up(before.values())])
        # by weeks: whole weeks stray, and calls of one stand or fall together
        differs = difference_of_weeks(SCORES, before, care)
        whole = Week(month, begin, end)
        heard = tx.coverage.heard(within, whole)
        random = sum(counts.random for counts in heard)
        histories = {team: history for team, history in tx.samples.histories().items() if team in within.team_ids}
        teams = [team for team in tx.people.teams() if team.id in within.team_ids]
        now = self.clock()
        populations = [population(history, now, self.timezone) for history in histories.values()]
        taken = tx.coverage.taken(within, whole, populations)
        return MonthlyReport(
            begin=begin,
            end=end,
            teams=[team.name for team in teams],
            care=estimates[0],
            before=estimates[1],
            change=said_by(differs) if differs and comparable(estimates[1], estimates[0]) else Change.TOO_FEW,
            difference=differs,
            critical=self._critical(tx, within, wanted),
            weakest=self._weakest(tx, within, wanted),
            taken=sum(counts.calls for counts in taken),
            random=random,
            targeted=sum(counts.calls for counts in heard) - random,
            simulated=added.simulated if added else 0,
            selection=_selection(
                tx.coverage.drawn(within, wanted),
                taken,
                {
                    team.name: stretches
                    for team in teams
                    if (stretches := pauses_within(histories.get(team.id, ()), begin, end))
                },
                sum(counts.random - counts.drawn for counts in heard),
                added,
                estimates[0],
            ),
        )

    def _critical(self, tx: Transaction, within: Scope, wanted: EvaluationFilter) -> Mapping[str, Estimate]:
        sums = self._added(tx, within, Followed(FollowedKind.CRITICAL), wanted, By.OF)
        pairs = zip(sums, SHARES.estimate(list(sums.values())), strict=True)
        return {kind: estimate for kind, estimate in pairs if kind and estimate}

    def _weakest(self, tx: Transaction, within: Scope, wanted: EvaluationFilter) -> Sequence[CriterionScore]:
        titles = {
            path: criterion.title
            for version in self.scorecards.in_force_within(tx)
            for path, criterion in version.scorecard.criteria()
        }
        sums = self._added(tx, within, Followed(FollowedKind.CRITERION), wanted, By.OF)
        pairs = zip(sums, SCORES.estimate(list(sums.values())), strict=True)
        criteria = [
            CriterionScore(path, titles[path], estimate)
            for path, estimate in pairs
            if path in titles and estimate and enough_to_say(estimate.effective_n) and estimate.mean < 100
        ]
        return sorted(criteria, key=lambda criterion: criterion.estimate.mean)[:MOST_CRITERIA]

    def _added(
        self, tx: Transaction, within: Scope, followed: Followed, wanted: EvaluationFilter, by: By = By.NOTHING
    ) -> Mapping[str, Sums]:
        weekly = by_week(tx, self.timezone, within, followed, wanted, by)
        return {key: added for key, weeks in weekly.items() if (added := add_up(weeks.values()))}

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.timezone)


def _selection(
    drawn: DrawnCalls,
    taken: Sequence[CallsTaken],
    pauses: Mapping[str, Sequence[TimeSpan]],
    elsewhere: int,
    scored: Sums | None,
    care: Estimate | None,
) -> MonthlySelection:
    waiting = sum(counts.waiting for counts in taken)
    # where nothing was drawn, there was no plan to speak for anything
    unplanned = sum(counts.unplanned for counts in taken) if drawn.drawn else 0
    unknown = drawn.unscored_weight + waiting + unplanned
    missing = unknown / (unknown + (scored.w if scored else 0.0)) if unknown else 0.0
    return MonthlySelection(
        drawn=drawn.drawn,
        scored=drawn.scored,
        skipped=drawn.skipped,
        elsewhere=elsewhere,
        waiting=waiting,
        unplanned=unplanned,
        unhearable=sum(counts.unhearable for counts in taken),
        pauses=pauses,
        missing=missing,
        bounds=worst_case(care.low, care.high, missing) if care and missing else None,
    )


def months_on(month: date, by: int) -> date:
    """The first day of the month so many months on."""
    years, rest = divmod(month.month - 1 + by, 12)
    return date(month.year + years, rest + 1, 1)
