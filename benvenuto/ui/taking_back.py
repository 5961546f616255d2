"""A minute to take back what was just published, whichever page comes next.

The service decides, by its own clock; the page only offers. The press is taken at the end of the run, after the page
has stored what the browser sent along with it.
"""

from __future__ import annotations

import streamlit as st

from benvenuto.domain.faults import BenvenutoError
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import shown
from benvenuto.ui.outcome import refused, show_outcome
from benvenuto.ui.streamlit.expiring import expire
from benvenuto.ui.streamlit.redirects import redirect_after
from benvenuto.ui.streamlit.sticky_button import pressed, sticky_button

_OFFERED = "take_back_offered"


def offer_to_take_back(ctx: PageContext) -> None:
    """Say what was just published, with the button that undoes it."""
    published = ctx.app.scoring.just_published(ctx.actor)
    if published is not None:
        evaluation = published.evaluation
        ctx.memory[_OFFERED] = evaluation.id  # the press may come when nothing is offered any more
        key = _key(evaluation.id)
        offer = f"take_back_offer_{evaluation.id}"
        with st.container(key=offer, horizontal=True, vertical_alignment="center"):
            day = ctx.say.timestamp(evaluation.called_at, "EEEE d MMMM, HH:mm")
            words = ctx._(
                "Published: {agent}, call of {day}.", agent=evaluation.agent_name or ctx._("Calibration"), day=day
            )
            shown(words, css="bv-published")
            sticky_button(ctx, ctx._("Undo publication"), key=key, icon=":material/undo:")
            expire(offer, published.until - ctx.app.clock())
    if number := ctx.memory.get(_OFFERED):
        show_outcome(ctx, _key(number))


def take_back_when_asked(ctx: PageContext, evaluate: st.Page) -> None:
    """Do it, and lead to the draft on the page `evaluate`; refused, it is said where it was offered."""
    number: int | None = ctx.memory.get(_OFFERED)
    if number is None or not pressed(ctx, _key(number)):
        return
    try:
        draft = ctx.app.scoring.take_back(ctx.actor, number)
    except BenvenutoError as error:
        refused(ctx, error, place=_key(number))
        st.rerun()
    words = ctx._("Taken back: it is a draft again, and the agent can no longer read it.")
    redirect_after(ctx, evaluate, {"call": str(draft.call_id)}, words=words)


def _key(evaluation_id: int) -> str:
    return f"take_back_{evaluation_id}"
