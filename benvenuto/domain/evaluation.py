"""Evaluations: one evaluator, one call, one scorecard version, and how they go from draft to settled."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from benvenuto.domain.answer import NOT_APPLICABLE, Answer, Answers, Moment
from benvenuto.domain.faults import BenvenutoError, Fault, message
from benvenuto.domain.overtaken import EditHistory
from benvenuto.domain.scorecard import Scorecard
from benvenuto.domain.scoring import CallFacts, Score, applies, counting


class Status(StrEnum):
    """Where an evaluation stands. The last three end a dispute.

    Changed, it counts as the decision left it; overturned, nothing of it is left and it counts nowhere.
    """

    DRAFT = "draft"
    PUBLISHED = "published"
    ACKNOWLEDGED = "acknowledged"
    DISPUTED = "disputed"
    UPHELD = "upheld"
    CHANGED = "changed"
    OVERTURNED = "overturned"


DECIDED = (Status.UPHELD, Status.CHANGED, Status.OVERTURNED)
"""How a dispute ends."""

COUNTING = (Status.PUBLISHED, Status.ACKNOWLEDGED, Status.DISPUTED, Status.UPHELD, Status.CHANGED)
"""The states that count in averages and trends."""


class SelectionKind(StrEnum):
    """How a call was chosen. `SECOND`: drawn to be heard by two, and this is by the second, without the first.

    `CALIBRATION`: for a session in which several score it blind.
    """

    RANDOM = "random"
    TARGETED = "targeted"
    SELF = "self"
    SECOND = "second"
    CALIBRATION = "session"


FOR_THE_AGENT = (SelectionKind.RANDOM, SelectionKind.TARGETED)
"""What is said to an agent about a call: what agents say themselves, and what measures evaluators, is not."""

MEASURING = (SelectionKind.SECOND, SelectionKind.CALIBRATION)
"""What says how far evaluators agree, and nothing to or of an agent: it counts in no average."""


@dataclass(frozen=True, slots=True)
class Selection:
    """How the call was chosen; a random one carries its sampling probability, in (0, 1]."""

    kind: SelectionKind
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Unbegun:
    """A call that its evaluator has opened and not begun to score, and the scorecard version it is shown with."""

    call_id: int
    version_id: int


DraftId = int | Unbegun
"""What edits belong to: a draft, by its id, or the one that the first of them begins."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One evaluation, whole. The scorecard is its own snapshot, so it reads the same for ever.

    Only a draft has a `history`: what is published is not edited. One that was not begun has the id 0 and is stored
    nowhere. A self-evaluation is never published: it stays a draft, which its agent alone reads, until it is handed in
    and changes no more. One `for_training` alone, by the works agreement, comes to no score.
    """

    id: int
    call_id: int
    agent_id: int
    team_id: int
    evaluator_id: int
    evaluator_name: str
    status: Status
    selection: Selection
    scorecard: Scorecard
    facts: CallFacts
    revision: int
    answers: Answers
    call_moments: tuple[Moment, ...] = ()
    summary: str = ""
    created_at: datetime | None = None
    published_at: datetime | None = None
    acknowledged_at: datetime | None = None
    score: Score | None = None
    history: EditHistory = field(default_factory=EditHistory)
    scorecard_version_id: int = 0
    handed_in_at: datetime | None = None
    for_training: bool = False

    @property
    def begun(self) -> bool:
        """Whether there is a draft at all, or more."""
        return self.id > 0

    @property
    def draft_id(self) -> DraftId:
        """What edits of it belong to."""
        return self.id if self.begun else Unbegun(self.call_id, self.scorecard_version_id)


class WrongStatus(BenvenutoError):
    """A step that the evaluation's status does not allow."""

    template = message("This evaluation is {status}, so that can no longer be done.")
    remedy = message("Reload the page to see how it stands now.")


_STEPS: dict[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.PUBLISHED}),
    Status.PUBLISHED: frozenset({Status.ACKNOWLEDGED, Status.DISPUTED, Status.DRAFT}),
    Status.ACKNOWLEDGED: frozenset({Status.DISPUTED}),
    Status.DISPUTED: frozenset({Status.UPHELD, Status.CHANGED, Status.OVERTURNED}),
    Status.UPHELD: frozenset(),
    Status.CHANGED: frozenset(),
    Status.OVERTURNED: frozenset(),
}


def step(current: Status, target: Status) -> Status:
    """The target status, when the evaluation may go there from where it stands; else WrongStatus."""
    if target not in _STEPS[current]:
        raise WrongStatus(status=current.value)
    return target


TAKEN_BACK_WITHIN = timedelta(minutes=1)
"""How long who published an evaluation may take it back."""


class TooLateToTakeBack(BenvenutoError):
    """A publication that is older than TAKEN_BACK_WITHIN."""

    template = message("This evaluation was published more than a minute ago, so it stays published.")
    remedy = message("If something in it is wrong, correct it: whoever reads it sees what changed, and why.")


