"""Who watches over the quality of care: supervisors their own teams, managers those they manage; nobody else."""

from __future__ import annotations

from benvenuto.domain.access import Scope, scope
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.people import Actor, Role

OVERSEEING = (Role.SUPERVISOR, Role.MANAGER)


def oversight_scope(actor: Actor) -> Scope:
    """The teams that the actor supervises or manages; Forbidden for who does neither."""
    if not actor.roles.intersection(OVERSEEING):
        raise Forbidden
    return scope(actor, *OVERSEEING)
