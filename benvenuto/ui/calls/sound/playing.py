"""Times of a call that are heard at the press of a button, which stands further down the page than the player."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

import streamlit as st

from benvenuto.languages import clock_time
from benvenuto.ui.components.player import Seek
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import shown
from benvenuto.ui.streamlit.sticky_button import is_pressed, sticky_button


def seek_to(ctx: PageContext, places: Iterable[tuple[str, float]]) -> Seek | None:
    """Where the player is to play from: the time, given with the key of its button, whose button was just pressed."""
    for key, at_s in places:
        if is_pressed(ctx, key):  # nobody takes the press: a run that overtakes this one plays it, too
            return {"nonce": secrets.token_hex(8), "at_s": at_s, "play": True}
    return None


def play_button(ctx: PageContext, key: str, at_s: float, *, playable: bool) -> None:
    """The button that plays from a time; the time alone where there is no player."""
    if playable:
        sticky_button(ctx, clock_time(at_s), key=key, icon=":material/play_arrow:")
    else:
        shown(clock_time(at_s), "bv-at")


def played_line(ctx: PageContext, key: str, at_s: float, words: str, *, playable: bool) -> None:
    """A time with its button, and what was written about it."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"fb_{key}"):
        play_button(ctx, key, at_s, playable=playable)
        if words:
            shown(words, "bv-moment")
