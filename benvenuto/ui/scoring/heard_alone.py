"""A call that nobody may score: what the works agreement lets be heard and read of it, for a complaint say."""

from __future__ import annotations

import streamlit as st

from benvenuto.domain.works_rules import AgainstWorksAgreement
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.calls.sound.showing import show_player, show_strip
from benvenuto.ui.calls.sound.why import ask_why
from benvenuto.ui.calls.words import show_words
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import facts, notice, title


def hear_alone(ctx: PageContext, call_id: int, kept: AgainstWorksAgreement) -> None:
    """Say why it is not scored; then its sound and words, or why not these either."""
    call = ctx.app.calls.facts(ctx.actor, call_id)
    name = call.agent_name or ctx._("Calibration")
    title(f"{name} · {contact_reason(ctx, call.contact_reason)}")
    facts(
        [
            (ctx._("When"), ctx.say.timestamp(call.started_at, "EEEE d MMMM, HH:mm")),
            (ctx._("Team"), call.team_name),
            (ctx._("Caller"), call.caller),
            (ctx._("Call id"), call.external_id),
        ]
    )
    notice(ctx, kept)
    try:
        heard = ctx.app.calls.listen(ctx.actor, call_id)
    except AgainstWorksAgreement as also_kept:
        notice(ctx, also_kept)
        return
    if heard.recording is None:
        ask_why(ctx, heard)
    else:
        with st.container(key="player_bar"):
            show_player(ctx, heard, heard.recording, [])
        show_strip(ctx, heard)
    show_words(ctx, heard)
