"""Leaving the application for another page of the site, such as the one for signing in."""

from benvenuto.ui.streamlit.mounting import component


def leave(href: str, *, forget: bool = False) -> None:
    """Let the browser go to this address of the site; nothing after it is shown.

    With `forget` it also forgets what anybody has marked or typed in it and nobody has sent: somebody has signed out.
    """
    component("leave", styled=False)(key="leave", data={"href": href, "forget": forget}, height=1)
