"""The shell of every page: the look, the navigation that a role sees, and the page itself.

Hiding a page is a courtesy; whether somebody may is decided in the services.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from benvenuto.config import HOME
from benvenuto.domain.faults import BenvenutoError, Forbidden, message
from benvenuto.domain.people import Role
from benvenuto.ui.context import PageContext, page_context
from benvenuto.ui.elements import notice, style
from benvenuto.ui.streamlit.callbacks import call_back_first
from benvenuto.ui.streamlit.draft import keep_drafts
from benvenuto.ui.streamlit.page_run import page_run
from benvenuto.ui.streamlit.reconnect import rerun_after_reconnect

STATIC = Path(__file__).parent / "static"
EVERYBODY = tuple(Role)


@dataclass(frozen=True, slots=True)
class Screen:
    """One page: its file below pages/, its address, its title (a message id), and whose navigation shows it.

    `group`: the menu that it stands in (a message id), the reader's own for their account, empty for the bar itself.
    """

    file: str
    address: str
    title: str
    roles: tuple[Role, ...]
    icon: str = ""
    hidden: bool = False
    group: str = ""


WATCHING = (Role.MANAGER, Role.SUPERVISOR)

QUALITY = message("Care quality")
ACCOUNT = "account"

SCREENS = (
    Screen("calls/inbox.py", "inbox", message("Calls to score"), (Role.SUPERVISOR,), "inbox"),
    Screen("scoring/evaluate.py", "evaluate", message("Score a call"), (Role.SUPERVISOR,), hidden=True),
    Screen("feedback/my_feedback.py", "feedback", message("My feedback"), (Role.AGENT,), "hearing"),
    Screen("feedback/evaluation.py", "evaluation", message("Evaluation"), EVERYBODY, hidden=True),
    Screen("quality/trend.py", "trend", message("Trend"), WATCHING, "show_chart", group=QUALITY),
    Screen("quality/compare.py", "compare", message("Compare"), WATCHING, "scatter_plot", group=QUALITY),
    Screen("quality/moved.py", "moved", message("What moved"), WATCHING, "waterfall_chart", group=QUALITY),
    Screen("quality/evaluators.py", "evaluators", message("Evaluators"), WATCHING, "compare_arrows", group=QUALITY),
    Screen("quality/criteria.py", "criteria", message("Criteria"), WATCHING, "checklist", group=QUALITY),
    Screen(
        "quality/critical_errors.py", "critical-errors", message("Critical errors"), WATCHING, "report", group=QUALITY
    ),
    Screen("quality/coverage.py", "coverage", message("Coverage"), WATCHING, "grid_on", group=QUALITY),
    Screen(
        "quality/efficiency.py", "efficiency", message("Quality beside efficiency"), WATCHING, "timer", group=QUALITY
    ),
    Screen("quality/report.py", "report", message("Monthly report"), WATCHING, "description", group=QUALITY),
    Screen("feedback/disputes.py", "disputes", message("Disputes"), WATCHING, "balance"),
    Screen("people/people.py", "people", message("People and teams"), (Role.ADMINISTRATOR,), "group"),
    Screen("calls/call_logs.py", "call-logs", message("Import calls"), (Role.ADMINISTRATOR,), "upload_file"),
    Screen("calls/recordings.py", "recordings-import", message("Import recordings"), (Role.ADMINISTRATOR,), "mic"),
    Screen("scoring/rubrics.py", "rubrics", message("Rubrics"), (Role.ADMINISTRATOR,), "rule"),
    Screen("people/audit.py", "audit", message("Audit log"), (Role.ADMINISTRATOR,), "history"),
    Screen("handbook/handbook.py", "handbook", message("Handbook"), EVERYBODY, "menu_book"),
    Screen(
        "handbook/practice.py",
        "practice",
        message("Practice"),
        (Role.AGENT, Role.SUPERVISOR, Role.MANAGER),
        "exercise",
    ),
    Screen(
        "handbook/learning_path.py",
        "learning-path",
        message("Learning path"),
        (Role.AGENT, Role.SUPERVISOR, Role.MANAGER),
        hidden=True,
    ),
    Screen("people/account.py", "account", message("Your account"), EVERYBODY, "person", group=ACCOUNT),
    Screen("people/leaving.py", "leaving", message("Sign out"), EVERYBODY, "logout", group=ACCOUNT),
)

_running: ContextVar[PageContext | None] = ContextVar("running", default=None)
"""Of the thread that runs the shell; a dialog that runs by itself has another."""

ARRIVING = Screen("people/arriving.py", "arriving", message("Welcome"), EVERYBODY, hidden=True)


def run() -> None:
    """Draw the page that the address names."""
    call_back_first()
    st.set_page_config(page_title="Benvenuto", page_icon=str(STATIC / "favicon.png"), layout="wide")
    style("page")
    ctx = page_context()
    st.session_state["here"] = ctx
    _running.set(ctx)
    mine = _screens(ctx)
    chosen = st.navigation(_navigation(ctx, mine), position="top")
    st.logo(str(STATIC / "logo.svg"), size="large", link=None)
    with page_run(ctx, chosen.url_path):
        with st.container(key="page"):
            try:
                _refuse(ctx, chosen.url_path, mine)
                chosen.run()
            except BenvenutoError as error:
                notice(ctx, error)
            except RuntimeError as error:
                # Streamlit now and then goes through a session's state while another of its threads adds to it
                if "changed size during iteration" not in str(error):
                    raise
                st.rerun()
        rerun_after_reconnect()
        keep_drafts()


def current_context() -> PageContext:
    """The one who is here, for the page that the shell is running."""
    # a page asks for addresses between a press and its deed, where nothing may ask Streamlit
    found: PageContext = _running.get() or st.session_state["here"]
    return found


def address(name: str) -> st.Page:
    """The page at an address, to link or switch to."""
    return _page(current_context(), next(screen for screen in SCREENS if screen.address == name))


def home() -> st.Page:
    """The first screen of the one who is here."""
    ctx = current_context()
    return _page(ctx, next(screen for screen in _screens(ctx) if not screen.hidden))


def _screens(ctx: PageContext) -> list[Screen]:
    """What a role sees; somebody without a role, or with a one-time password, only their own account."""
    if ctx.app.sign_in.must_change_password(ctx.actor):
        return [screen for screen in SCREENS if screen.group == ACCOUNT]
    return [screen for screen in SCREENS if screen.group == ACCOUNT or ctx.holds(*screen.roles)]


def _refuse(ctx: PageContext, wanted: str, mine: Sequence[Screen]) -> None:
    """Forbidden for an address that is not among the reader's screens; a one-time password is changed first."""
    if wanted in {"", *(screen.address for screen in mine)}:
        return
    if ctx.app.sign_in.must_change_password(ctx.actor):
        st.switch_page(address("account"))
    raise Forbidden


def _navigation(ctx: PageContext, mine: Sequence[Screen]) -> dict[str, list[st.Page]]:
    # Streamlit serves its default page at the bare address alone: no screen is it, so that each keeps its own address
    menus = {"": "", QUALITY: ctx._(QUALITY), ACCOUNT: ctx.actor.name}
    sections: dict[str, list[st.Page]] = {title: [] for title in menus.values()}
    sections[""].append(_page(ctx, ARRIVING, default=True))
    for screen in SCREENS:
        # what is not the reader's is there too, unseen: its address must meet our own words, not Streamlit's
        sections[menus[screen.group]].append(_page(ctx, screen, hidden=screen not in mine))
    return sections


def _page(ctx: PageContext, screen: Screen, *, default: bool = False, hidden: bool = False) -> st.Page:
    return st.Page(
        HOME / "pages" / screen.file,
        title=ctx._(screen.title),
        icon=f":material/{screen.icon}:" if screen.icon else None,
        url_path=screen.address,
        default=default,
        visibility="hidden" if screen.hidden or hidden else "visible",
    )
