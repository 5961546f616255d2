"""Asking before what cannot be taken back."""

from __future__ import annotations

import streamlit as st

from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import plain_label, shown
from benvenuto.ui.streamlit.dialog import close_dialog, dialog, open_dialog
from benvenuto.ui.streamlit.sticky_button import button, press, pressed


def confirmed(ctx: PageContext, key: str, label: str, heading: str, consequence: str, *, icon: str) -> bool:
    """A button that asks in a dialog what it is going to do; true once after the reader has agreed."""

    def ask() -> None:
        shown(consequence)
        with st.container(horizontal=True, horizontal_alignment="right"):
            if button(ctx, ctx._("Cancel"), key=f"{key}_no", type="tertiary"):
                close_dialog(ctx)
                st.rerun()
            if button(ctx, label, key=f"{key}_yes", type="primary"):
                close_dialog(ctx)
                press(ctx, key_of_agreement)
                st.rerun()

    key_of_agreement = f"{key}_agreed"
    if button(ctx, label, key=key, icon=f":material/{icon}:"):
        open_dialog(ctx, key)
    dialog(ctx, key, plain_label(heading), ask)
    return pressed(ctx, key_of_agreement)
