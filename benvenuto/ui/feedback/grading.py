"""Grading feedback: what a supervisor wrote to an agent, as the agent reads it, and beside it the criteria for it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from benvenuto.domain.answer import NOT_APPLICABLE, Answer, NotApplicable
from benvenuto.domain.faults import BenvenutoError, Forbidden
from benvenuto.domain.feedback import feedback
from benvenuto.domain.people import Role
from benvenuto.domain.rubric import Criterion
from benvenuto.domain.scorecard import Scorecard
from benvenuto.services.feedback.feedback import Published
from benvenuto.services.feedback.writing import LONGEST_COMMENT
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import quiet_notice, section, shown, style, title
from benvenuto.ui.feedback.criteria import criteria, left_out
from benvenuto.ui.feedback.hearing import HearableCall
from benvenuto.ui.feedback.marks import mark_words
from benvenuto.ui.outcome import refused, show_outcome
from benvenuto.ui.shell import address
from benvenuto.ui.streamlit.draft import drafts_sent, keep_drafts
from benvenuto.ui.streamlit.redirects import redirect_after
from benvenuto.ui.streamlit.sticky_button import form_submit_button

# Digits: PostgreSQL refuses a number above 2**31, and such an address is nobody's evaluation.
_LONGEST_ID = 9


def show(ctx: PageContext) -> None:
    """The feedback in the evaluation that the address names, and the form."""
    style("feedback")
    number = _wanted()
    scorecard = ctx.app.gradings.scorecard(ctx.actor, number)
    published = ctx.app.feedback.read(ctx.actor, number)
    keep_drafts(person=ctx.actor.id, about=f"grade_{number}", fields={_words_key(number): "words"})
    _head(ctx, published)
    reading, grading = st.columns([7, 5], gap="large")
    with reading:
        _reading(ctx, published)
    with grading, st.container(key="fb_grading"):
        _form(ctx, published, scorecard)


def offer_grading(ctx: PageContext, published: Published) -> None:
    """The way from an evaluation to the grading of its feedback, for who may grade it."""
    number = published.stored.id
    if ctx.holds(Role.MANAGER) and ctx.app.gradings.may_grade(ctx.actor, number):
        st.page_link(
            address("grade"),
            label=ctx._("Grade the feedback"),
            icon=":material/edit:",
            query_params={"id": str(number)},
        )


def _head(ctx: PageContext, published: Published) -> None:
    stored = published.stored
    st.page_link(
        address("evaluator"),
        label=ctx._("Profile of {name}", name=stored.evaluator_name),
        icon=":material/arrow_back:",
        query_params={"evaluator": str(stored.evaluator_id)},
    )
    day = ctx._("Call of {day}", day=ctx.say.timestamp(stored.called_at, "EEEE d MMMM, HH:mm"))
    about = [stored.agent_name, day, contact_reason(ctx, stored.facts.contact_reason)]
    title(
        ctx._("Feedback by {name}", name=stored.evaluator_name),
        " · ".join(part for part in about if part),
        window=ctx._("Grade the feedback"),
    )


def _reading(ctx: PageContext, published: Published) -> None:
    """What the agent reads, without what can be done about it there."""
    section(ctx._("What the agent reads"))
    summary = published.evaluation.summary.strip()
    if summary:
        st.html(
            f'<figure class="bv-summary"><blockquote>{escape(summary)}</blockquote>'
            f"<figcaption>{escape(published.stored.evaluator_name)}</figcaption></figure>"
        )
    else:
        quiet_notice(ctx._("There are no words for the agent: only marks, and what stands beside them."))
    lessons, heard = feedback(published.evaluation), HearableCall.of(ctx, published)
    criteria(ctx, published, lessons, heard)
    left_out(ctx, published, lessons)


def _form(ctx: PageContext, published: Published, scorecard: Scorecard) -> None:
    number, given = published.stored.id, dict[str, Answer]()
    section(
        ctx._("How good is it, as feedback?"),
        ctx._(
            "Judge the words, not the call. Only {name} and the managers see it.", name=published.stored.evaluator_name
        ),
    )
    with st.form(key=f"grade_{number}", border=False, enter_to_submit=False):
        for path, criterion in scorecard.criteria():
            with st.container(key=f"fb_heard_{path}"):
                given[path] = _asked(ctx, criterion, f"grade_{number}_{path}")
        words = st.text_area(
            ctx._("Words for {name}", name=published.stored.evaluator_name),
            key=_words_key(number),
            max_chars=LONGEST_COMMENT,
            height=140,
            placeholder=ctx._("What to keep doing, and one thing to do otherwise next time."),
        )
        sent = form_submit_button(ctx, ctx._("Hand it in"), key=f"grade_{number}_yes", type="primary")
    if sent:
        _hand_in(ctx, published, given, words or "")
    show_outcome(ctx, "grading")


def _hand_in(ctx: PageContext, published: Published, given: Mapping[str, Answer], words: str) -> None:
    there, stored = address("evaluator"), published.stored
    try:
        grading = ctx.app.gradings.hand_in(ctx.actor, stored.id, given, words)
    except BenvenutoError as error:
        refused(ctx, error, place="grading")
    else:
        drafts_sent(ctx, person=ctx.actor.id, about=f"grade_{stored.id}")
        query = {"evaluator": str(stored.evaluator_id), "grading": str(grading)}
        redirect_after(ctx, there, query, words=ctx._("Handed in. {name} is told.", name=stored.evaluator_name))


def _asked(ctx: PageContext, criterion: Criterion, key: str) -> Answer:
    code = ctx.say.code
    shown(criterion.title.in_language(code), "bv-asked")
    shown(criterion.description.in_language(code), "bv-quiet")
    options: list[str | NotApplicable] = [level.id for level in criterion.scale]
    captions = [level.behaviour.in_language(code) for level in criterion.scale]
    if criterion.not_applicable:
        options, captions = [*options, NOT_APPLICABLE], [*captions, ""]
    choice = st.radio(
        criterion.title.in_language(code),
        options,
        None,
        format_func=lambda option: mark_words(ctx, criterion, option),
        captions=captions,
        key=key,
        label_visibility="collapsed",
    )
    known = {reason.id: reason.text.in_language(code) for reason in criterion.reasons}
    reasons = st.pills(
        ctx._("Reasons"), list(known), selection_mode="multi", format_func=known.__getitem__, key=f"{key}_reasons"
    )
    return Answer(choice=choice, reasons=tuple(reasons or ()))


def _words_key(number: int) -> str:
    return f"grade_{number}_words"


def _wanted() -> int:
    wanted = st.query_params.get("id", "")
    if not (wanted.isdecimal() and len(wanted) <= _LONGEST_ID):
        raise Forbidden
    return int(wanted)
