"""A button whose press is not lost when another request overtakes the run that was to see it.

Streamlit shows a press to one run only, and gives that run up when a component asks on its own or somebody clicks
again; what it calls back at the start of the run comes before that.
"""

from __future__ import annotations

import streamlit as st

from benvenuto.ui.streamlit.memory import Run

_PRESSED = "pressed"


def lasting_button(run: Run, label: str, *, key: str, shortcut: str) -> None:
    """A page's main button. Ask `pressed` for it, right before doing what it says."""
    remember = run.memory.setdefault(_PRESSED, set()).add
    # a session born of a reconnect calls nothing back at its first press
    if st.button(label, key=key, type="primary", shortcut=shortcut, on_click=remember, args=(key,)):
        remember(key)


def pressed(run: Run, key: str) -> bool:
    """Whether the button of this key was pressed; true once."""
    waiting: set[str] = run.memory.get(_PRESSED, set())
    if key not in waiting:
        return False
    waiting.remove(key)
    return True


def forget_presses(run: Run) -> None:
    """At the end of a run that came to its end: what nobody asked for until then was meant for what is gone."""
    run.memory.get(_PRESSED, set()).clear()
