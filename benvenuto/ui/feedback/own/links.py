"""The ways between an evaluation and what its agent scored of the same call."""

from __future__ import annotations

import streamlit as st

from benvenuto.domain.evaluation import Evaluation, EvaluationRow
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import quiet_notice, title
from benvenuto.ui.shell import address


def own_beside_link(ctx: PageContext, stored: EvaluationRow | Evaluation) -> None:
    """Where an evaluation stands beside the agent's own, for whoever may read both; nothing where there is one."""
    evaluation_id = ctx.app.self_evaluations.beside(ctx.actor, stored.call_id)
    if evaluation_id is None:
        return
    mine = stored.agent_id == ctx.actor.id
    words = ctx._("Beside your own scores") if mine else ctx._("Beside the agent's own scores")
    query = {"evaluation": str(evaluation_id)}
    st.page_link(address("own-beside"), label=words, icon=":material/compare:", query_params=query)


def own_first(ctx: PageContext, call_id: int) -> None:
    """Why an agent cannot read feedback yet, and the way to what they have begun."""
    title(ctx._("Your own scores first"))
    quiet_notice(
        ctx._(
            "There is feedback on this call, and you have started to score it yourself. Hand in your own scores, or "
            "discard them: then you can read it."
        )
    )
    st.page_link(
        address("score-own"),
        label=ctx._("Go on scoring the call"),
        icon=":material/edit:",
        query_params={"call": str(call_id)},
    )
