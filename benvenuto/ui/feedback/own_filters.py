"""The filters of the agent's list of feedback, kept in the address."""

from __future__ import annotations

import streamlit as st

from benvenuto.domain.faults import message
from benvenuto.domain.feedback_filter import FeedbackFilter, FeedbackOrder, FeedbackState
from benvenuto.services.feedback.feedback import FeedbackChoices
from benvenuto.ui.context import PageContext
from benvenuto.ui.quality import choices
from benvenuto.ui.streamlit.redirects import change_query
from benvenuto.ui.streamlit.sticky_button import sticky_button
from benvenuto.ui.streamlit.url_state import UrlState

KEPT = UrlState(
    "feedback",
    {
        "state": "",
        "order": FeedbackOrder.PUBLISHED.value,
        "words": "",
        "period": "all",
        "from": "",
        "to": "",
        "reason": "",
        "rubric": "",
    },
)
_STATES = {
    FeedbackState.TO_READ: message("To read"),
    FeedbackState.ACKNOWLEDGED: message("Acknowledged"),
    FeedbackState.DISPUTED: message("Disputed"),
}
_ORDERS = {
    FeedbackOrder.PUBLISHED: message("Latest published first"),
    FeedbackOrder.CALLED: message("Latest call first"),
}
_CLEAR = "fb_clear"


def filters(ctx: PageContext, known: FeedbackChoices) -> FeedbackFilter:
    """Ask what to list, and in which order."""
    KEPT.load()
    states = {"": ctx._("All"), **{state.value: ctx._(words) for state, words in _STATES.items()}}
    orders = {order.value: ctx._(words) for order, words in _ORDERS.items()}
    with st.container(horizontal=True, vertical_alignment="bottom", key="fb_filters"):
        hint = ctx._("in summaries, notes and comments")
        words = st.text_input(ctx._("Search"), key=KEPT.key("words"), placeholder=hint, max_chars=100, width=280)
        # in one place, opened on request: an agent's first page does without what a list to choose from weighs
        with choices.more(ctx, KEPT, "state", "order", "period", "reason", "rubric"):
            state = KEPT.one_of("state", states, ctx._("Status"), width=choices.WIDTH)
            order = KEPT.one_of("order", orders, ctx._("Order"), width=choices.WIDE)
            period = choices.period(ctx, KEPT)
            reason = choices.reason(ctx, KEPT, known.contact_reasons)
            titles = {rubric_id: title.in_language(ctx.say.code) for rubric_id, title in known.rubrics.items()}
            rubrics = {"": ctx._("All rubrics"), **dict(sorted(titles.items(), key=lambda pair: pair[1]))}
            rubric = KEPT.one_of("rubric", rubrics, ctx._("Rubric"), width=choices.WIDTH)
    KEPT.store()
    return FeedbackFilter(
        state=FeedbackState(state) if state else None,
        contact_reason=reason,
        rubric_id=rubric,
        begin=period.begin,
        end=period.end,
        words=words.strip(),
        order=FeedbackOrder(order),
    )


def clear(ctx: PageContext) -> None:
    """The button that shows the whole list again, in the order that was chosen."""
    sticky_button(ctx, ctx._("Clear the filters"), key=_CLEAR, icon=":material/filter_alt_off:")
    query = st.query_params.to_dict()
    change_query(
        ctx, _CLEAR, {name: value for name, value in query.items() if name == "order" or name not in KEPT.defaults}
    )
