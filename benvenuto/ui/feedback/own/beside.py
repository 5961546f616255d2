"""What an agent marked in an own call and what their supervisor did, side by side, where they differ first."""

from __future__ import annotations

import streamlit as st

from benvenuto.domain.faults import Forbidden
from benvenuto.domain.side_by_side import side_by_side
from benvenuto.services.scoring.self_evaluations import SelfPair
from benvenuto.services.scoring.side_by_side import Pair
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import facts, quiet_notice, section, style, title
from benvenuto.ui.outcome import attempt, show_outcome
from benvenuto.ui.scoring.side_by_side import show_both, who
from benvenuto.ui.shell import address
from benvenuto.ui.streamlit.sticky_button import button

_PLACE = "own_beside"


def show(ctx: PageContext) -> None:
    """The self-evaluation that the address names."""
    style("scoring")
    style("feedback")
    wanted = st.query_params.get("evaluation", "")
    if not wanted.isdecimal() or len(wanted) > 9:
        raise Forbidden
    pair = ctx.app.self_evaluations.pair(ctx.actor, int(wanted))
    mine = pair.own.agent_id == ctx.actor.id
    if mine:
        first = ctx.app.responses.note_read(ctx.actor, pair.other.id)
        if ctx.app.notices.opened(ctx.actor, evaluation_id=pair.other.id) or first:
            st.rerun()  # the menu, which is drawn already, counts it still
    _head(ctx, pair, mine=mine)
    show_both(ctx, Pair(pair.own, pair.other))
    if mine:
        _sharing(ctx, pair)


def _head(ctx: PageContext, pair: SelfPair, *, mine: bool) -> None:
    call = ctx.app.calls.facts(ctx.actor, pair.own.call_id)
    query = {} if mine else {"agent": str(pair.own.agent_id)}
    back = ctx._("Self-evaluations")
    st.page_link(address("self-evaluations"), label=back, icon=":material/arrow_back:", query_params=query)
    day = ctx._("Call of {day}", day=ctx.say.timestamp(call.started_at, "EEEE d MMMM, HH:mm"))
    if pair.blind:
        lead = ctx._("Each scored the call without the other's marks.")
    else:
        lead = ctx._("The agent may have known the feedback before scoring, so this pair counts in no agreement.")
    about = contact_reason(ctx, call.contact_reason)
    title(about if mine else f"{call.agent_name} · {about}", lead, window=f"{ctx._('Side by side')} · {day}")
    rows = side_by_side(pair.own, pair.other)
    alike = sum(not row.differs for row in rows)
    facts(
        [
            (ctx._("When"), ctx.say.timestamp(call.started_at, "EEEE d MMMM, HH:mm")),
            (ctx._("You") if mine else ctx._("The agent"), who(ctx, pair.own)),
            (ctx._("Supervisor"), who(ctx, pair.other)),
            (ctx._("Marked alike"), ctx._("{n} of {all}", n=ctx.say.number(alike), all=ctx.say.number(len(rows)))),
        ]
    )
    words, icon = ctx._("Read the feedback") if mine else ctx._("Read the published evaluation"), ":material/hearing:"
    st.page_link(address("evaluation"), label=words, icon=icon, query_params={"id": str(pair.other.id)})
    if not mine and pair.shared_since is not None:
        day = ctx.say.day(pair.shared_since, "d MMMM y")
        quiet_notice(ctx._("Shared by {name} on {day}.", name=pair.own.evaluator_name, day=day))


def _sharing(ctx: PageContext, pair: SelfPair) -> None:
    """Who can read it, and the button that changes that; all of theirs are shared, or not, on the page of all."""
    own = ctx.app.self_evaluations
    section(ctx._("Who sees this"))
    show_outcome(ctx, _PLACE)
    if own.shares_all(ctx.actor) is not None:
        quiet_notice(ctx._("You share all your self-evaluations with the supervisors and managers of your team."))
    elif pair.shared_since is None:
        quiet_notice(ctx._("Only you see this page."))
        if button(ctx, ctx._("Share this one"), key=f"share_{pair.own.id}", icon=":material/group:"):
            words = ctx._("Shared with the supervisors and managers of the team. You can take that back at any time.")
            attempt(ctx, lambda: own.share(ctx.actor, pair.own.id, shared=True), words, place=_PLACE)
    else:
        day = ctx.say.day(pair.shared_since, "d MMMM y")
        quiet_notice(ctx._("Shared with the supervisors and managers of your team since {day}.", day=day))
        if button(ctx, ctx._("Share it no longer"), key=f"unshare_{pair.own.id}", icon=":material/lock:"):
            words = ctx._(
                "From now on only you can open it. Nobody is told; whoever has read it may remember what they read."
            )
            attempt(ctx, lambda: own.share(ctx.actor, pair.own.id, shared=False), words, place=_PLACE)
