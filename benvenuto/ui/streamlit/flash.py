"""What was done or refused, told in the runs after the deed.

A page may run again at any moment, and each run draws over what the one before told. So it is told until the next
press, or until another page is opened.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from benvenuto.ui.streamlit.memory import Run

_FLASHES, _TOASTS = "flashes", "toasts"


def flash(run: Run, content: object, *, place: str) -> None:
    """Tell this at the place of this name from now on; name in it what was done to, such as the person."""
    # in the place of all others: what was told elsewhere is over with the next deed
    run.memory[_FLASHES] = {place: content}


def flashed(run: Run, place: str) -> object | None:
    """What is to be told at this place."""
    flashes: Mapping[str, object] = run.memory.get(_FLASHES, {})
    return flashes.get(place)


def forget_flashes(run: Run) -> None:
    """Tell nothing of it any more."""
    run.memory.pop(_FLASHES, None)


def toast(run: Run, words: str) -> None:
    """A word that shows for a few seconds, in the first run that comes to its end."""
    run.memory.setdefault(_TOASTS, []).append(words)


def show_toasts(run: Run) -> None:
    """At the end of a page."""
    for words in run.memory.get(_TOASTS, ()):
        st.toast(words)
    run.memory.pop(_TOASTS, None)
