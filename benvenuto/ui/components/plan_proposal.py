"""The sampling plan that is proposed to whoever may start one: a press, never by itself."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from benvenuto.domain.people import Team
from benvenuto.services.calls.sampling import PROPOSED_PER_WEEK, NothingToStart
from benvenuto.ui.context import PageContext
from benvenuto.ui.streamlit.flash import toast
from benvenuto.ui.streamlit.sticky_button import button


def plan_words(ctx: PageContext, teams: Sequence[Team]) -> str:
    """What the proposed plan means, and for which teams."""
    return ctx.say.plural(
        "No calls are selected for {teams} until there is a sampling plan. The one proposed here randomly selects {n} "
        "call per agent per week, of those with a recording or a transcript. Supervisors can change it in their inbox.",
        "No calls are selected for {teams} until there is a sampling plan. The one proposed here randomly selects {n} "
        "calls per agent per week, of those with a recording or a transcript. Supervisors can change it in their "
        "inbox.",
        PROPOSED_PER_WEEK,
        teams=", ".join(team.name for team in teams),
    )


def propose_plans(ctx: PageContext, teams: Sequence[Team]) -> None:
    """Offer to start the plan for these teams, which have none."""
    if not teams:
        return
    label = ctx.say.plural(
        "Start with {n} call per agent per week", "Start with {n} calls per agent per week", PROPOSED_PER_WEEK
    )
    if button(ctx, label, key="propose_plan", type="primary"):
        try:
            started = ctx.app.sampling.start_plans(ctx.actor)
        except NothingToStart:  # a colleague was faster, which is as good
            started = []
        if started:
            names = ", ".join(team.name for team in started)
            toast(ctx, ctx._("The sampling plan has started for {teams}.", teams=names))
        st.rerun()
