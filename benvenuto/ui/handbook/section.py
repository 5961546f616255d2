"""A section of the handbook on the screen: its words, its links to other chapters, and what can be heard."""

from __future__ import annotations

from datetime import date
from html import escape
from urllib.parse import quote

import streamlit as st

from benvenuto.formats.handbook.chapters import Excerpt, handbook_address, linked, pieces
from benvenuto.ui.context import PageContext


def body(ctx: PageContext, markdown: str, on: date | None = None) -> None:
    """Draw it, with a player where it invites to hear an excerpt."""
    for piece in pieces(markdown):
        if isinstance(piece, Excerpt):
            st.html(_heard(ctx, piece))
        else:
            st.markdown(linked(piece, lambda at: handbook_address(at, on)), anchors=False)


def _heard(ctx: PageContext, excerpt: Excerpt) -> str:
    seconds = round(excerpt.end_s - excerpt.start_s)
    length = ctx.say.plural("{n} second", "{n} seconds", seconds)
    address = f"/excerpts/{quote(excerpt.name)}.wav"
    return (
        f'<figure class="bv-hear"><figcaption>{escape(excerpt.words)} <small>{escape(length)}</small></figcaption>'
        # a chapter may have many excerpts: none is fetched before it is asked for
        f'<audio controls preload="none" src="{escape(address)}"></audio></figure>'
    )
