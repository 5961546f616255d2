"""One criterion's marks in calls that several evaluators scored: tables to measure agreement by, and confusions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from benvenuto.domain.rubric import Criterion, Level, Rubric
from benvenuto.statistics.rater_agreement import Ratings, against_others
from benvenuto.storage.quality.shared_calls import SharedMark

Counts = NDArray[np.float64]
SharedCall = tuple[int, int]
"""A call and the scorecard version by which several scored it."""

MOST_CALLS = 3
"""Calls named below two levels that were confused."""


@dataclass(frozen=True, slots=True)
class ReadTwice:
    """A call on which two evaluators chose two levels, and the evaluation in which each was chosen."""

    called_at: datetime
    evaluations: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Confusion:
    """Two levels that evaluators of the same call chose, in the order of the scale; None is "not applicable".

    `times` counts pairs of evaluators; `calls` are the newest of theirs, MOST_CALLS at most.
    """

    levels: tuple[Level | None, Level | None]
    times: int
    calls: Sequence[ReadTwice]


def with_rules(marks: Sequence[SharedMark]) -> Sequence[SharedMark]:
    """These marks, and "not applicable" for whom a rule spared a criterion that somebody else marked in the call.

    What is published is complete, so who has no mark on it was spared it: they read otherwise what the rule asks, as
    how the call ended. Where the rule spared all, nobody judged anything.
    """
    of_call: dict[SharedCall, list[SharedMark]] = defaultdict(list)
    for mark in marks:
        of_call[mark.call_id, mark.version_id].append(mark)
    whole: list[SharedMark] = []
    for those in of_call.values():
        evaluations = {mark.evaluation_id: mark for mark in those}
        given = {(mark.evaluation_id, mark.path): mark for mark in those}
        whole += [
            given.get((evaluation_id, path)) or mark._replace(path=path, level=None)
            for path in dict.fromkeys(mark.path for mark in those if mark.path)
            for evaluation_id, mark in evaluations.items()
        ]
    return whole


@dataclass(frozen=True)
class SharedMarks:
    """A criterion with its `marks` in shared calls. Levels are places on its scale; the last is "not applicable"."""

    path: str
    rubric: Rubric
    criterion: Criterion
    marks: Sequence[SharedMark]

    @cached_property
    def by_call(self) -> Mapping[SharedCall, Sequence[SharedMark]]:
        """The marks of each call that two evaluators or more answered it on."""
        of_call: dict[SharedCall, list[SharedMark]] = defaultdict(list)
        for mark in self.marks:
            of_call[mark.call_id, mark.version_id].append(mark)
        return {call: marks for call, marks in of_call.items() if len(marks) > 1}

    @cached_property
    def pairs(self) -> Sequence[tuple[SharedMark, SharedMark]]:
        """Every two evaluators of a call."""
        return [pair for marks in self.by_call.values() for pair in combinations(marks, 2)]

    @property
    def same(self) -> int:
        """How many of these pairs chose the same."""
        return sum(first.level == second.level for first, second in self.pairs)

    @property
    def counts(self) -> Counts:
        """How many evaluators chose each level, "not applicable" last; shape (calls, levels + 1)."""
        counts = np.zeros((len(self.by_call), self._size))
        for row, marks in enumerate(self.by_call.values()):
            for mark in marks:
                counts[row, self._place(mark)] += 1
        return counts

    @property
    def of_two(self) -> Counts | None:
        """The table of what the one chose and the other; None where more than two evaluators are among the marks."""
        evaluators = sorted({mark.evaluator_id for pair in self.pairs for mark in pair})
        if len(evaluators) != 2:
            return None
        table = np.zeros((self._size, self._size))
        for pair in self.pairs:
            first, second = sorted(pair, key=lambda mark: mark.evaluator_id)
            table[self._place(first), self._place(second)] += 1
        return table

    def scored_by(self, evaluator_id: int) -> frozenset[SharedCall]:
        """The calls that this evaluator and another answered it on."""
        mine = {
            call for call, marks in self.by_call.items() if any(mark.evaluator_id == evaluator_id for mark in marks)
        }
        return frozenset(mine)

    def beside_others(self, evaluator_id: int, calls: Sequence[SharedCall]) -> Ratings:
        """This evaluator beside the others, one row for each of the calls."""
        own, others = np.full(len(calls), -1), np.zeros((len(calls), self._size))
        for row, call in enumerate(calls):
            for mark in self.by_call.get(call, ()):
                if mark.evaluator_id == evaluator_id:
                    own[row] = self._place(mark)
                else:
                    others[row, self._place(mark)] += 1
        return against_others(own, others)

    def confusions(self) -> Sequence[Confusion]:
        """The pairs of levels that were confused, the most frequent first."""
        apart: dict[tuple[int, int], list[ReadTwice]] = defaultdict(list)
        for pair in self.pairs:
            first, second = sorted(pair, key=self._place)
            if first.level != second.level:
                read = ReadTwice(first.called_at, (first.evaluation_id, second.evaluation_id))
                apart[self._place(first), self._place(second)].append(read)
        scale = [*self.criterion.scale, None]
        confusions = [
            Confusion(
                (scale[better], scale[worse]),
                len(reads),
                sorted(reads, key=lambda read: read.called_at, reverse=True)[:MOST_CALLS],
            )
            for (better, worse), reads in sorted(apart.items())
        ]
        return sorted(confusions, key=lambda confusion: -confusion.times)

    @property
    def _size(self) -> int:
        # where it cannot be chosen it is no category: AC1's chance is spread over those that there are
        spared = self.criterion.not_applicable or any(mark.level is None for mark in self.marks)
        return len(self.criterion.scale) + spared

    def _place(self, mark: SharedMark) -> int:
        ids = [level.id for level in self.criterion.scale]
        return len(ids) if mark.level is None else ids.index(mark.level)
