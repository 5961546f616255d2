"""One person: name and agent code, roles and teams, and the account."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from benvenuto.domain.patience import ONE_PLACE
from benvenuto.domain.people import Person, Team
from benvenuto.domain.text import LANGUAGES
from benvenuto.ui.confirming import confirmed
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import facts, quiet_notice, section, title
from benvenuto.ui.outcome import attempt, show_outcome
from benvenuto.ui.people.adding import back_to_everybody
from benvenuto.ui.people.agent_codes import further_codes
from benvenuto.ui.people.handing_over import OneTimePassword, hand_over, hand_over_next
from benvenuto.ui.people.roles import choose_roles
from benvenuto.ui.streamlit.sticky_button import button, form_submit_button


def show_person(ctx: PageContext, person: Person, teams: Sequence[Team]) -> None:
    """Everything about one person that an administrator keeps."""
    back_to_everybody(ctx)
    title(person.name)
    facts(
        [
            (ctx._("User name"), person.username),
            (ctx._("Language"), LANGUAGES[person.language].name),
            (ctx._("Here since"), ctx.say.day(person.created_at) if person.created_at else ""),
            (ctx._("Access"), _state(ctx, person)),
            (ctx._("Second factor"), ctx._("set up") if person.has_second_factor else ""),
        ]
    )
    show_outcome(ctx, _place(person))
    hand_over(ctx, person.id)
    _name_and_code(ctx, person)
    further_codes(ctx, person)
    _roles(ctx, person, teams)
    _account(ctx, person)


def _state(ctx: PageContext, person: Person) -> str:
    if not person.active:
        return ctx._("closed")
    if person.must_change_password and person.password_expires_at is not None:
        until = ctx.say.timestamp(person.password_expires_at, "short")
        return ctx._("open, with a one-time password that expires on {when}", when=until)
    return ctx._("open")


def _name_and_code(ctx: PageContext, person: Person) -> None:
    section(ctx._("Name and agent code"))
    with st.form(f"naming_{person.id}", border=False):
        name = st.text_input(ctx._("Name"), person.name, key=f"name_{person.id}", max_chars=120)
        code = st.text_input(
            ctx._("Agent code"),
            person.agent_code,
            key=f"code_{person.id}",
            max_chars=120,
            help=ctx._("How call logs identify the agent."),
        )
        saving = f"save_name_{person.id}"
        wanted = form_submit_button(ctx, ctx._("Save"), key=saving)
    if wanted:
        _save(ctx, person, lambda: ctx.app.people.change(ctx.actor, person.id, name or "", code or ""), saving)
    show_outcome(ctx, saving)


def _roles(ctx: PageContext, person: Person, teams: Sequence[Team]) -> None:
    section(ctx._("Roles and teams"), ctx._("A person can have several; each applies to the teams chosen for it."))
    with st.form(f"roles_{person.id}", border=False):
        held = choose_roles(ctx, f"role_{person.id}", person.memberships, teams)
        saving = f"save_roles_{person.id}"
        wanted = form_submit_button(ctx, ctx._("Save"), key=saving)
    if wanted:
        _save(ctx, person, lambda: ctx.app.people.set_memberships(ctx.actor, person.id, held), saving)
    show_outcome(ctx, saving)


def _account(ctx: PageContext, person: Person) -> None:
    section(ctx._("Access"))
    _unlock(ctx, person)
    with st.container(horizontal=True):
        if person.active:
            _new_password(ctx, person)
            _close(ctx, person)
        elif button(ctx, ctx._("Reopen the account"), key=f"reopen_{person.id}", icon=":material/lock_open:"):
            _set_active(ctx, person, active=True)
    show_outcome(ctx, _access(person))


def _unlock(ctx: PageContext, person: Person) -> None:
    wrong = ctx.app.people.wrong_passwords(ctx.actor, person.id) if person.active else 0
    if wrong < ONE_PLACE.free:
        return
    quiet_notice(
        ctx.say.plural(
            "{n} wrong password since yesterday, outside the browsers {name} has used before.",
            "{n} wrong passwords since yesterday, outside the browsers {name} has used before.",
            wrong,
            name=person.name,
        )
    )
    if button(ctx, ctx._("Let {name} try again now", name=person.name), key=f"unlock_{person.id}"):
        attempt(
            ctx,
            lambda: ctx.app.people.unlock(ctx.actor, person.id),
            ctx._("{name} need not wait any longer.", name=person.name),
            place=_place(person),
            refused_at=_access(person),
        )


def _new_password(ctx: PageContext, person: Person) -> None:
    agreed = confirmed(
        ctx,
        f"new_password_{person.id}",
        ctx._("New one-time password"),
        ctx._("A new password for {name}?", name=person.name),
        ctx._("The current password stops working at once, and {name} is signed out everywhere.", name=person.name),
        icon="key",
    )
    if agreed:
        password = ctx.app.people.reset_password(ctx.actor, person.id)
        hand_over_next(ctx, OneTimePassword(person.id, person.username, password))
        st.rerun()


def _close(ctx: PageContext, person: Person) -> None:
    agreed = confirmed(
        ctx,
        f"close_{person.id}",
        ctx._("Close the account"),
        ctx._("Close the account of {name}?", name=person.name),
        ctx._(
            "{name} is signed out at once and can no longer sign in. Everything they did stays as it is.",
            name=person.name,
        ),
        icon="lock",
    )
    if agreed:
        _set_active(ctx, person, active=False)


def _set_active(ctx: PageContext, person: Person, *, active: bool) -> None:
    attempt(
        ctx,
        lambda: ctx.app.people.set_active(ctx.actor, person.id, active=active),
        ctx._("The account has been reopened.") if active else ctx._("The account has been closed."),
        place=_place(person),
        refused_at=_access(person),
    )


def _save(ctx: PageContext, person: Person, deed: Callable[[], object], form: str) -> None:
    attempt(ctx, deed, ctx._("Saved."), place=_place(person), refused_at=form)


def _place(person: Person) -> str:
    return f"person_{person.id}"


def _access(person: Person) -> str:
    return f"access_{person.id}"
