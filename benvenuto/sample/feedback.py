"""Feedback that is already there at the first start, so that an agent who signs in has something to hear."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from benvenuto.config import HOME
from benvenuto.domain.dispute import Decision, DisputedCriterion, Ruling
from benvenuto.domain.edits import (
    AddMoment,
    Change,
    ChooseLevel,
    ChooseNotApplicable,
    Edit,
    SetNote,
    SetReasons,
    SetSummary,
)
from benvenuto.domain.evaluation import Evaluation
from benvenuto.domain.scoring import applies

FILE = HOME / "sample_data" / "casa-lume" / "feedback.yaml"


@dataclass(frozen=True, slots=True)
class Remark:
    """What was heard on one criterion, where it was not simply the best level."""

    level: str = "full"
    reasons: tuple[str, ...] = ()
    note: str = ""
    moments: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SampleDispute:
    """What the agent disputes. `answer` is the supervisor's; with `rulings` it is decided, after `heard` was heard."""

    criteria: tuple[DisputedCriterion, ...]
    answer: str = ""
    heard: Mapping[str, str] = field(default_factory=dict)
    rulings: Mapping[str, Ruling] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SampleFeedback:
    """One published evaluation of a sample call; criteria without a remark get the best level."""

    call: str
    agent: str
    summary: str
    remarks: Mapping[str, Remark]
    not_applicable: frozenset[str]
    dispute: SampleDispute | None = None
    coached: bool = False


EVALUATOR = "bruno"
"""Whose evaluations they are."""

MANAGER = "carla"
"""Who decides disputes."""

SECOND_EVALUATOR = "silvia"
"""Who hears one of the calls second, without the marks of the first."""


def _read(file: Path) -> tuple[tuple[SampleFeedback, ...], SampleFeedback, SampleFeedback]:
    """What was published, what was heard again, and what an agent scored of an own call."""
    written = yaml.safe_load(file.read_text("utf-8"))
    published = tuple(map(_feedback, written["published"]))
    by_call = {given.call: given for given in published}

    def beside(other: Mapping[str, Any]) -> SampleFeedback:
        """What somebody else marked of a published call: what could not happen in it is the same."""
        return _feedback({"not_applicable": by_call[other["call"]].not_applicable, **other})

    return published, beside(written["heard_again"]), beside(written["scored_by_themselves"])


def _feedback(written: Mapping[str, Any]) -> SampleFeedback:
    return SampleFeedback(
        call=written["call"],
        agent=written["agent"],
        summary=written.get("summary", ""),
        remarks={path: _remark(remark) for path, remark in written["remarks"].items()},
        not_applicable=frozenset(written["not_applicable"]),
        dispute=_dispute(written["dispute"]) if "dispute" in written else None,
        coached=written.get("coached", False),
    )


def _remark(written: Mapping[str, Any]) -> Remark:
    moments = tuple((moment["at_s"], moment.get("words", "")) for moment in written.get("moments", ()))
    reasons = tuple(written.get("reasons", ()))
    return Remark(written.get("level", "full"), reasons, written.get("note", ""), moments)


def _dispute(written: Mapping[str, Any]) -> SampleDispute:
    rulings = {
        path: Ruling(Decision(ruling["decision"]), ruling["reason"], ruling.get("level", ""))
        for path, ruling in written.get("rulings", {}).items()
    }
    criteria = tuple(DisputedCriterion(**criterion) for criterion in written["criteria"])
    return SampleDispute(criteria, written.get("answer", ""), written.get("heard", {}), rulings)


FEEDBACK, HEARD_AGAIN, SCORED_BY_THEMSELVES = _read(FILE)
"""What was published; one of the calls heard second; what an agent thinks of one of them, and shares."""


def edits(given: SampleFeedback, evaluation: Evaluation) -> Iterator[Edit]:
    """The edits that a supervisor would have made, criterion by criterion, and the words at the end."""
    seq = 0
    answered = dict(evaluation.answers)
    for path, criterion in evaluation.scorecard.criteria():
        rule = criterion.applies_when
        if not rule.criterion and not applies(rule, evaluation.facts, answered):
            continue
        for change in _changes(path, given.remarks.get(path, Remark()), skipped=path in given.not_applicable):
            seq += 1
            yield Edit(seq, path, change)
    if given.summary:
        yield Edit(seq + 1, "", SetSummary(given.summary))


def _changes(path: str, remark: Remark, *, skipped: bool) -> Iterator[Change]:
    yield ChooseNotApplicable() if skipped else ChooseLevel(remark.level)
    if remark.reasons:
        yield SetReasons(remark.reasons)
    if remark.note:
        yield SetNote(remark.note)
    for number, (at_s, note) in enumerate(remark.moments):
        yield AddMoment(f"sample-{number}", at_s, note)
