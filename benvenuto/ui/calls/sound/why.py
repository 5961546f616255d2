"""Why do you listen? Asked once where the player would stand, of who opened a call by hand."""

from __future__ import annotations

import streamlit as st

from benvenuto.domain.faults import BenvenutoError
from benvenuto.domain.hearing import LONGEST_WORDS, HearingReason
from benvenuto.services.calls.calls import CallMedia
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import notice, section
from benvenuto.ui.hearing_words import REASONS
from benvenuto.ui.streamlit.sticky_button import button


def ask_why(ctx: PageContext, heard: CallMedia) -> bool:
    """Ask it, unless it is known; whether it was asked, so that there is nothing to hear or read yet."""
    if not heard.asks:
        return False
    call_id = heard.call.id
    with st.container(key="why"):
        section(
            ctx._("Why are you listening to this call?"),
            ctx._("The agent reads who listened, when and why. You are asked once for this call, not at each playing."),
        )
        with st.container(horizontal=True, key="why_reasons"):
            for reason in heard.asks:
                # of another reason nobody knows without words, for which there is a field below
                if reason is not HearingReason.OTHER and button(
                    ctx, ctx._(REASONS[reason]), key=f"why_{call_id}_{reason}"
                ):
                    _tell(ctx, call_id, reason, "")
        if HearingReason.OTHER not in heard.asks:
            return True
        with st.container(horizontal=True, vertical_alignment="bottom", key="why_other"):
            words = st.text_input(
                ctx._("Another reason, in a few words"), key=f"why_{call_id}_words", max_chars=LONGEST_WORDS, width=420
            )
            if button(ctx, ctx._("Listen"), key=f"why_{call_id}_other"):
                _tell(ctx, call_id, HearingReason.OTHER, words)
    return True


def _tell(ctx: PageContext, call_id: int, reason: HearingReason, words: str) -> None:
    try:
        ctx.app.hearings.say_why(ctx.actor, call_id, reason, words)
    except BenvenutoError as error:
        notice(ctx, error)
    else:
        st.rerun()
