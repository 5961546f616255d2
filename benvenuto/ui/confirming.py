"""Asking before what cannot be taken back."""

from __future__ import annotations

import streamlit as st

from benvenuto.ui.context import Here
from benvenuto.ui.elements import shown
from benvenuto.ui.streamlit.dialog import close_dialog, dialog, open_dialog
from benvenuto.ui.streamlit.sticky_button import button, press, pressed


def confirmed(now: Here, key: str, label: str, question: str, consequence: str, *, icon: str) -> bool:
    """A button that asks in a dialog what it is going to do; true once after the reader has agreed."""

    def ask() -> None:
        shown(consequence)
        with st.container(horizontal=True, horizontal_alignment="right"):
            if button(now, now._("Cancel"), key=f"{key}_no", type="tertiary"):
                close_dialog(now)
                st.rerun()
            if button(now, label, key=f"{key}_yes", type="primary"):
                close_dialog(now)
                press(now, key_of_agreement)
                st.rerun()

    key_of_agreement = f"{key}_agreed"
    if button(now, label, key=key, icon=f":material/{icon}:"):
        open_dialog(now, key)
    dialog(now, key, question, ask)
    return pressed(now, key_of_agreement)
