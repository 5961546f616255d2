"""An agent's self-evaluations: how far they agree with the supervisors', one by one, and who may see that."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from benvenuto.domain.faults import Forbidden
from benvenuto.domain.people import Role
from benvenuto.services.quality.self_agreement import AgreementOfPeriod, SelfAgreement
from benvenuto.services.scoring.self_evaluations import OwnScores, Sharer
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.components.rows import Column, Row, rows
from benvenuto.ui.confirming import confirmed
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, quiet_notice, section, shown, style, title
from benvenuto.ui.feedback.own import words
from benvenuto.ui.outcome import attempt, show_outcome
from benvenuto.ui.quality.rater_agreement.words import figure as corrected_figure
from benvenuto.ui.quality.tables import FigureColumn, figures
from benvenuto.ui.shell import address
from benvenuto.ui.streamlit.sticky_button import pressed, sticky_button

_PLACE = "self_evaluations"


def show(ctx: PageContext) -> None:
    """The reader's own, and those that are shared with them; or those of the agent that the address names."""
    style("feedback")
    if not ctx.holds(Role.AGENT, Role.SUPERVISOR, Role.MANAGER):
        raise Forbidden
    wanted = st.query_params.get("agent", "")
    if wanted:
        _of_another(ctx, wanted)
        return
    title(ctx._("Self-evaluations"), _lead(ctx))
    show_outcome(ctx, _PLACE)
    if ctx.holds(Role.AGENT):
        _own(ctx)
    if ctx.holds(Role.SUPERVISOR, Role.MANAGER):
        _shared(ctx, ctx.app.self_evaluations.sharers(ctx.actor))


def _lead(ctx: PageContext) -> str:
    if ctx.holds(Role.AGENT):
        return ctx._("Your own scores beside your supervisors'. For you alone, unless you share them.")
    return ctx._("What agents scored of their own calls and share.")


def _own(ctx: PageContext) -> None:
    st.page_link(address("own-calls"), label=ctx._("Score a call of yours"), icon=":material/edit:")
    scored = ctx.app.self_evaluations.listed(ctx.actor)
    if not scored:
        empty(
            ctx._("You have not scored a call of yours yet"),
            ctx._(
                "Score one in three minutes, without your supervisor's marks. Once both are there they stand side by "
                "side, and after ten calls this page says how far you agree, and where you are stricter with yourself."
            ),
        )
        return
    _agreement(ctx, ctx.app.self_agreement.of_agent(ctx.actor), mine=True)
    section(ctx._("Who sees this"))
    _sharing(ctx, some=any(each.shared_since is not None for each in scored))
    section(ctx._("Your self-evaluations"))
    _listing(ctx, scored, mine=True)


def _sharing(ctx: PageContext, *, some: bool) -> None:
    own, since = ctx.app.self_evaluations, ctx.app.self_evaluations.shares_all(ctx.actor)
    if since is not None:
        day = ctx.say.day(since, "d MMMM y")
        quiet_notice(
            ctx._(
                "Since {day} you share all of them, those to come as well, with your team's supervisors and managers.",
                day=day,
            )
        )
    elif some:
        quiet_notice(ctx._("You share some of them, one by one, with the supervisors and managers of your team."))
    else:
        quiet_notice(
            ctx._(
                "Nobody but you: no page, file, search or average shows or counts them. The audit log has that you "
                "scored a call, not how."
            )
        )
    with st.container(horizontal=True, key="self_sharing"):
        if since is None:
            sticky_button(ctx, ctx._("Share all of mine"), key="share_all", icon=":material/group:")
        end = (since is not None or some) and confirmed(
            ctx,
            "unshare_all",
            ctx._("Share none any longer"),
            ctx._("Share none of them any longer?"),
            ctx._(
                "From now on only you can open them, those shared one by one as well. Nobody is told; whoever has read "
                "them may remember what they read."
            ),
            icon="lock",
        )
        if pressed(ctx, "share_all"):
            everything = ctx._(
                "Shared: each beside the supervisor's, once both are there. You can take that back at any time."
            )
            attempt(ctx, lambda: own.share_all(ctx.actor, shared=True), everything, place=_PLACE)
        if end:
            none = ctx._("Only you see your self-evaluations now.")
            attempt(ctx, lambda: own.share_all(ctx.actor, shared=False), none, place=_PLACE)


def _shared(ctx: PageContext, sharers: Sequence[Sharer]) -> None:
    section(ctx._("Shared with you"))
    if not sharers:
        empty(
            ctx._("Nobody shares self-evaluations with you"),
            ctx._(
                "Agents can score their own calls, without your marks, for themselves alone. Whoever chooses to share "
                "theirs appears here: then you read both side by side, and how far the two of you agree."
            ),
        )
        return
    columns: list[Column] = [{"label": ctx._("Agent"), "kind": "text"}, {"label": ctx._("Shared"), "kind": "quiet"}]
    content: list[Row] = [
        {
            "id": str(each.agent.id),
            "href": f"/self-evaluations?{urlencode({'agent': each.agent.id})}",
            "cells": [each.agent.name, _how_much(ctx, each)],
        }
        for each in sharers
    ]
    opened = rows(ctx._("Shared with you"), key="sharers", columns=columns, content=content)
    if opened is not None:
        st.query_params.from_dict({"agent": opened})
        st.rerun()


