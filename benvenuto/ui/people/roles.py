"""Roles and teams in words, and the choice of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from benvenuto.domain.faults import message
from benvenuto.domain.people import Membership, Role, Team
from benvenuto.ui.context import PageContext

NAMES = {
    Role.AGENT: message("Agent"),
    Role.SUPERVISOR: message("Supervisor"),
    Role.MANAGER: message("Manager"),
    Role.ADMINISTRATOR: message("Administrator"),
}
_WHERE = {
    Role.AGENT: message("Agent in"),
    Role.SUPERVISOR: message("Supervisor of"),
    Role.MANAGER: message("Manager of"),
}


def role_words(ctx: PageContext, held: Iterable[Membership], teams: Iterable[Team]) -> Sequence[str]:
    """Each role held with its teams, such as "Supervisor · Nord, Sud", in the order of the roles."""
    names = {team.id: team.name for team in teams}
    held = frozenset(held)
    words = []
    for role in Role:
        where = sorted(names.get(m.team_id, "") for m in held if m.role is role and m.team_id is not None)
        if where or Membership(role, None) in held:
            words.append(" · ".join(part for part in (ctx._(NAMES[role]), ", ".join(where)) if part))
    return words


def choose_roles(ctx: PageContext, key: str, held: Iterable[Membership], teams: Sequence[Team]) -> Sequence[Membership]:
    """Let the reader choose roles, each in its teams; begins with those held."""
    held = frozenset(held)
    names = {team.id: team.name for team in teams}
    chosen = [
        Membership(role, team_id)
        for role in _WHERE
        for team_id in _choose_teams(ctx, f"{key}_{role}", role, held, names)
    ]
    administrator = st.toggle(
        ctx._("Administrator: people, rubrics, imports and the audit log"),
        Membership(Role.ADMINISTRATOR, None) in held,
        key=f"{key}_{Role.ADMINISTRATOR}",
    )
    return [*chosen, Membership(Role.ADMINISTRATOR, None)] if administrator else chosen


def _choose_teams(
    ctx: PageContext, key: str, role: Role, held: frozenset[Membership], names: Mapping[int, str]
) -> Sequence[int]:
    return st.pills(
        ctx._(_WHERE[role]),
        list(names),
        selection_mode="multi",
        default=[team_id for team_id in names if Membership(role, team_id) in held],
        format_func=lambda team_id: names[team_id],
        key=key,
    )
