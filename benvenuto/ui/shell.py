"""The shell of every page: the look, the navigation that a role sees, and the page itself.

Hiding a page is a courtesy; whether somebody may is decided in the services.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from copy import copy
from functools import lru_cache
from pathlib import Path

import streamlit as st

from benvenuto.domain.faults import BenvenutoError, Forbidden
from benvenuto.domain.people import Role
from benvenuto.ui.context import PageContext, page_context
from benvenuto.ui.elements import notice, style, window_title
from benvenuto.ui.screens import (
    ACCOUNT,
    FEEDBACK,
    IMPORT,
    LOGS,
    QUALITY,
    Screen,
    current_context,
    enter,
    front_door,
    screens,
)
from benvenuto.ui.streamlit.callbacks import call_back_first
from benvenuto.ui.streamlit.page_run import page_run
from benvenuto.ui.streamlit.reconnect import rerun_after_reconnect
from benvenuto.ui.taking_back import offer_to_take_back, take_back_when_asked
from benvenuto.ui.waiting_marks import deliver_waiting_marks

SCORING, SCORING_OWN = "evaluate", "score-own"
STATIC = Path(__file__).parent / "static"


def run() -> None:
    """Draw the page that the address names."""
    call_back_first()
    st.set_page_config(page_icon=str(STATIC / "favicon.png"), layout="wide")
    style("page")
    ctx = page_context()
    enter(ctx)
    mine = _screens(ctx)
    chosen = st.navigation(_navigation(ctx, mine), position="top")
    # until the page knows better, which a page that fails never does
    window_title(chosen.title)
    # what does not fit into the bar stands in a menu that Streamlit names in English
    st.html(f"<style>:root {{ --bv-more: {json.dumps(ctx._('More'), ensure_ascii=False)}; }}</style>")
    st.logo(str(STATIC / "logo.svg"), size="large", link=None)
    with page_run(ctx, chosen.url_path):
        with st.container(key="page"):
            try:
                _refuse(ctx, chosen.url_path, mine)
                if ctx.holds(Role.SUPERVISOR):
                    offer_to_take_back(ctx)
                if ctx.holds(Role.SUPERVISOR, Role.AGENT) and chosen.url_path not in (SCORING, SCORING_OWN):
                    deliver_waiting_marks(ctx)  # those do it themselves, and leave out the draft they are about
                chosen.run()
            except BenvenutoError as error:
                notice(ctx, error)
            except RuntimeError as error:
                # Streamlit now and then goes through a session's state while another of its threads adds to it
                if "changed size during iteration" not in str(error):
                    raise
                st.rerun()
        rerun_after_reconnect(
            ctx._("Not connected. What you have written is kept; the page goes on once the connection is back.")
        )
        take_back_when_asked(ctx, address(SCORING))


def address(name: str) -> st.Page:
    """The page at an address, to link or switch to."""
    return _page(current_context(), next(screen for screen in screens() if screen.address == name))


def home() -> st.Page:
    """The first screen of the one who is here, where their work is: what waits stands beside it in the menu."""
    ctx = current_context()
    return _page(ctx, next(screen for screen in _screens(ctx) if not screen.hidden and screen.waiting is None))


def _screens(ctx: PageContext) -> list[Screen]:
    """What a role sees; somebody without a role, or with a one-time password, only their own account."""
    if ctx.app.sign_in.must_change_password(ctx.actor):
        return [screen for screen in screens() if screen.menu == ACCOUNT]
    return [screen for screen in screens() if screen.menu == ACCOUNT or ctx.holds(*screen.roles)]


def _refuse(ctx: PageContext, wanted: str, mine: Sequence[Screen]) -> None:
    """Forbidden for an address that is not among the reader's screens; what the account lacks comes first."""
    if wanted in {"", *(screen.address for screen in mine)}:
        return
    sign_in = ctx.app.sign_in
    if sign_in.must_change_password(ctx.actor) or sign_in.lacks_second_factor(ctx.actor):
        st.switch_page(address("account"))
    raise Forbidden


def _navigation(ctx: PageContext, mine: Sequence[Screen]) -> dict[str, list[st.Page]]:
    # Streamlit serves its default page at the bare address alone: no screen is it, so that each keeps its own address
    menus = {"": "", **{menu: ctx._(menu) for menu in (FEEDBACK, QUALITY, LOGS, IMPORT)}, ACCOUNT: ctx.actor.name}
    visible = Counter(screen.menu for screen in mine if not screen.hidden)
    sections: dict[str, list[st.Page]] = {title: [] for title in menus.values()}
    sections[""].append(_page(ctx, front_door(), default=True))
    for screen in screens():
        # what is not the reader's is there too, unseen: its address must meet our own words, not Streamlit's
        # a menu of one would be a click for nothing
        menu = "" if screen.menu != ACCOUNT and visible[screen.menu] == 1 else screen.menu
        hidden = screen not in mine or (screen.shown_when is not None and not screen.shown_when(ctx))
        sections[menus[menu]].append(_page(ctx, screen, hidden=hidden))
    return sections


def _page(ctx: PageContext, screen: Screen, *, default: bool = False, hidden: bool = False) -> st.Page:
    waiting = screen.waiting(ctx) if screen.waiting and not hidden else 0
    title = f"{ctx._(screen.title)} ({ctx.say.number(waiting)})" if waiting else ctx._(screen.title)
    # a copy for each run: Streamlit writes into it which one it is that may run
    return copy(_declared(screen, title, default=default, hidden=hidden))


@lru_cache(maxsize=1024)
def _declared(screen: Screen, title: str, *, default: bool, hidden: bool) -> st.Page:
    """The page as Streamlit knows it, which looks for its file each time that it is told of one."""
    return st.Page(
        screen.file,
        title=title,
        icon=f":material/{screen.icon}:" if screen.icon else None,
        url_path=screen.address,
        default=default,
        visibility="hidden" if screen.hidden or hidden else "visible",
    )