def _how_much(ctx: PageContext, sharer: Sharer) -> str:
    if sharer.all_since is None:
        return ctx._("some, one by one")
    return ctx._("all, since {day}", day=ctx.say.day(sharer.all_since, "d MMMM y"))


def _of_another(ctx: PageContext, wanted: str) -> None:
    if not wanted.isdecimal() or len(wanted) > 9:
        raise Forbidden
    sharer = next((each for each in ctx.app.self_evaluations.sharers(ctx.actor) if str(each.agent.id) == wanted), None)
    if sharer is None:
        raise Forbidden
    st.page_link(address("self-evaluations"), label=ctx._("Self-evaluations"), icon=":material/arrow_back:")
    title(sharer.agent.name, ctx._("What they scored of their own calls, beside what a supervisor did."))
    scored = ctx.app.self_evaluations.listed(ctx.actor, sharer.agent.id)
    if sharer.all_since is not None:
        day = ctx.say.day(sharer.all_since, "d MMMM y")
        quiet_notice(ctx._("Shared by {name} on {day}.", name=sharer.agent.name, day=day))
        if scored:
            _agreement(ctx, ctx.app.self_agreement.of_agent(ctx.actor, sharer.agent.id), mine=False)
    section(ctx._("Self-evaluations"))
    if not scored:
        empty(
            ctx._("None yet that stands beside a supervisor's"),
            ctx._("One appears once both have scored the same call, and you have no draft of your own on it."),
        )
        return
    _listing(ctx, scored, mine=False)


def _agreement(ctx: PageContext, agreement: SelfAgreement, *, mine: bool) -> None:
    section(ctx._("How far you agree") if mine else ctx._("How far they agree"))
    shown(words.overall(ctx.say, agreement.whole), "bv-lead")
    if agreement.whole.enough:
        shown(words.lean(ctx.say, agreement, mine=mine), "bv-lead")
        columns = [
            FigureColumn(ctx._("Quarter")),
            FigureColumn(ctx._("Calls"), number=True),
            FigureColumn(ctx._("Same level"), number=True),
            FigureColumn(ctx._("Corrected for chance"), number=True),
        ]
        figures(ctx._("How far you agree"), columns, [_quarter(ctx, each) for each in agreement.quarters])
    if agreement.known:
        shown(
            ctx.say.plural(
                "{n} more was scored when the feedback may have been known, and does not count here.",
                "{n} more were scored when the feedback may have been known, and do not count here.",
                agreement.known,
            ),
            "bv-lead",
        )
    with st.expander(ctx._("What is counted, and how"), key="self_explanation"):
        for sentence in words.explanation(ctx.say):
            shown(sentence, "bv-lead")


def _quarter(ctx: PageContext, period: AgreementOfPeriod) -> list[str]:
    name = ctx.say.day(period.begin, "QQQQ y") if period.begin else ""
    if period.percent is None or not period.enough:
        return [name, ctx.say.number(period.calls), ctx._("too few to say"), "–"]
    share = words.share(ctx.say, period.percent)
    return [name, ctx.say.number(period.calls), share, corrected_figure(ctx.say, period.chance_corrected)]


def _listing(ctx: PageContext, scored: Sequence[OwnScores], *, mine: bool) -> None:
    columns: list[Column] = [
        {"label": ctx._("Call"), "kind": "text"},
        {"label": ctx._("Contact reason"), "kind": "quiet"},
        {"label": ctx._("Supervisor"), "kind": "quiet"},
        {"label": "", "kind": "labels"},
    ]
    opened = rows(
        ctx._("Self-evaluations"),
        key=f"self_evaluations_{mine}",
        columns=columns,
        content=[_row(ctx, each, mine=mine) for each in scored],
    )
    each = next((each for each in scored if str(each.own.id) == opened), None)
    if each is not None:
        page, query = _target(each)
        st.switch_page(address(page), query_params=query)


def _row(ctx: PageContext, scored: OwnScores, *, mine: bool) -> Row:
    labels = [] if scored.blind else [ctx._("feedback known")]
    if mine and scored.shared_since is not None:
        labels.append(ctx._("shared"))
    page, query = _target(scored)
    return {
        "id": str(scored.own.id),
        "href": f"/{page}?{urlencode(query)}",
        "cells": [
            ctx.say.timestamp(scored.own.called_at, "EEE d MMMM, HH:mm"),
            contact_reason(ctx, scored.own.facts.contact_reason),
            scored.other.evaluator_name if scored.other else ctx._("not scored yet"),
            labels,
        ],
    }


def _target(scored: OwnScores) -> tuple[str, dict[str, str]]:
    if scored.other is None:
        return "score-own", {"call": str(scored.own.call_id)}
    return "own-beside", {"evaluation": str(scored.own.id)}
