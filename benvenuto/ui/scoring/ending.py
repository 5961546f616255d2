"""How a call ended before its time: the line of the scoring page that asks."""

from __future__ import annotations

import streamlit as st

from benvenuto.domain.evaluation import Evaluation
from benvenuto.domain.rubric import Ending
from benvenuto.ui.context import PageContext
from benvenuto.ui.endings import ENDINGS, TOOK_ITS_COURSE


def ask_ending(ctx: PageContext, evaluation: Evaluation) -> None:
    """Ask whether the call ended early, and store the answer: the rubrics say what has no place in it then."""
    stored = evaluation.facts.ending or TOOK_ITS_COURSE
    chosen = st.selectbox(
        ctx._("Did the call end early?"),
        list(ENDINGS),
        index=list(ENDINGS).index(stored),
        format_func=lambda ending: ctx._(ENDINGS[ending]),
        # named by what is stored, so that another window's answer is shown and not undone
        key=f"ending_{evaluation.call_id}_{stored}",
        help=ctx._(
            "What could no longer happen is not applicable by rule. Marks already given are kept, and count "
            "again if you change this back. The agent reads your answer."
        ),
        width=340,
    )
    if chosen != stored:
        ctx.app.scoring.end_early(ctx.actor, evaluation.draft_id, Ending(chosen) if chosen else None)
        st.rerun()
