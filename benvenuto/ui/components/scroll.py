"""Bringing a place of the page into view, such as the section of a chapter that a link names."""

from benvenuto.ui.streamlit.mounting import component


def scroll(to: str) -> None:
    """Scroll to the element of this id, once; with "" to the one that the address names after its #."""
    component("scroll", styled=False)(key="scroll", data={"to": to}, height=1)
