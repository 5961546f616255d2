"""How far the analysis of recordings has come, and why some could not be analysed."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from benvenuto.domain.faults import Fault
from benvenuto.services.calls.measures import Progress
from benvenuto.ui.context import Here
from benvenuto.ui.elements import section, shown
from benvenuto.ui.streamlit.sticky_button import sticky_button


def analysis(now: Here) -> None:
    """A line, a bar while something waits, and a table of what failed; nothing before the first recording."""
    found = now.app.measures.progress(now.actor)
    if not (total := found.done + found.pending + found.failed):
        return
    section(
        now._("Analysis of the sound"),
        now._("Who speaks when is heard in the background, the newest calls first. You may leave this page."),
    )
    shown(_told(now, found))
    if found.pending:
        st.progress((found.done + found.failed) / total)
        sticky_button(now, now._("See how far it is now"), key="analysis_again", icon=":material/refresh:")
        if not now.app.settings.analyse:
            shown(now._("This server leaves the analysis to: python -m benvenuto analyse"), "bv-lead")
    if found.failures:
        _failures(now, found)


def _told(now: Here, found: Progress) -> str:
    say = now.say
    told = [say.plural("{n} recording is analysed.", "{n} recordings are analysed.", found.done)]
    if found.pending:
        told.append(say.plural("{n} waits.", "{n} wait.", found.pending))
    if found.failed:
        told.append(say.plural("{n} cannot be analysed.", "{n} cannot be analysed.", found.failed))
    return " ".join(told)


def _failures(now: Here, found: Progress) -> None:
    st.html(f'<table class="bv-table bv-files">{"".join(_rows(now, found.failures))}</table>')
    if found.failed > len(found.failures):
        shown(
            now._("The latest {shown} of {all}.", shown=len(found.failures), all=now.say.number(found.failed)),
            "bv-lead",
        )


def _rows(now: Here, failures: Sequence[Fault]) -> Sequence[str]:
    return [
        f'<tr><th scope="row">{escape(one.file)}</th><td>{escape(" ".join(now.say.fault(one)).strip())}</td></tr>'
        for one in failures
    ]
