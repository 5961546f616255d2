"""Leaving the application for another page of the site, such as the one for signing in."""

from benvenuto.ui.streamlit.mounting import component


def leave(href: str) -> None:
    """Let the browser go to this address of the site; nothing after it is shown."""
    component("leave", styled=False)(key="leave", data={"href": href}, height=1)
