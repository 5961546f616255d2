"""Who may do what to whom: the one table that services, routes and pages all ask."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from benvenuto.domain.faults import Forbidden
from benvenuto.domain.people import Actor, Role


class Permission(StrEnum):
    """Something that can be allowed."""

    HEAR = "hear"  # a recording, a transcript
    SEE_CALL = "see_call"  # the facts of a call, without its sound and words
    SCORE = "score"
    READ = "read"  # an evaluation
    RESPOND = "respond"  # acknowledge, comment, dispute
    ANSWER = "answer"  # a dispute
    DECIDE = "decide"  # a dispute
    SEE_TRENDS = "see_trends"
    PLAN_SAMPLING = "plan_sampling"
    ADMINISTER = "administer"  # people, rubrics, imports, retention, audit
    READ_HANDBOOK = "read_handbook"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a permission is asked about: whose call it is, in which team, and how far its evaluation has come."""

    agent_id: int | None = None
    team_id: int | None = None
    evaluator_id: int | None = None
    published: bool = False
    disputed: bool = False
    draft: bool = False


def can(actor: Actor, permission: Permission, subject: Subject = Subject()) -> bool:
    """Whether the actor may; roles add up, teams bound supervisors and managers, agents reach only their own."""
    own = Role.AGENT in actor.roles and subject.agent_id == actor.id
    supervised = subject.team_id in actor.teams(Role.SUPERVISOR)
    managed = subject.team_id in actor.teams(Role.MANAGER)
    drafted_by_another = subject.draft and subject.evaluator_id != actor.id
    match permission:
        case Permission.HEAR:
            return supervised or (own and subject.published) or (managed and subject.disputed)
        case Permission.SEE_CALL:
            return supervised or (own and subject.published) or (managed and subject.published)
        case Permission.SCORE:
            return (supervised and not own and not drafted_by_another) or (
                own and subject.evaluator_id == actor.id
            )
        case Permission.READ:
            if subject.draft:
                return subject.evaluator_id == actor.id and (supervised or own)
            return supervised or managed or (own and subject.published)
        case Permission.RESPOND:
            return own and subject.published
        case Permission.ANSWER:
            return supervised and subject.published
        case Permission.DECIDE:
            return managed and subject.disputed
        case Permission.SEE_TRENDS:
            return supervised or managed or own
        case Permission.PLAN_SAMPLING:
            return supervised
        case Permission.ADMINISTER:
            return Role.ADMINISTRATOR in actor.roles
        case Permission.READ_HANDBOOK:
            return bool(actor.roles)


def authorise(actor: Actor, permission: Permission, subject: Subject = Subject()) -> None:
    """Raise Forbidden unless the actor may."""
    if not can(actor, permission, subject):
        raise Forbidden
