"""Choosing files: Streamlit's own words on the field cannot be translated, so ours are written over them."""

from __future__ import annotations

import json

import streamlit as st

from benvenuto.ui.context import PageContext


def upload_words(ctx: PageContext, hint: str) -> None:
    """Say in the reader's language what the upload fields of this page say; `hint` stands beside the button."""
    # JSON quotes as CSS does, but its escapes mean other characters there: letters stay as they are
    choose = json.dumps(ctx._("Choose"), ensure_ascii=False)
    st.html(f"<style>:root {{ --bv-choose: {choose}; --bv-drop: {json.dumps(hint, ensure_ascii=False)}; }}</style>")