class AgentHasAnswered(BenvenutoError):
    """A publication that the agent has acknowledged, disputed or commented on."""

    template = message("The agent has already responded to this evaluation, so it stays published.")
    remedy = message("Read what the agent says, and answer there.")


class AlreadyCorrected(BenvenutoError):
    """A publication that has been corrected, so that there is more to it than the draft it was."""

    template = message("This evaluation has been corrected since it was published, so it stays published.")
    remedy = message("Correct it once more.")


class BothPublished(BenvenutoError):
    """A publication of a call that two have heard, when each can read the other's."""

    template = message("Both evaluations of this call are published and can be read side by side, so they stay.")
    remedy = message("If something in it is wrong, correct it: whoever reads it sees what changed, and why.")


class SharedByTheAgent(BenvenutoError):
    """A publication beside which the agent's own, shared evaluation of the call can be read."""

    template = message("The agent shares their own scores of this call, and both can be read side by side: it stays.")
    remedy = message("If something in it is wrong, correct it: whoever reads it sees what changed, and why.")


class NotReady(BenvenutoError):
    """An evaluation that cannot be published yet; `faults` names every criterion that lacks something."""

    template = message("Criteria not yet complete: {count}.")
    remedy = message("Answer them, or mark them as not applicable where that is allowed.")

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__(count=len(faults))


MANY_NOT_APPLICABLE = 3
"""From so many on, nothing but “not applicable” wherever it is allowed needs a reason."""


def still_lacking(evaluation: Evaluation) -> tuple[Fault, ...]:
    """What still keeps it from being published, or handed in: who scores an own call owes nobody a reason."""
    reasons = evaluation.selection.kind is not SelectionKind.SELF
    return lacking(evaluation.scorecard, evaluation.answers, evaluation.facts, reasons=reasons)


def lacking(scorecard: Scorecard, answers: Answers, facts: CallFacts, *, reasons: bool = True) -> tuple[Fault, ...]:
    """What still keeps answers from being published, one fault a criterion, by path; `reasons` are asked for or not."""
    faults = []
    answers = counting(scorecard, answers, facts)
    for path, criterion in scorecard.criteria():
        if not applies(criterion.applies_when, facts, answers):
            continue
        answer = answers.get(path, Answer())
        if answer.choice is None:
            faults.append(_lack(path, message("Not answered yet."), message("Choose a level.")))
        elif answer.choice is NOT_APPLICABLE:
            if not criterion.not_applicable:
                faults.append(
                    _lack(path, message("“Not applicable” cannot be chosen here."), message("Choose a level."))
                )
        elif (level := criterion.level(answer.choice)) is None:
            faults.append(_lack(path, message("This level is not on the scale."), message("Choose a level.")))
        elif reasons and criterion.fails(level) and not (answer.note.strip() or answer.reasons):
            faults.append(
                _lack(
                    path,
                    message("A critical error needs a reason or a note."),
                    message("Say what was heard, so that the agent can check it."),
                )
            )
    return (*faults, *(_spared_everything(scorecard, answers, facts) if reasons else ()))


def _spared_everything(scorecard: Scorecard, answers: Answers, facts: CallFacts) -> tuple[Fault, ...]:
    """Every criterion that may be N/A is, and no note says why: what could have cost points was left out."""
    open_to_it = [
        path
        for path, criterion in scorecard.criteria()
        if criterion.not_applicable and applies(criterion.applies_when, facts, answers)
    ]
    spared = [answers[path] for path in open_to_it if path in answers and answers[path].choice is NOT_APPLICABLE]
    if len(spared) < max(len(open_to_it), MANY_NOT_APPLICABLE) or any(answer.note.strip() for answer in spared):
        return ()
    template = message("Every criterion that may be “not applicable” is marked so: one of them needs a note.")
    return (_lack(open_to_it[0], template, message("Say why they have no place in this call, or choose levels.")),)


def _lack(path: str, template: str, remedy: str) -> Fault:
    return Fault(file="", line=0, path=path, template=template, remedy=remedy)


@dataclass(frozen=True, slots=True)
class Comment:
    """Something said about a published evaluation. `kind`: comment, dispute, answer or decision."""

    author_id: int
    author_name: str
    at: datetime
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    """An evaluation as lists show it, without its answers; the scorecard is named by its stored version."""

    id: int
    call_id: int
    agent_id: int
    agent_name: str
    team_id: int
    evaluator_id: int
    evaluator_name: str
    scorecard_version_id: int
    status: Status
    selection: Selection
    facts: CallFacts
    revision: int
    summary: str
    care_score: float | None
    final_score: float | None
    band: str | None
    passed: bool | None
    called_at: datetime
    created_at: datetime
    published_at: datetime | None
    acknowledged_at: datetime | None
    first_read_at: datetime | None
    simulated: bool
    handed_in_at: datetime | None = None
    for_training: bool = False
