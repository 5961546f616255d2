"""The look of the administrator's pages."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

STYLE = Path(__file__).parent.parent / "assets" / "page" / "administration.css"


def look() -> None:
    """Put this first on a page of the administrator."""
    st.html(STYLE)
