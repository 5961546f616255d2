"""Asking before what cannot be taken back."""

from __future__ import annotations

import streamlit as st

from benvenuto.ui.elements import shown
from benvenuto.ui.here import Here

_ASKED, _AGREED = "confirming_asked", "confirming_agreed"


def confirmed(now: Here, key: str, label: str, question: str, consequence: str, *, icon: str) -> bool:
    """A button that asks in a dialog what it is going to do; true in the one run after the reader has agreed.

    What was asked is kept in the session, not in the button: the dialog's own runs know nothing of the button.
    """
    if st.button(label, key=key, icon=f":material/{icon}:"):
        st.session_state[_ASKED] = key
    if st.session_state.get(_ASKED) == key:
        _ask(now, key, label, question, consequence)
    if st.session_state.get(_AGREED) != key:
        return False
    del st.session_state[_AGREED]
    return True


def _ask(now: Here, key: str, label: str, question: str, consequence: str) -> None:
    @st.dialog(question, on_dismiss=_forget)
    def ask() -> None:
        shown(consequence)
        with st.container(horizontal=True, horizontal_alignment="right"):
            refused = st.button(now._("Cancel"), key=f"{key}_no", type="tertiary")
            agreed = st.button(label, key=f"{key}_yes", type="primary")
        if agreed:
            st.session_state[_AGREED] = key
        if agreed or refused:
            _forget()
            st.rerun()

    ask()


def _forget() -> None:
    st.session_state.pop(_ASKED, None)
