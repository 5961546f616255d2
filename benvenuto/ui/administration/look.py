"""The look of the administrator's pages."""

from __future__ import annotations

from pathlib import Path

from benvenuto.ui.elements import style

STYLE = Path(__file__).parent.parent / "assets" / "page" / "administration.css"


def look() -> None:
    """Put this first on a page of the administrator."""
    style(STYLE)
