"""The way to another page after something was done, which is gone to its end.

What the run was about to do is forgotten when another request overtakes it, and a request that left the browser before
the new address reached it names the old page, which would be drawn again. So the redirect is remembered, until no such
request can come any more.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

import streamlit as st

from benvenuto.ui.streamlit.memory import Run
from benvenuto.ui.streamlit.sticky_button import is_pressed, pressed

_LOCATION, _PENDING = "location", "pending_redirect"
_LATEST_S = 1.0
"""After a page was drawn, nothing that left the browser before it comes later; who goes back on their own does."""


@dataclass(slots=True)
class PendingRedirect:
    """From an address with its query to a page with its own; `words` are what is said there.

    `finished` is when that page was drawn to its end, on the clock; None until then.
    """

    left: tuple[str, Mapping[str, str]]
    to: st.Page
    query: Mapping[str, str]
    words: str
    finished: float | None = None


def redirect_after(run: Run, to: st.Page, query: Mapping[str, str], *, words: str = "") -> NoReturn:
    """Leave this page, on which something was done, for another one; `words` say there what it was.

    Look `to` up before it is done: that asks Streamlit, and between the deed and this nothing may.
    """
    run.memory[_PENDING] = PendingRedirect(run.memory[_LOCATION], to, query, words)
    st.switch_page(to, query_params=query)


def change_query(run: Run, key: str, query: Mapping[str, str]) -> None:
    """When the button of this key was pressed, draw this page with another query; nothing is done by going there."""
    if is_pressed(run, key):
        st.query_params.from_dict(query)  # a run that is ended here has not taken the press
        pressed(run, key)
        st.rerun()


def resume_redirect(run: Run, address: str) -> None:
    """Before a page is drawn: when it is the one that was left, leave it still; else have the browser say its query.

    To a link from a page onto itself Streamlit draws the page anew and leaves the browser's address as it was: the next
    press, a reload and Back would lose the query. An address that says it already stays, and so does the way Back.
    """
    before, query = run.memory.get(_LOCATION), st.query_params.to_dict()
    location = run.memory[_LOCATION] = (address, query)
    _resume(run, location)
    if before and before[0] == address and before[1] != query:
        st.query_params.from_dict(query)


def _resume(run: Run, location: tuple[str, Mapping[str, str]]) -> None:
    pending: PendingRedirect | None = run.memory.get(_PENDING)
    if pending is None:
        return
    if pending.finished is not None and time.monotonic() > pending.finished + _LATEST_S:
        del run.memory[_PENDING]
    elif location == pending.left:
        pending.finished = None
        st.switch_page(pending.to, query_params=pending.query)
    elif pending.words and pending.finished is None:
        st.toast(pending.words)


def redirect_finished(run: Run) -> None:
    """After a page was drawn to its end."""
    pending: PendingRedirect | None = run.memory.get(_PENDING)
    if pending is not None and pending.finished is None:
        pending.finished = time.monotonic()
