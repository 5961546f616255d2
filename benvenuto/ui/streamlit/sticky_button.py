"""Buttons whose press is not lost when another request overtakes the run that was to see it.

Streamlit shows a press to one run only, and gives that run up when a component asks on its own or somebody clicks
again; what it calls back at the start of the run comes before that. So the press is remembered until it is taken. Do
at once what it says, with no call to Streamlit between; and name in `key` what it is done to, so that a press which
comes late never meets another evaluation, person or file.
"""

from __future__ import annotations

from typing import Literal

import streamlit as st

from benvenuto.ui.streamlit.flash import forget_flashes
from benvenuto.ui.streamlit.memory import Run

_PRESSED = "pressed"
Kind = Literal["primary", "secondary", "tertiary"]
Width = Literal["content", "stretch"]


def button(
    run: Run,
    label: str,
    *,
    key: str,
    type: Kind = "secondary",  # noqa: A002 - as Streamlit calls it
    icon: str | None = None,
    width: Width = "content",
) -> bool:
    """A button; whether it was pressed, true once."""
    sticky_button(run, label, key=key, type=type, icon=icon, width=width)
    return pressed(run, key)


def form_submit_button(run: Run, label: str, *, key: str, type: Kind = "secondary") -> bool:  # noqa: A002
    """The button that sends a form; whether it was pressed, true once."""
    remember = run.memory.setdefault(_PRESSED, set()).add
    if st.form_submit_button(label, key=key, type=type, on_click=remember, args=(key,)):
        remember(key)
    return pressed(run, key)


def sticky_button(
    run: Run,
    label: str,
    *,
    key: str,
    type: Kind = "secondary",  # noqa: A002
    icon: str | None = None,
    width: Width = "content",
    shortcut: str | None = None,
    disabled: bool = False,
) -> None:
    """A button beside which something else is drawn before its deed: ask `pressed` for it, right before doing it."""
    remember = run.memory.setdefault(_PRESSED, set()).add
    # a session born of a reconnect calls nothing back at its first press
    if st.button(
        label,
        key=key,
        type=type,
        icon=icon,
        width=width,
        shortcut=shortcut,
        disabled=disabled,
        on_click=remember,
        args=(key,),
    ):
        remember(key)


def pressed(run: Run, key: str) -> bool:
    """Whether the button of this key was pressed; true once. What was told of the deed before it is forgotten."""
    if not is_pressed(run, key):
        return False
    run.memory[_PRESSED].remove(key)
    forget_flashes(run)
    return True


def is_pressed(run: Run, key: str) -> bool:
    """Whether it was pressed, without taking the press: for what may be done twice, such as playing a moment."""
    return key in run.memory.get(_PRESSED, set())


def press(run: Run, key: str) -> None:
    """As if a button of this key had been pressed: an agreement, which a dialog leaves to the page below it."""
    run.memory.setdefault(_PRESSED, set()).add(key)


def forget_presses(run: Run) -> None:
    """At the end of a run that came to its end: what nobody asked for until then was meant for what is gone."""
    run.memory.get(_PRESSED, set()).clear()
