"""The way from the work to the phrases at hand."""

from __future__ import annotations

from html import escape

import streamlit as st

from benvenuto.formats.handbook.chapters import PHRASES, handbook_address
from benvenuto.ui.context import PageContext


def phrases_link(ctx: PageContext) -> None:
    """A link that opens them in a panel beside the work, which stays."""
    words = escape(ctx._("Phrases at hand"))
    st.html(f'<p class="bv-phrases-link"><a href="{escape(handbook_address(PHRASES))}">{words}</a></p>')
