"""One person: name and agent code, roles and teams, and the account."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from benvenuto.domain.faults import BenvenutoError
from benvenuto.domain.people import Person, Team
from benvenuto.ui.administration.adding import LANGUAGE_NAMES, back_to_everybody
from benvenuto.ui.administration.afterwards import tell, tell_afterwards
from benvenuto.ui.administration.handing_over import OneTimePassword, hand_over, hand_over_next
from benvenuto.ui.administration.roles import choose_roles
from benvenuto.ui.confirming import confirmed
from benvenuto.ui.elements import facts, notice, section, title
from benvenuto.ui.here import Here


def show_person(now: Here, person: Person, teams: Sequence[Team]) -> None:
    """Everything about one person that an administrator keeps."""
    back_to_everybody(now)
    title(person.name)
    facts(
        [
            (now._("User name"), person.username),
            (now._("Language"), LANGUAGE_NAMES.get(person.language, person.language)),
            (now._("Here since"), now.say.day(person.created_at) if person.created_at else ""),
            (now._("Access"), _state(now, person)),
        ]
    )
    tell(now)
    hand_over(now, person.id)
    _name_and_code(now, person)
    _roles(now, person, teams)
    _account(now, person)


def _state(now: Here, person: Person) -> str:
    if not person.active:
        return now._("closed")
    return now._("open, with a one-time password") if person.must_change_password else now._("open")


def _name_and_code(now: Here, person: Person) -> None:
    section(now._("Name and agent code"))
    with st.form(f"naming_{person.id}", border=False):
        name = st.text_input(now._("Name"), person.name, key=f"name_{person.id}", max_chars=120)
        code = st.text_input(
            now._("Agent code"),
            person.agent_code,
            key=f"code_{person.id}",
            max_chars=120,
            help=now._("What call logs call the agent."),
        )
        wanted = st.form_submit_button(now._("Save"), key=f"save_name_{person.id}")
    if wanted:
        try:
            now.app.people.change(now.actor, person.id, name or "", code or "")
        except BenvenutoError as error:
            notice(now, error)
        else:
            _saved(now)


def _roles(now: Here, person: Person, teams: Sequence[Team]) -> None:
    section(now._("Roles and teams"), now._("A person may hold several; each counts in the teams chosen for it."))
    with st.form(f"roles_{person.id}", border=False):
        held = choose_roles(now, f"role_{person.id}", person.memberships, teams)
        wanted = st.form_submit_button(now._("Save"), key=f"save_roles_{person.id}")
    if wanted:
        try:
            now.app.people.set_memberships(now.actor, person.id, held)
        except BenvenutoError as error:
            notice(now, error)
        else:
            _saved(now)


def _account(now: Here, person: Person) -> None:
    section(now._("Access"))
    with st.container(horizontal=True):
        if person.active:
            _new_password(now, person)
            _close(now, person)
        elif st.button(now._("Open the account again"), key="reopen", icon=":material/lock_open:"):
            _set_active(now, person, active=True)


def _new_password(now: Here, person: Person) -> None:
    agreed = confirmed(
        now,
        f"new_password_{person.id}",
        now._("New one-time password"),
        now._("A new password for {name}?", name=person.name),
        now._(
            "The present password stops working at once, and wherever {name} is signed in, that ends.", name=person.name
        ),
        icon="key",
    )
    if agreed:
        password = now.app.people.reset_password(now.actor, person.id)
        hand_over_next(now, OneTimePassword(person.id, person.username, password))
        st.rerun()


def _close(now: Here, person: Person) -> None:
    agreed = confirmed(
        now,
        f"close_{person.id}",
        now._("Close the account"),
        now._("Close the account of {name}?", name=person.name),
        now._(
            "{name} is signed out at once and cannot come in again. Everything they did stays as it is.",
            name=person.name,
        ),
        icon="lock",
    )
    if agreed:
        _set_active(now, person, active=False)


def _set_active(now: Here, person: Person, *, active: bool) -> None:
    try:
        now.app.people.set_active(now.actor, person.id, active=active)
    except BenvenutoError as error:
        notice(now, error)
        return
    words = now._("The account is open again.") if active else now._("The account is closed.")
    tell_afterwards(now, words)
    st.rerun()


def _saved(now: Here) -> None:
    tell_afterwards(now, now._("Saved."))
    st.rerun()
