"""Adding a person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import streamlit as st

from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.people import Membership, Role, Team
from benvenuto.domain.text import LANGUAGES
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import title
from benvenuto.ui.outcome import refused, show_outcome
from benvenuto.ui.people.agent_codes import give_to_known
from benvenuto.ui.people.handing_over import OneTimePassword, hand_over_next
from benvenuto.ui.people.roles import choose_roles
from benvenuto.ui.shell import address
from benvenuto.ui.streamlit.redirects import change_query, redirect_after
from benvenuto.ui.streamlit.sticky_button import form_submit_button, sticky_button


class NoRole(BenvenutoError):
    """A person who would see nothing."""

    template = message("Without a role, there is nothing to see here.")
    remedy = message("Choose at least one role.")


def add_person(ctx: PageContext, teams: Sequence[Team]) -> None:
    """The form for a new person; an agent code in the address fills in what it tells."""
    code = st.query_params.get("code", "")[:120]
    back_to_everybody(ctx)
    title(ctx._("Add a person"), _lead(ctx, code))
    if code:
        give_to_known(ctx, code)
    with st.form("new_person", border=False):
        name = st.text_input(ctx._("Name"), _name_of(code), key="new_name", max_chars=120)
        username = st.text_input(
            ctx._("User name"),
            _username_of(code),
            key="new_username",
            max_chars=119,
            help=ctx._("Lower-case letters, digits or . _ @ + -, for example anna.rossi"),
        )
        agent_code = st.text_input(
            ctx._("Agent code"),
            code,
            key="new_code",
            max_chars=120,
            help=ctx._("How call logs identify the agent. If left empty, the user name is used."),
        )
        language = st.segmented_control(
            ctx._("Language"),
            list(LANGUAGES),
            default=ctx.say.code,
            required=True,
            format_func=lambda code: LANGUAGES[code].name,
            key="new_language",
        )
        held = choose_roles(ctx, "new", _roles_of(code, teams), teams)
        wanted = form_submit_button(ctx, ctx._("Add"), key="add_now", type="primary")
    if wanted:
        _add(ctx, username or "", name or "", held, language or ctx.say.code, agent_code or "")
    show_outcome(ctx, "new_person")


def back_to_everybody(ctx: PageContext) -> None:
    """The way back to the list."""
    sticky_button(ctx, ctx._("All people"), key="everybody", type="tertiary", icon=":material/arrow_back:")
    change_query(ctx, "everybody", {})


def _add(
    ctx: PageContext, username: str, name: str, held: Sequence[Membership], language: str, agent_code: str
) -> None:
    there = address("people")
    try:
        if not held:
            raise NoRole
        person_id, password = ctx.app.people.add(ctx.actor, username, name, held, language, agent_code)
    except BenvenutoError as error:
        refused(ctx, error, place="new_person")
        return
    hand_over_next(ctx, OneTimePassword(person_id, username.strip().lower(), password))
    redirect_after(ctx, there, {"person": str(person_id)})


def _lead(ctx: PageContext, code: str) -> str:
    if code:
        return ctx._("The calls waiting for “{code}” will become theirs.", code=code)
    return ctx._("You give them a one-time password, and they choose their own when they first sign in.")


def _roles_of(code: str, teams: Sequence[Team]) -> Sequence[Membership]:
    return [Membership(Role.AGENT, teams[0].id)] if code and len(teams) == 1 else []


def _name_of(code: str) -> str:
    return re.sub(r"[._]+", " ", code).title() if code.islower() else code


def _username_of(code: str) -> str:
    plain = unicodedata.normalize("NFKD", code).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9@+_-]+", ".", plain).strip("._@+-")
