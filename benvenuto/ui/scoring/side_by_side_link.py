"""The way from an evaluation to the one beside it."""

from __future__ import annotations

import streamlit as st

from benvenuto.ui.context import PageContext
from benvenuto.ui.shell import address


def side_by_side_link(ctx: PageContext, call_id: int) -> None:
    """Where both evaluations of a call are read, for whoever may read both; nothing where there is one."""
    if ctx.app.side_by_side.is_there(ctx.actor, call_id):
        words, query = ctx._("Both evaluations side by side"), {"call": str(call_id)}
        st.page_link(address("side-by-side"), label=words, icon=":material/compare:", query_params=query)
