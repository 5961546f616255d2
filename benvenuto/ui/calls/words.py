"""The words of a call on a page: its transcript, and the button for one whose speakers are the wrong way round."""

from __future__ import annotations

import streamlit as st

from benvenuto.domain.access import Permission, Subject, can
from benvenuto.services.calls.calls import CallMedia
from benvenuto.ui.components.transcript import transcript
from benvenuto.ui.context import PageContext
from benvenuto.ui.streamlit.sticky_button import button


def show_words(ctx: PageContext, heard: CallMedia) -> None:
    """The transcript, nothing where there is none; who names voices can exchange agent and caller in it."""
    if not heard.turns:
        return
    call = str(heard.call.id)
    transcript(heard.turns, key=f"transcript_{call}", call=call, playable=heard.recording is not None, _=ctx._)
    if not can(ctx.actor, Permission.NAME_VOICES, Subject(heard.call.agent_id, heard.call.team_id)):
        return
    label = ctx._("Swap agent and caller in the transcript")
    if button(ctx, label, key=f"swap_speakers_{call}", type="tertiary", icon=":material/swap_vert:"):
        ctx.app.transcripts.swap_speakers(ctx.actor, heard.call.id)
        st.rerun()
