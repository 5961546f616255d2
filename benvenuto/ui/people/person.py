"""One person: name and agent code, roles and teams, and the account."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from benvenuto.domain.people import Person, Team
from benvenuto.ui.confirming import confirmed
from benvenuto.ui.context import Here
from benvenuto.ui.elements import facts, section, title
from benvenuto.ui.outcome import attempt, show_outcome
from benvenuto.ui.people.adding import LANGUAGE_NAMES, back_to_everybody
from benvenuto.ui.people.handing_over import OneTimePassword, hand_over, hand_over_next
from benvenuto.ui.people.roles import choose_roles
from benvenuto.ui.streamlit.sticky_button import button, form_submit_button


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
    show_outcome(now, _place(person))
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
        saving = f"save_name_{person.id}"
        wanted = form_submit_button(now, now._("Save"), key=saving)
    if wanted:
        _save(now, person, lambda: now.app.people.change(now.actor, person.id, name or "", code or ""), saving)
    show_outcome(now, saving)


def _roles(now: Here, person: Person, teams: Sequence[Team]) -> None:
    section(now._("Roles and teams"), now._("A person may hold several; each counts in the teams chosen for it."))
    with st.form(f"roles_{person.id}", border=False):
        held = choose_roles(now, f"role_{person.id}", person.memberships, teams)
        saving = f"save_roles_{person.id}"
        wanted = form_submit_button(now, now._("Save"), key=saving)
    if wanted:
        _save(now, person, lambda: now.app.people.set_memberships(now.actor, person.id, held), saving)
    show_outcome(now, saving)


def _account(now: Here, person: Person) -> None:
    section(now._("Access"))
    with st.container(horizontal=True):
        if person.active:
            _new_password(now, person)
            _close(now, person)
        elif button(now, now._("Open the account again"), key=f"reopen_{person.id}", icon=":material/lock_open:"):
            _set_active(now, person, active=True)
    show_outcome(now, _access(person))


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
    attempt(
        now,
        lambda: now.app.people.set_active(now.actor, person.id, active=active),
        now._("The account is open again.") if active else now._("The account is closed."),
        place=_place(person),
        refused_at=_access(person),
    )


def _save(now: Here, person: Person, deed: Callable[[], object], form: str) -> None:
    attempt(now, deed, now._("Saved."), place=_place(person), refused_at=form)


def _place(person: Person) -> str:
    return f"person_{person.id}"


def _access(person: Person) -> str:
    return f"access_{person.id}"
