"""Handing over a one-time password: it is shown after it was made, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import section
from benvenuto.ui.streamlit.sticky_button import button

_KEY = "one_time_password"


@dataclass(frozen=True, slots=True)
class OneTimePassword:
    """A password that opens an account once."""

    person_id: int
    username: str
    password: str


def hand_over_next(ctx: PageContext, made: OneTimePassword) -> None:
    """Keep it for the page that is drawn next."""
    ctx.memory[_KEY] = made


def hand_over(ctx: PageContext, person_id: int) -> None:
    """Show the password that was just made for this person, until it is handed over; another's is forgotten."""
    made: OneTimePassword | None = ctx.memory.get(_KEY)
    if made is None:
        return
    if made.person_id != person_id:
        forget_password(ctx)
        return
    with st.container(border=True, key="one_time"):
        section(
            ctx._("A one-time password to hand over"),
            ctx._("It is shown only here and only now: copy it before you leave. Whoever uses it chooses a new one."),
        )
        st.code(f"{made.username}\n{made.password}", language=None)
        if button(ctx, ctx._("Handed over"), key=f"handed_over_{person_id}"):
            forget_password(ctx)
            st.rerun()


def forget_password(ctx: PageContext) -> None:
    """Let go of a password that was not for this page."""
    ctx.memory.pop(_KEY, None)
