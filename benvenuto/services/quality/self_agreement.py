"""Self-agreement: how far what an agent marks in own calls agrees with what their supervisors do, over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np

from benvenuto.domain.answer import NOT_APPLICABLE, Answers
from benvenuto.domain.evaluation import EvaluationRow
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.people import Actor
from benvenuto.domain.rubric import Criterion, Ending
from benvenuto.domain.scorecard import Scorecard
from benvenuto.domain.scoring import counting
from benvenuto.services.scoring.scorecards import Scorecards
from benvenuto.services.scoring.self_evaluations import OwnScores, scored_calls
from benvenuto.statistics.enough import enough_to_say
from benvenuto.statistics.intervals import LEVEL, bounds
from benvenuto.statistics.rater_agreement import RaterAgreement, Ratings, pooled_gwet, pooled_percent, ratings
from benvenuto.storage.database import Database, Transaction
from benvenuto.storage.quality.shared_calls import FIRST_REVISION


@dataclass(frozen=True, slots=True)
class AgreementOfPeriod:
    """How often both chose the same level, of `calls`: plainly, and corrected for chance (AC1).

    Each is None where there is nothing to say it from; whether `calls` are enough is the reader's to ask.
    """

    begin: date | None
    calls: int
    percent: RaterAgreement | None
    chance_corrected: RaterAgreement | None

    @property
    def enough(self) -> bool:
        """Whether there are calls enough to say anything."""
        return enough_to_say(self.calls)


@dataclass(frozen=True, slots=True)
class Leaning:
    """By how much of the scale an agent marks a criterion higher than the supervisor (lower, below 0), in the mean.

    The interval holds for all criteria together: `low` above 0 is milder with oneself, `high` below 0 stricter.
    """

    criterion: Criterion
    calls: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class SelfAgreement:
    """An agent's own marks beside the supervisors'. `blind` pairs alone count; `known` is how many were not.

    `quarters` are those with any, oldest first; `leanings` the criteria with calls enough, the furthest apart first.
    """

    agent_name: str
    whole: AgreementOfPeriod
    quarters: Sequence[AgreementOfPeriod]
    leanings: Sequence[Leaning]
    known: int
    shared_since: datetime | None


@dataclass(frozen=True, slots=True)
class _Both:
    """What both marked on a criterion: the levels' ids, None for "not applicable"."""

    criterion: Criterion
    own: str | None
    other: str | None


_Scale = tuple[str, ...]
"""A criterion's path and its levels' ids: where these change it is another criterion."""


@dataclass(frozen=True, slots=True)
class _Marks:
    """What both marked in a call that was handed in then."""

    at: datetime
    by_scale: Mapping[_Scale, _Both]


@dataclass(frozen=True)
class SelfAgreementService:
    """The service of self-agreement: for the agent alone, and for whom all of theirs is shared with."""

    database: Database
    scorecards: Scorecards
    timezone: ZoneInfo

    def of_agent(self, actor: Actor, agent_id: int | None = None) -> SelfAgreement:
        """The actor's own, or that of an agent who shares all with them; Forbidden of anybody else's.

        In the answers as they were first published, as agreement between evaluators is.
        """
        asked = actor.id if agent_id is None else agent_id
        with self.database.read() as tx:
            since = tx.self_evaluations.all_shared([asked]).get(asked)
            pairs = [each for each in scored_calls(tx, actor, asked) if each.other is not None]
            person = tx.people.get(asked)
            if person is None or (asked != actor.id and (since is None or not pairs)):
                raise Forbidden
            marks = self._marks(tx, [each for each in pairs if each.blind])
        by_quarter: dict[date, list[_Marks]] = defaultdict(list)
        for each in marks:
            by_quarter[_quarter(each.at.astimezone(self.timezone).date())].append(each)
        return SelfAgreement(
            person.name,
            _agreement(None, marks),
            [_agreement(begin, by_quarter[begin]) for begin in sorted(by_quarter)],
            _leanings(marks),
            sum(not each.blind for each in pairs),
            since,
        )

    def _marks(self, tx: Transaction, pairs: Sequence[OwnScores]) -> Sequence[_Marks]:
        both = [(each.own, each.other) for each in pairs if each.other is not None]
        ids = [row.id for pair in both for row in pair]
        given, endings = tx.evaluations.answers_of(ids, FIRST_REVISION), tx.revisions.first_endings(ids)
        return [
            _Marks(own.handed_in_at or own.created_at, self._beside(tx, own, _as_published(other, endings), given))
            for own, other in both
        ]

    def _beside(
        self, tx: Transaction, own: EvaluationRow, other: EvaluationRow, given: Mapping[int, Answers]
    ) -> Mapping[_Scale, _Both]:
        """What both marked of the criteria that read the same in the versions of both.

        What a rule spares one and the other marked is "not applicable" to that one; what it spares both, nobody judged.
        """
        cards = [self.scorecards.version(tx, row.scorecard_version_id) for row in (own, other)]
        mine, theirs = (
            _answered(card, given.get(row.id, {}), row) for card, row in zip(cards, (own, other), strict=True)
        )
        return {
            (path, *(level.id for level in criterion.scale)): _Both(criterion, mine.get(path), theirs.get(path))
            for path, criterion in cards[0].criteria()
            if (path in mine or path in theirs) and _reads_alike(criterion, cards[1].criterion(path))
        }


