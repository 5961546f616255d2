"""The learning path: the steps of somebody new, what each asks, and who signs that it was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.text import Text


class Signer(StrEnum):
    """Who signs a step."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"


class KnownFact(StrEnum):
    """What Benvenuto knows itself and shows beside a step; a person signs all the same."""

    EXERCISES = "exercises"
    EVALUATIONS = "evaluations"


class NoSuchStep(BenvenutoError):
    """A step that is not in the path, or not any more."""

    template = message("This step is no longer in the learning path.")
    remedy = message("Reload the page to see the path as it is now.")


class SignedAlready(BenvenutoError):
    """A step that somebody has signed: what is signed is never written over."""

    template = message("“{title}” has already been signed, by {name}.")
    remedy = message("Reload the page. To sign it again, withdraw that signature first.")


@dataclass(frozen=True, slots=True)
class LearningStep:
    """One step. `handbook` are addresses, "chapter" or "chapter#section"; `criteria` are paths, to be practised."""

    id: str
    title: Text
    todo: Text
    signer: Signer
    handbook: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    shows: KnownFact | None = None


def step_of(path: Sequence[LearningStep], id_: str) -> LearningStep:
    """The step with this id; NoSuchStep when there is none."""
    step = next((step for step in path if step.id == id_), None)
    if step is None:
        raise NoSuchStep
    return step


@dataclass(frozen=True, slots=True)
class SignOff:
    """A signature under a step, which then had this title; `withdrawn_by` and `withdrawn_at` where it was withdrawn."""

    agent_id: int
    step: str
    title: Text
    by: str
    at: datetime
    withdrawn_by: str = ""
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReadCounts:
    """How many evaluations of an agent's calls by somebody else are published, and how many the agent has read."""

    published: int = 0
    acknowledged: int = 0
