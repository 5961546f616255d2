"""The first listening of who may decide a dispute: what do you hear, before anybody's mark is shown?"""

from __future__ import annotations

import streamlit as st

from benvenuto.domain.answer import NOT_APPLICABLE, NotApplicable
from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.rubric import Criterion
from benvenuto.services.feedback.feedback import Published
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import section, shown
from benvenuto.ui.feedback.marks import mark_words
from benvenuto.ui.feedback.outcomes import outcome_place
from benvenuto.ui.feedback.words import fault
from benvenuto.ui.outcome import done, refused, show_outcome
from benvenuto.ui.streamlit.sticky_button import form_submit_button

_CANNOT_TELL, _UNSAID = "", "?"


class NothingSaid(BenvenutoError):
    """A disputed criterion about which nothing was said yet."""

    template = message("One of the criteria has no answer yet.")
    remedy = message("Choose what you hear on each, or that you cannot tell.")


def ask_blind(ctx: PageContext, published: Published) -> None:
    """The disputed criteria with their levels, and nothing that was said about them."""
    number = published.stored.id
    section(
        ctx._("Listen first"),
        ctx._(
            "The agent disputes these criteria. Say what you hear: marks, notes and what both sides wrote are shown "
            "afterwards. You need not stand by it; it is kept with the decision."
        ),
    )
    # of a whole evaluation nobody need say something about each criterion
    named, heard = bool(published.dispute.criteria), dict[str, str | NotApplicable | None]()
    with st.form(key=f"blind_{number}", border=False, enter_to_submit=False):
        for path in published.unheard:
            criterion = published.evaluation.scorecard.criterion(path)
            if criterion is not None:
                with st.container(key=f"fb_heard_{path}"):
                    heard[path] = _mark(ctx, criterion, f"blind_{number}_{path}", asked=named)
        sent = form_submit_button(
            ctx, ctx._("Keep it, and show the evaluation"), key=f"blind_{number}_yes", type="primary"
        )
    if sent:
        try:
            if _UNSAID in heard.values():
                raise NothingSaid
            ctx.app.feedback.listen(ctx.actor, number, heard)
        except BenvenutoError as error:
            refused(ctx, fault(ctx, error), place=outcome_place(published))
        else:
            done(ctx, "", place=outcome_place(published))
    show_outcome(ctx, outcome_place(published))


def _mark(ctx: PageContext, criterion: Criterion, key: str, *, asked: bool) -> str | NotApplicable | None:
    code = ctx.say.code
    shown(criterion.title.in_language(code), "bv-asked")
    options: list[str | NotApplicable] = [*(level.id for level in criterion.scale), NOT_APPLICABLE, _CANNOT_TELL]
    captions = [level.behaviour.in_language(code) for level in criterion.scale]

    def named(option: str | NotApplicable) -> str:
        return ctx._("cannot tell") if option == _CANNOT_TELL else mark_words(ctx, criterion, option)

    chosen = st.radio(
        ctx._("What you hear"),
        options,
        None if asked else len(options) - 1,
        format_func=named,
        captions=[*captions, "", ""],
        key=key,
        label_visibility="collapsed",
    )
    if chosen is None:
        return _UNSAID
    return None if chosen == _CANNOT_TELL else chosen
