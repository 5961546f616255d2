"""The handbook beside the work: on a page that holds this, a link into it opens a panel and leaves the page be."""

from datetime import date
from urllib.parse import quote

from benvenuto.ui.streamlit.mounting import component


def handbook_address(at: str, on: date | None = None) -> str:
    """The address of a chapter or section; `on` quotes the policy of that day instead of today's."""
    return f"/handbook?at={quote(at, safe='')}" + (f"&on={on}" if on else "")


def beside(*, on: date | None = None, reading: bool = False) -> None:
    """Put this once on a page with links into the handbook; it shows nothing until one of them is clicked.

    `on` is the day whose policy the panel quotes: that of the call.
    `reading` is for the handbook's own page: there a link between chapters leads there, in the same tab.
    """
    component("beside", styled=False)(key="beside", data={"reading": reading, "on": str(on) if on else ""}, height=1)
