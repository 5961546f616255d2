"""A deed with what is told of it: that it was done, or why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

import streamlit as st

from benvenuto.domain.faults import BenvenutoError
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import notice, quiet_notice
from benvenuto.ui.streamlit.flash import flash, flashed


def done(ctx: PageContext, words: str, *, place: str) -> NoReturn:
    """Draw the page anew after a deed; what was done is told at the place of this name."""
    flash(ctx, words, place=place)
    st.rerun()


def refused(ctx: PageContext, error: BenvenutoError, *, place: str) -> None:
    """Tell there why it was not done; what was written stays as it is."""
    flash(ctx, error, place=place)


def attempt(ctx: PageContext, deed: Callable[[], object], words: str, *, place: str, refused_at: str = "") -> None:
    """Do it at once: done, or refused, told below what was pressed if that is another place."""
    try:
        deed()
    except BenvenutoError as error:
        refused(ctx, error, place=refused_at or place)
    else:
        done(ctx, words, place=place)


def show_outcome(ctx: PageContext, place: str) -> None:
    """Where it is told; below the deed, so that a refusal is told in the same run."""
    match flashed(ctx, place):
        case BenvenutoError() as error:
            notice(ctx, error)
        case str() as words if words:
            quiet_notice(words)