def _as_published(row: EvaluationRow, endings: Mapping[int, Ending | None]) -> EvaluationRow:
    return replace(row, facts=replace(row.facts, ending=endings.get(row.id, row.facts.ending)))


def _answered(card: Scorecard, answers: Answers, row: EvaluationRow) -> Mapping[str, str | None]:
    counted = counting(card, answers, row.facts)
    return {
        path: None if answer.choice is NOT_APPLICABLE else str(answer.choice)
        for path, answer in counted.items()
        if answer.choice is not None
    }


def _reads_alike(criterion: Criterion, other: Criterion | None) -> bool:
    return other is not None and criterion.scale == other.scale


def _quarter(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _agreement(begin: date | None, marks: Sequence[_Marks]) -> AgreementOfPeriod:
    rated = _rated(marks)
    if not rated:
        return AgreementOfPeriod(begin, len(marks), None, None)
    return AgreementOfPeriod(begin, len(marks), pooled_percent(rated), pooled_gwet(rated))


def _rated(marks: Sequence[_Marks]) -> Sequence[Ratings]:
    """A criterion each, with one row for each call: which of its levels the two chose, "not applicable" last."""
    rated = []
    for scale in dict.fromkeys(scale for each in marks for scale in each.by_scale):
        both = [each.by_scale.get(scale) for each in marks]
        chosen = [() if pair is None else (pair.own, pair.other) for pair in both]
        spared = any(None in pair for pair in chosen) or any(pair and pair.criterion.not_applicable for pair in both)
        places: list[str | None] = [*scale[1:], None]
        counts = np.zeros((len(marks), len(places) - (not spared)))
        for row, levels in enumerate(chosen):
            for level in levels:
                counts[row, places.index(level)] += 1
        rated.append(ratings(counts))
    return rated


def _leanings(marks: Sequence[_Marks]) -> Sequence[Leaning]:
    apart: dict[_Scale, list[float]] = defaultdict(list)
    criteria: dict[_Scale, Criterion] = {}
    for each in marks:
        for scale, both in each.by_scale.items():
            mine, theirs = (both.criterion.level(level or "") for level in (both.own, both.other))
            if mine is not None and theirs is not None:
                criteria[scale] = both.criterion
                apart[scale].append(mine.value - theirs.value)
    enough = {scale: values for scale, values in apart.items() if enough_to_say(len(values))}
    leanings = []
    for scale, values in enough.items():
        mean, variance = float(np.mean(values)), float(np.var(values))
        # the furthest of many is picked: each is held to its share of the 5%
        low, high = bounds(mean, variance, len(values), low=-1, high=1, level=1 - (1 - LEVEL) / len(enough))
        leanings.append(Leaning(criteria[scale], len(values), mean, float(low), float(high)))
    return sorted(leanings, key=lambda leaning: -abs(leaning.mean))
