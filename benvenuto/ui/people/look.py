"""The look of the administrator's pages."""

from __future__ import annotations

from benvenuto.ui.elements import style


def look() -> None:
    """Put this first on a page of the administrator."""
    style("administration")
