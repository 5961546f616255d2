"""The way to another page after something was done, which is gone to its end.

Streamlit gives up a run that another request overtakes: a second click, a component that asks on its own. What the run
was about to do is forgotten, and a request that left the browser before the new address reached it names the old page,
which would be drawn again. So the way is remembered, until no such request can come any more.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

import streamlit as st

from benvenuto.ui.here import Here

_AT, _WAY = "going_at", "going_way"
_LATEST_S = 1.0
"""After a page was drawn, nothing that left the browser before it comes later; who goes back on their own does."""


@dataclass(slots=True)
class _Way:
    """From an address with its query to a page with its own; `told` is what is said there, `arrived` on the clock."""

    left: tuple[str, Mapping[str, str]]
    to: st.Page
    query: Mapping[str, str]
    told: str
    arrived: float | None = None


def go(now: Here, to: st.Page, query: Mapping[str, str], *, told: str = "") -> NoReturn:
    """Leave this page, on which something was done, for another one; `told` says there what it was.

    Look `to` up before it is done: that asks Streamlit, and between the deed and this nothing may.
    """
    now.memory[_WAY] = _Way(now.memory[_AT], to, query, told)
    st.switch_page(to, query_params=query)


def go_on(now: Here, address: str) -> None:
    """Before a page is drawn: when it is the one that was left, leave it still."""
    at = now.memory[_AT] = (address, st.query_params.to_dict())
    way: _Way | None = now.memory.get(_WAY)
    if way is None:
        return
    if way.arrived is not None and time.monotonic() > way.arrived + _LATEST_S:
        del now.memory[_WAY]
    elif at == way.left:
        way.arrived = None
        st.switch_page(way.to, query_params=way.query)
    elif way.told and way.arrived is None:
        st.toast(way.told)


def arrived(now: Here) -> None:
    """After a page was drawn to its end."""
    way: _Way | None = now.memory.get(_WAY)
    if way is not None and way.arrived is None:
        way.arrived = time.monotonic()
