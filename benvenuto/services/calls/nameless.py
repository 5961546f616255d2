"""Calls without their agent's name: as whoever scores one in a calibration session has them until it is over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from benvenuto.domain.call import Call, Recording, Turn
from benvenuto.domain.evaluation import Comment, EvaluationRow
from benvenuto.domain.people import Actor, Role
from benvenuto.storage.database import Transaction

UNSAID = "···"
"""What stands for a name that is not told."""
NOBODY = 0
"""The id of an agent that is not told."""
_SHORTEST = 3
"""Letters of a name that is looked for in what was said: shorter ones are parts of too much else."""


def nameless_to(tx: Transaction, actor: Actor, call_ids: Sequence[int]) -> frozenset[int]:
    """Those of these calls whose agent the actor is not to know."""
    return tx.calibrations.nameless(actor.id, call_ids) if Role.SUPERVISOR in actor.roles else frozenset()


def unnamed(tx: Transaction, actor: Actor, rows: Sequence[EvaluationRow]) -> Sequence[EvaluationRow]:
    """These evaluations, without the agent's name where the actor is not to know it."""
    unknown = by_unknown_agents(tx, actor, rows)
    return [replace(row, agent_id=NOBODY, agent_name="") if row.id in unknown else row for row in rows]


def by_unknown_agents(tx: Transaction, actor: Actor, rows: Sequence[EvaluationRow]) -> frozenset[int]:
    """The ids of those of these evaluations whose agent the actor is not to know: no list of an agent has them."""
    unknown = nameless_to(tx, actor, [row.call_id for row in rows]) if rows else frozenset()
    return frozenset(row.id for row in rows if row.call_id in unknown)


def without_author(comments: Sequence[Comment], agent_id: int) -> Sequence[Comment]:
    """What was said about an evaluation, without the name of its agent."""
    return [
        replace(comment, author_id=NOBODY, author_name="") if comment.author_id == agent_id else comment
        for comment in comments
    ]


def without_name(call: Call) -> Call:
    """The facts of a call without its agent's name, nor the id by which another system would tell it."""
    return replace(call, agent_name="", external_id="", note=unsaid(call.note, call.agent_name))


def without_file_names(recording: Recording) -> Recording:
    """The recording without what its files were called: telephone systems put the agent there."""
    return replace(recording, originals=tuple(replace(each, name="") for each in recording.originals))


def without_spoken_name(turns: Sequence[Turn], name: str) -> Sequence[Turn]:
    """A transcript in which nobody says this name."""
    return [
        replace(
            turn,
            text=unsaid(turn.text, name),
            words=tuple(replace(word, text=unsaid(word.text, name)) for word in turn.words),
        )
        for turn in turns
    ]


def unsaid(text: str, name: str) -> str:
    """The text with every part of the name left out."""
    parts = [re.escape(part) for part in re.split(r"\W+", name) if len(part) >= _SHORTEST]
    return re.sub(rf"\b(?:{'|'.join(parts)})\b", UNSAID, text, flags=re.IGNORECASE) if parts else text
