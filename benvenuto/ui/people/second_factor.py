"""Setting up a second factor: a secret for an app, and the first code that it makes."""

from __future__ import annotations

from html import escape

import segno
import streamlit as st

from benvenuto.services.people.second_factor import app_address, new_secret
from benvenuto.services.people.sign_in import WrongPassword
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import quiet_notice, section, shown
from benvenuto.ui.outcome import attempt, show_outcome
from benvenuto.ui.people.present_password import NotThePresentPassword
from benvenuto.ui.streamlit.sticky_button import button, form_submit_button

_SECRET = "second_factor_secret"  # noqa: S105 - where it is remembered until the first code
_KEY = "second_factor"


def second_factor(ctx: PageContext, place: str) -> None:
    """The section of the account page; it is set up once, and an administrator takes it away."""
    person, _ = ctx.app.people.own(ctx.actor)
    section(
        ctx._("Second factor"),
        ctx._("A code from an app on your phone, beside the password: a stolen password alone opens nothing."),
    )
    if person.has_second_factor:
        ctx.memory.pop(_SECRET, None)
        quiet_notice(
            ctx._("Set up. If you lose the phone, an administrator gives you a one-time password, which removes it.")
        )
        return
    asked = _SECRET in ctx.memory or ctx.app.sign_in.lacks_second_factor(ctx.actor)
    if not asked and not button(ctx, ctx._("Set it up"), key=_KEY, icon=":material/phonelink_lock:"):
        return
    secret: str = ctx.memory.setdefault(_SECRET, new_secret())
    _picture(ctx, secret, person.username)
    with st.form(f"{_KEY}_form", border=False):
        current = st.text_input(
            ctx._("Current password"), type="password", autocomplete="current-password", key=f"{_KEY}_password"
        )
        code = st.text_input(ctx._("Code from your app"), autocomplete="one-time-code", key=f"{_KEY}_code")
        wanted = form_submit_button(ctx, ctx._("Use this app"), key=f"{_KEY}_confirm", type="primary")
    if wanted:
        attempt(
            ctx,
            lambda: _set(ctx, current or "", secret, code or ""),
            ctx._("From now on you sign in with a code, too. You have been signed out everywhere else."),
            place=place,
            refused_at=_KEY,
        )
    show_outcome(ctx, _KEY)


def _set(ctx: PageContext, current: str, secret: str, code: str) -> None:
    try:
        ctx.app.sign_in.set_second_factor(ctx.actor, current, secret, code, keep_session=ctx.session)
    except WrongPassword:
        raise NotThePresentPassword from None


def _picture(ctx: PageContext, secret: str, username: str) -> None:
    shown(ctx._("Scan this with an authenticator app, or type the secret into it. Then enter the code that it shows."))
    picture = segno.make(app_address(secret, username), micro=False).svg_data_uri(scale=4, border=3, light="#fff")
    alternative = escape(ctx._("The secret as a QR code"))
    st.html(f'<img src="{escape(picture)}" alt="{alternative}" width="200" height="200">')
    st.code(" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)), language=None)
