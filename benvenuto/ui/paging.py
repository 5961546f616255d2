"""Long lists a page at a time, the page kept in the address."""

from __future__ import annotations

import streamlit as st

from benvenuto.ui.context import PageContext
from benvenuto.ui.streamlit.redirects import change_query
from benvenuto.ui.streamlit.sticky_button import sticky_button


def place() -> int:
    """The page that the address names, counted from 0."""
    wanted = st.query_params.get("page", "1")
    # an address is written by anybody: no number so long that a database would refuse it
    return max(int(wanted), 1) - 1 if wanted.isdecimal() and len(wanted) < 7 else 0


def pager(ctx: PageContext, at: int, size: int, total: int) -> None:
    """Back and forth between pages of `size`; nothing when one page holds all."""
    last = (total - 1) // size
    if not last:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="pager"):
        sticky_button(ctx, ctx._("Previous page"), key="page_back", disabled=at == 0)
        sticky_button(ctx, ctx._("Next page"), key="page_on", disabled=at >= last)
        first, end = (ctx.say.number(n) for n in (min(at * size, total - 1) + 1, min((at + 1) * size, total)))
        st.text(ctx._("{first}–{last} of {total}", first=first, last=end, total=ctx.say.number(total)))
    query = st.query_params.to_dict()
    change_query(ctx, "page_back", {**query, "page": str(min(at, last + 1))})
    change_query(ctx, "page_on", {**query, "page": str(min(at, last + 1) + 2)})
