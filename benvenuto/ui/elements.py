"""The small pieces that every page is made of, drawn alike; user text goes through `shown` and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from benvenuto.domain.faults import BenvenutoError, Fault
from benvenuto.ui.context import PageContext

_MARKUP = re.compile(r"[!-/:-@\[-`{-~]")
_SHEETS = Path(__file__).parent / "assets" / "page"


def style(sheet: str) -> None:
    """A stylesheet of assets/page on the page, by its name without the ending."""
    st.html(f"<style>{stylesheet(sheet)}</style>")


@cache
def stylesheet(sheet: str) -> str:
    """What a stylesheet of assets/page holds; its file is read once."""
    return (_SHEETS / f"{sheet}.css").read_text(encoding="utf-8")


def window_title(words: str) -> None:
    """The title of the document (WCAG 2.4.2): what its tab, its bookmark and its place in the history are called."""
    st.set_page_config(page_title=f"{words} · Benvenuto")


def title(words: str, lead: str = "", *, window: str = "") -> None:
    """The head of a page: its title, and one sentence that says what it is for; `window`, if its window says more."""
    window_title(window or words)
    below = f'<p class="bv-lead">{escape(lead)}</p>' if lead else ""
    st.html(f'<header class="bv-head"><h1>{escape(words)}</h1>{below}</header>')


def section(words: str, lead: str = "") -> None:
    """The head of a part of a page."""
    below = f'<p class="bv-lead">{escape(lead)}</p>' if lead else ""
    st.html(f'<div class="bv-section"><h2>{escape(words)}</h2>{below}</div>')


def unseen_section(words: str) -> None:
    """A heading for whoever listens to the page instead of seeing it, where what follows begins at the third level."""
    st.html(f'<h2 class="bv-unseen">{escape(words)}</h2>')


def facts(pairs: Iterable[tuple[str, str]]) -> None:
    """A description list of labels with their values, side by side; an empty value is left out."""
    cells = "".join(f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>" for label, value in pairs if value)
    st.html(f'<dl class="bv-facts">{cells}</dl>')


def empty(words: str, lead: str) -> None:
    """An empty place that says why it is empty and what to do next."""
    st.html(f'<div class="bv-empty"><h2>{escape(words)}</h2><p>{escape(lead)}</p></div>')


def notice(ctx: PageContext, error: BenvenutoError | Fault) -> None:
    """A fault in the reader's language, with its remedy. Not red: that colour is for critical errors alone."""
    sentence, remedy = ctx.say.fault(error)
    st.html(
        f'<div class="bv-notice" role="alert"><strong>{escape(sentence)}</strong> <span>{escape(remedy)}</span></div>'
    )


def quiet_notice(words: str) -> None:
    """An informational message (ARIA role status): that something was done, or why something is not there."""
    st.html(f'<div class="bv-told" role="status">{escape(words)}</div>')


def shown(words: str, css: str = "bv-said") -> None:
    """A person's own words, verbatim: no markup in them is obeyed, line breaks are kept."""
    # not st.markdown, which fetches the images and sets the formulas that somebody typed
    st.html(f'<p class="{css}">{escape(words)}</p>')


def plain_label(words: str) -> str:
    """A person's own words as the label of a field, which Streamlit takes for markdown: no markup in them is obeyed."""
    return _MARKUP.sub(r"\\\g<0>", " ".join(words.split()))


def labels(words: Sequence[str], *, critical: bool = False) -> None:
    """Small labels in a row."""
    kind = "bv-label bv-critical" if critical else "bv-label"
    st.html(
        '<div class="bv-labels">' + "".join(f'<span class="{kind}">{escape(word)}</span>' for word in words) + "</div>"
    )


def figure(value: str, label: str, below: str = "", *, critical: bool = False) -> None:
    """A key figure: its name above, the number, and its uncertainty below."""
    kind = "bv-figure bv-critical" if critical else "bv-figure"
    st.html(
        f'<div class="{kind}"><span class="bv-name">{escape(label)}</span>'
        f'<span class="bv-value">{escape(value)}</span><span class="bv-below">{escape(below)}</span></div>'
    )
