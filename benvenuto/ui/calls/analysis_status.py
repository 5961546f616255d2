"""How far the analysis of recordings has come, and why some could not be analysed."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from benvenuto.domain.faults import Fault
from benvenuto.services.calls.measures import AnalysisProgress
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import section, shown
from benvenuto.ui.streamlit.sticky_button import sticky_button


def analysis(ctx: PageContext) -> None:
    """A line, a bar while something waits, and a table of what failed; nothing before the first recording."""
    found = ctx.app.measures.progress(ctx.actor)
    if not (total := found.done + found.pending + found.failed):
        return
    section(
        ctx._("Audio analysis"),
        ctx._("Who speaks when is worked out in the background, newest calls first. You can leave this page."),
    )
    shown(_told(ctx, found))
    if found.pending:
        st.progress((found.done + found.failed) / total)
        sticky_button(ctx, ctx._("See progress"), key="analysis_again", icon=":material/refresh:")
        if not ctx.app.settings.analyse:
            shown(ctx._("This server does not analyse recordings. Run: python -m benvenuto analyse"), "bv-lead")
    if found.failures:
        _failures(ctx, found)


def _told(ctx: PageContext, found: AnalysisProgress) -> str:
    say = ctx.say
    told = [say.plural("{n} recording analysed.", "{n} recordings analysed.", found.done)]
    if found.pending:
        told.append(say.plural("{n} waiting.", "{n} waiting.", found.pending))
    if found.failed:
        told.append(say.plural("{n} cannot be analysed.", "{n} cannot be analysed.", found.failed))
    return " ".join(told)


def _failures(ctx: PageContext, found: AnalysisProgress) -> None:
    st.html(f'<table class="bv-table bv-files">{"".join(_rows(ctx, found.failures))}</table>')
    if found.failed > len(found.failures):
        shown(
            ctx._("The latest {shown} of {all}.", shown=len(found.failures), all=ctx.say.number(found.failed)),
            "bv-lead",
        )


def _rows(ctx: PageContext, failures: Sequence[Fault]) -> Sequence[str]:
    return [
        f'<tr><th scope="row">{escape(one.file)}</th><td>{escape(" ".join(ctx.say.fault(one)).strip())}</td></tr>'
        for one in failures
    ]
