"""A dialog that stays open when another request overtakes the run that opened it.

Streamlit shows a dialog as long as the runs of the page draw it, and discards what is pressed in one that is gone. So
it is remembered as open, and drawn in each run of the page, until it is closed. What is being written in it meanwhile
is kept by `draft`: the browser takes a dialog off the page until the run has come to it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from benvenuto.ui.streamlit.memory import Run

_OPEN, _DRAWN = "open_dialog", "drawn_dialog"


def open_dialog(run: Run, key: str) -> None:
    """Open the dialog of this key, and close any other."""
    run.memory[_OPEN] = key


def close_dialog(run: Run) -> None:
    """Close the dialog that is open."""
    run.memory.pop(_OPEN, None)


def dialog(run: Run, key: str, title: str, draw: Callable[[], None]) -> None:
    """Draw the dialog of this key while it is open: call this in each run of its page.

    Between two runs of the page a dialog runs by itself, as often as something in it is pressed: `draw` looks up anew
    who is there. To close it, `close_dialog` and then st.rerun().
    """
    if run.memory.get(_OPEN) != key:
        return
    run.memory[_DRAWN] = key
    st.dialog(title, on_dismiss=partial(close_dialog, run))(draw)()


def forget_dialog(run: Run) -> None:
    """At the end of a run that came to its end: a dialog that it did not draw belongs to what is gone."""
    if run.memory.pop(_DRAWN, None) != run.memory.get(_OPEN):
        close_dialog(run)
