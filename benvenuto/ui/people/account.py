"""The reader's own account: who they are, their language, their password, and the way out."""

from __future__ import annotations

from functools import partial

import streamlit as st

from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.text import LANGUAGES
from benvenuto.services.people.passwords import SHORTEST_PASSWORD
from benvenuto.services.people.sign_in import WrongPassword
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import facts, section, style, title
from benvenuto.ui.outcome import attempt, show_outcome
from benvenuto.ui.people.messages_outside import messages_outside
from benvenuto.ui.people.present_password import NotThePresentPassword
from benvenuto.ui.people.roles import role_words
from benvenuto.ui.people.second_factor import second_factor
from benvenuto.ui.shell import home
from benvenuto.ui.streamlit.leave import leave
from benvenuto.ui.streamlit.page_run import came_from_outside
from benvenuto.ui.streamlit.sticky_button import button, form_submit_button

_ROUND = "password_round"
_PLACE = "account"


class PasswordsDiffer(BenvenutoError):
    """The new password was not written twice alike."""

    template = message("The two new passwords do not match.")
    remedy = message("Type it again in both fields.")


def show(ctx: PageContext) -> None:
    """The whole page; with a one-time password, choosing a new one comes first."""
    style("administration")
    if ctx.app.sign_in.must_change_password(ctx.actor):
        title(
            ctx._("Welcome, {name}", name=ctx.actor.name),
            ctx._("You signed in with a one-time password. Choose your own to continue."),
        )
        _password(ctx)
        _language(ctx)
        return
    if ctx.app.sign_in.lacks_second_factor(ctx.actor):
        title(
            ctx._("Welcome, {name}", name=ctx.actor.name),
            ctx._("Administrators sign in with a second factor here. Set yours up to continue."),
        )
        second_factor(ctx, _PLACE)
        _language(ctx)
        return
    title(ctx._("Your account"))
    show_outcome(ctx, _PLACE)
    _who(ctx)
    _language(ctx)
    section(ctx._("Password"))
    _password(ctx)
    second_factor(ctx, _PLACE)
    messages_outside(ctx)
    _sessions(ctx)


def sign_out(ctx: PageContext) -> None:
    """End the session, and go back to the door; who came by a link from outside is asked first."""
    if came_from_outside(ctx):
        title(ctx._("Do you want to sign out?"))
        if not button(ctx, ctx._("Sign out"), key="sign_out", type="primary"):
            return
    ctx.app.sign_in.sign_out(ctx.session)
    leave("/signin", forget=True)


def _who(ctx: PageContext) -> None:
    person, teams = ctx.app.people.own(ctx.actor)
    facts(
        [
            (ctx._("Name"), person.name),
            (ctx._("User name"), person.username),
            (ctx._("Roles and teams"), "; ".join(role_words(ctx, person.memberships, teams)) or ctx._("no role yet")),
        ]
    )


def _language(ctx: PageContext) -> None:
    section(ctx._("Language"))
    chosen = st.segmented_control(
        ctx._("Language"),
        list(LANGUAGES),
        default=ctx.actor.language,
        required=True,
        format_func=lambda code: LANGUAGES[code].name,
        key="language",
        label_visibility="collapsed",
    )
    if chosen and chosen != ctx.actor.language:
        ctx.app.sign_in.set_language(ctx.actor, chosen)
        st.rerun()


def _sessions(ctx: PageContext) -> None:
    section(ctx._("Where you are signed in"), ctx._("If you do not know one of these, sign out there."))
    for session in ctx.app.sign_in.sessions(ctx.actor):
        here = session.token_hash == ctx.session
        facts(
            [
                (ctx._("Since"), ctx.say.timestamp(session.created_at, "short")),
                (ctx._("Last used"), ctx._("now, here") if here else ctx.say.timestamp(session.seen_at, "short")),
                (ctx._("Address"), session.address),
            ]
        )
        # the page never tells a whole hash: whoever has it could claim the window
        key = f"sign_out_there_{session.token_hash[:12]}"
        if not here and button(ctx, ctx._("Sign out there"), key=key):
            attempt(
                ctx,
                partial(ctx.app.sign_in.sign_out_there, ctx.actor, session.token_hash),
                ctx._("Signed out there."),
                place=_PLACE,
                refused_at=_PLACE,
            )


def _password(ctx: PageContext) -> None:
    generation = ctx.memory.setdefault(_ROUND, 0)  # counts up when a password was changed, so that the fields are empty
    with st.form("password", border=False, enter_to_submit=True):
        current = st.text_input(
            ctx._("Current password"),
            type="password",
            autocomplete="current-password",
            key=f"password_now_{generation}",
        )
        new = st.text_input(
            ctx._("New password"),
            type="password",
            autocomplete="new-password",
            key=f"password_new_{generation}",
            placeholder=ctx._("at least {length} characters", length=SHORTEST_PASSWORD),
        )
        again = st.text_input(
            ctx._("New password, again"),
            type="password",
            autocomplete="new-password",
            key=f"password_again_{generation}",
        )
        st.caption(
            ctx._(
                "Three or four words are long enough and easy to remember. Not a common password, and not names that "
                "others know: yours, your team's, your company's."
            )
        )
        wanted = form_submit_button(
            ctx, ctx._("Change the password"), key=f"change_password_{generation}", type="primary"
        )
    if wanted:
        attempt(
            ctx,
            lambda: _change(ctx, current or "", new or "", again or ""),
            ctx._("Your password has been changed. You have been signed out everywhere else."),
            place=_PLACE,
            refused_at="password",
        )
    show_outcome(ctx, "password")


def _change(ctx: PageContext, current: str, new: str, again: str) -> None:
    if new != again:
        raise PasswordsDiffer
    try:
        ctx.app.sign_in.change_password(ctx.actor, current, new, keep_session=ctx.session)
    except WrongPassword:
        raise NotThePresentPassword from None
    ctx.memory[_ROUND] += 1


def arrive(ctx: PageContext) -> None:
    """The bare address of the site leads on to the reader's first screen."""
    st.switch_page(home())
