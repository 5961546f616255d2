"""The reader's own account: who they are, their language, their password, and the way out."""

from __future__ import annotations

import streamlit as st

from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.text import LANGUAGES
from benvenuto.services.people.sign_in import SHORTEST_PASSWORD, WrongPassword
from benvenuto.ui.context import Here
from benvenuto.ui.elements import facts, section, title
from benvenuto.ui.outcome import attempt, show_outcome
from benvenuto.ui.people.adding import LANGUAGE_NAMES
from benvenuto.ui.people.roles import role_words
from benvenuto.ui.streamlit.leave import leave
from benvenuto.ui.streamlit.sticky_button import form_submit_button

_ROUND = "password_round"
_PLACE = "account"


class NotThePresentPassword(BenvenutoError):
    """The password that should open the change is not the one in use."""

    template = message("That is not your present password.")
    remedy = message("Write the password with which you signed in.")


class PasswordsDiffer(BenvenutoError):
    """The new password was not written twice alike."""

    template = message("The new password is not the same both times.")
    remedy = message("Write it again in both fields.")


def show(now: Here) -> None:
    """The whole page; with a one-time password, choosing a new one comes first."""
    if now.app.sign_in.must_change_password(now.actor):
        title(
            now._("Welcome, {name}", name=now.actor.name),
            now._("You came in with a one-time password. Choose one of your own, and everything opens."),
        )
        _password(now)
        _language(now)
        return
    title(now._("Your account"))
    show_outcome(now, _PLACE)
    _who(now)
    _language(now)
    section(now._("Password"))
    _password(now)


def sign_out(now: Here) -> None:
    """End the session, and go back to the door."""
    now.app.sign_in.sign_out(now.session)
    leave("/signin")


def _who(now: Here) -> None:
    person, teams = now.app.people.own(now.actor)
    facts(
        [
            (now._("Name"), person.name),
            (now._("User name"), person.username),
            (now._("Roles and teams"), "; ".join(role_words(now, person.memberships, teams)) or now._("no role yet")),
        ]
    )


def _language(now: Here) -> None:
    section(now._("Language"))
    chosen = st.segmented_control(
        now._("Language"),
        list(LANGUAGES),
        default=now.actor.language,
        required=True,
        format_func=lambda one: LANGUAGE_NAMES[one],
        key="language",
        label_visibility="collapsed",
    )
    if chosen and chosen != now.actor.language:
        now.app.sign_in.set_language(now.actor, chosen)
        st.rerun()


def _password(now: Here) -> None:
    turn = now.memory.setdefault(_ROUND, 0)  # counts up when a password was changed, so that the fields are empty
    with st.form("password", border=False, enter_to_submit=True):
        current = st.text_input(
            now._("Present password"), type="password", autocomplete="current-password", key=f"password_now_{turn}"
        )
        new = st.text_input(
            now._("New password"),
            type="password",
            autocomplete="new-password",
            key=f"password_new_{turn}",
            placeholder=now._("at least {length} characters", length=SHORTEST_PASSWORD),
        )
        again = st.text_input(
            now._("New password, again"), type="password", autocomplete="new-password", key=f"password_again_{turn}"
        )
        st.caption(
            now._("Three or four words are long enough and easy to remember. Not the old password, and not your name.")
        )
        wanted = form_submit_button(now, now._("Change the password"), key=f"change_password_{turn}", type="primary")
    if wanted:
        attempt(
            now,
            lambda: _change(now, current or "", new or "", again or ""),
            now._("Your password is changed. Wherever else you were signed in, that has ended."),
            place=_PLACE,
            refused_at="password",
        )
    show_outcome(now, "password")


def _change(now: Here, current: str, new: str, again: str) -> None:
    if new != again:
        raise PasswordsDiffer
    try:
        now.app.sign_in.change_password(now.actor, current, new, keep_session=now.session)
    except WrongPassword:
        raise NotThePresentPassword from None
    now.memory[_ROUND] += 1
