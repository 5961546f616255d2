"""What was done, said on the next run: the page is drawn anew before anybody reads it."""

from __future__ import annotations

import streamlit as st

from benvenuto.ui.elements import told

_KEY = "told_afterwards"


def tell_afterwards(words: str) -> None:
    """Keep the words for the next run."""
    st.session_state[_KEY] = words


def tell() -> None:
    """Say what was kept, once."""
    if words := st.session_state.pop(_KEY, ""):
        told(words)
