"""The sentence above a chart, made from its numbers, the quieter remarks below it, and how the chart is read."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from benvenuto.ui.elements import style


def told_by(sentence: str, remarks: Sequence[str] = (), *, apart: bool = False) -> None:
    """Say what a chart shows and whether anything changed; `apart` is smaller, for a second chart of a page."""
    style("trend")
    kind = "bv-sentence bv-apart" if apart else "bv-sentence"
    st.html(f'<div class="bv-trend"><p class="{kind}">{escape(sentence)}</p>{_paragraphs(remarks)}</div>')


def read_as(remarks: Sequence[str]) -> None:
    """Say below a chart how it is read."""
    st.html(f'<div class="bv-trend bv-legend">{_paragraphs(remarks)}</div>')


def _paragraphs(remarks: Sequence[str]) -> str:
    return "".join(f"<p>{escape(remark)}</p>" for remark in remarks)
