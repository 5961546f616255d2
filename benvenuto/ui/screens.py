"""Screens as their page files declare them: pages/<area>/<name>.py says what it is called, where, and for whom."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from runpy import run_path

import streamlit as st

from benvenuto.config import HOME
from benvenuto.domain.faults import message
from benvenuto.domain.people import Role
from benvenuto.ui.context import PageContext

PAGES = HOME / "pages"
EVERYBODY = tuple(Role)

FEEDBACK = message("Feedback")
QUALITY = message("Care quality")
IMPORT = message("Import")
LOGS = message("Logs")
ACCOUNT = "account"
"""The menus that a screen may stand in: a message id, or the reader's own, which has their name."""


@dataclass(frozen=True, slots=True)
class Screen:
    """One page: its `file`, its title (a message id), its address, whose navigation shows it, and what draws it.

    `icon` is a Material symbol, `menu` one of the menus above (empty for the bar itself, where
    a screen that is alone in its menu stands too), `order` its place among the
    others. A `hidden` one is reached from another page alone; the `front_door` is the bare address of the site.
    `waiting` counts what waits there for the reader, which its title in the navigation says. `shown_when` leaves one
    out of the navigation while it has nothing to say; its address leads there all the same.
    """

    file: str
    title: str
    address: str
    roles: tuple[Role, ...]
    draw: Callable[[PageContext], None]
    icon: str = ""
    menu: str = ""
    order: int = 0
    hidden: bool = False
    front_door: bool = False
    waiting: Callable[[PageContext], int] | None = None
    shown_when: Callable[[PageContext], bool] | None = None

    def run(self) -> None:
        """Draw it for whoever is here: what Streamlit does when it runs the page file."""
        self.draw(current_context())


_current: ContextVar[PageContext | None] = ContextVar("current_context", default=None)
"""Of the thread that runs the shell; a dialog that runs by itself has another."""


def enter(ctx: PageContext) -> None:
    """Let `current_context` find this one until the next run of the window."""
    st.session_state["ctx"] = ctx
    _current.set(ctx)


def current_context() -> PageContext:
    """The context of the page that the shell is drawing."""
    # a page asks for addresses between a press and its deed, where nothing may ask Streamlit
    ctx: PageContext = _current.get() or st.session_state["ctx"]
    return ctx


def screens() -> tuple[Screen, ...]:
    """Every screen in the order of the navigation, without the front door."""
    return tuple(screen for screen in _declared() if not screen.front_door)


def front_door() -> Screen:
    """The screen at the bare address of the site."""
    return next(screen for screen in _declared() if screen.front_door)


@cache
def _declared() -> tuple[Screen, ...]:
    files = (path for path in PAGES.glob("*/*.py") if path.name != "__init__.py")
    return tuple(sorted(map(_read, sorted(files)), key=lambda screen: screen.order))


def _read(path: Path) -> Screen:
    # under its own name, not as "__main__": read, it only declares; run by Streamlit, it draws
    screen: Screen = run_path(str(path), run_name=f"pages.{path.parent.name}.{path.stem}")["SCREEN"]
    return screen
