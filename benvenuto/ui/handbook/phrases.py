"""The phrases at hand: one page for whoever has a caller on the line, to read on the screen and to print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

import streamlit as st

from benvenuto.formats.handbook.chapters import PhraseGroup, handbook_address
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, title


def phrases_page(ctx: PageContext, on: date | None = None) -> None:
    """The whole page."""
    groups = ctx.app.handbook.phrases(ctx.actor, ctx.say.code, on)
    title(ctx._("Phrases at hand"), ctx._("With a caller on the line. Each leads to the section that explains it."))
    if not groups:
        empty(
            ctx._("There are no phrases"), ctx._("An administrator can add a file “phrases.yaml” beside the chapters.")
        )
        return
    print_them = escape(ctx._("Print this page"))
    st.html(
        f'<div class="bv-phrases">{_sheet(groups, on)}</div>'
        f'<p class="bv-kept"><button type="button" class="bv-print">{print_them}</button></p>'
    )


def _sheet(groups: Sequence[PhraseGroup], on: date | None) -> str:
    return "".join(
        f"<section><h2>{escape(group.title)}</h2><ul>"
        + "".join(
            f'<li><a href="{escape(handbook_address(phrase.at, on))}">{escape(phrase.words)}</a></li>'
            for phrase in group.phrases
        )
        + "</ul></section>"
        for group in groups
    )
