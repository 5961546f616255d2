"""One run of a page, from its beginning to its end, which an overtaken run never comes to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from benvenuto.ui.streamlit.dialog import close_dialog, forget_dialog
from benvenuto.ui.streamlit.draft import forget_sent_drafts
from benvenuto.ui.streamlit.flash import forget_flashes, show_toasts
from benvenuto.ui.streamlit.memory import Run
from benvenuto.ui.streamlit.redirects import redirect_finished, resume_redirect
from benvenuto.ui.streamlit.sticky_button import forget_presses

_PAGE, _BEFORE = "page", "page_before"


@contextmanager
def page_run(run: Run, address: str) -> Iterator[None]:
    """Run the page of this address: go on where an overtaken run was going, and forget at the end what is over."""
    if run.memory.get(_PAGE) != address:  # whatever was pressed or told belongs to the page before
        forget_presses(run)
        forget_flashes(run)
        close_dialog(run)
        run.memory[_BEFORE] = run.memory.get(_PAGE)
        run.memory[_PAGE] = address
    resume_redirect(run, address)
    yield
    # not in a `finally`: Streamlit leaves an overtaken run by an exception, and what that run remembers must stay
    show_toasts(run)
    forget_sent_drafts(run)
    redirect_finished(run)
    forget_presses(run)
    forget_dialog(run)


def came_from_outside(run: Run) -> bool:
    """Whether this page is the first of its window: a bookmark, or a link that anybody may have made."""
    return run.memory.get(_BEFORE) is None
