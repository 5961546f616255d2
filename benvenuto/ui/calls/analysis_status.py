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
    progress = ctx.app.measures.progress(ctx.actor)
    if not (total := progress.done + progress.pending + progress.failed):
        return
    section(
        ctx._("Audio analysis"),
        ctx._("Who speaks when is worked out in the background, newest calls first. You can leave this page."),
    )
    shown(_sentences(ctx, progress))
    if progress.pending:
        st.progress((progress.done + progress.failed) / total)
        sticky_button(ctx, ctx._("See progress"), key="analysis_again", icon=":material/refresh:")
        if not ctx.app.settings.analyse:
            shown(ctx._("This server does not analyse recordings. Run: python -m benvenuto analyse"), "bv-lead")
    if progress.failures:
        _failures(ctx, progress)


def _sentences(ctx: PageContext, progress: AnalysisProgress) -> str:
    say = ctx.say
    sentences = [say.plural("{n} recording analysed.", "{n} recordings analysed.", progress.done)]
    if progress.pending:
        sentences.append(say.plural("{n} waiting.", "{n} waiting.", progress.pending))
    if progress.failed:
        sentences.append(say.plural("{n} cannot be analysed.", "{n} cannot be analysed.", progress.failed))
    return " ".join(sentences)


def _failures(ctx: PageContext, progress: AnalysisProgress) -> None:
    st.html(f'<table class="bv-table bv-files">{"".join(_rows(ctx, progress.failures))}</table>')
    if progress.failed > len(progress.failures):
        shown(
            ctx._("The latest {shown} of {all}.", shown=len(progress.failures), all=ctx.say.number(progress.failed)),
            "bv-lead",
        )


def _rows(ctx: PageContext, failures: Sequence[Fault]) -> Sequence[str]:
    return [
        f'<tr><th scope="row">{escape(fault.file)}</th><td>{escape(" ".join(ctx.say.fault(fault)).strip())}</td></tr>'
        for fault in failures
    ]
