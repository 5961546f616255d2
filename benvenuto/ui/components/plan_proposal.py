"""The sampling plan that is proposed to whoever may start one: a press, never by itself."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from benvenuto.domain.people import Team
from benvenuto.services.calls.sampling import PROPOSED_PER_WEEK, NothingToStart
from benvenuto.ui.context import PageContext
from benvenuto.ui.outcome import done, show_outcome
from benvenuto.ui.streamlit.sticky_button import button

_PLACE = "plan_proposal"


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
    """Offer to start the plan for these teams, which have none; told here that it has started, when there are none."""
    show_outcome(ctx, _PLACE)
    if not teams:
        return
    label = ctx.say.plural(
        "Start with {n} call per agent per week", "Start with {n} calls per agent per week", PROPOSED_PER_WEEK
    )
    if button(ctx, label, key="propose_plan", type="primary"):
        with suppress(NothingToStart):  # a colleague was faster, which is as good
            teams = ctx.app.sampling.start_plans(ctx.actor)
        names = ", ".join(team.name for team in teams)
        done(ctx, ctx._("The sampling plan has started for {teams}.", teams=names), place=_PLACE)
