"""What the reader may do next with an evaluation: acknowledge, comment, dispute, answer, decide."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from benvenuto.domain.access import Permission, can
from benvenuto.domain.evaluation import Status, WrongStatus
from benvenuto.domain.faults import BenvenutoError
from benvenuto.services.feedback.feedback import Published
from benvenuto.services.feedback.writing import LONGEST_COMMENT
from benvenuto.services.scoring.evaluations import subject
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import quiet_notice, section, shown
from benvenuto.ui.feedback.deciding import decide, decision_fields
from benvenuto.ui.feedback.disputing import offer_dispute
from benvenuto.ui.feedback.outcomes import outcome_place
from benvenuto.ui.feedback.words import fault
from benvenuto.ui.outcome import done, refused, show_outcome
from benvenuto.ui.streamlit.draft import keep_drafts
from benvenuto.ui.streamlit.sticky_button import button, form_submit_button


def steps(ctx: PageContext, published: Published) -> None:
    """Only what the reader may do as things stand; the services decide again at every step."""
    stored = published.stored
    show_outcome(ctx, outcome_place(published))
    own = stored.agent_id == ctx.actor.id
    if own and stored.evaluator_id != ctx.actor.id:
        _respond(ctx, published)
    if own or can(ctx.actor, Permission.ANSWER, subject(stored)):
        _speak(ctx, published, own=own)
    if can(ctx.actor, Permission.DECIDE, subject(stored, published.comments)):
        decide(ctx, published)


def keep_words(ctx: PageContext, published: Published) -> None:
    """Keep what the reader says of it, or decides, until it was sent; put this before anything else is drawn."""
    number = published.stored.id
    fields = {
        **{_words_key(ctx, published, answering=answering): "words" for answering in (False, True)},
        **decision_fields(published),
    }
    keep_drafts(person=ctx.actor.id, about=number, fields=fields, sent=_sent_by(ctx, published))


def _sent_by(ctx: PageContext, published: Published) -> list[str]:
    me, decided = ctx.actor.id, published.dispute.decided.values()
    words = [comment.text for comment in published.comments if comment.author_id == me]
    return words + [each.ruling.reason for each in decided if each.author_id == me]


def _words_key(ctx: PageContext, published: Published, *, answering: bool) -> str:
    # a new key after each comment of the reader's own, so that the field is empty again, but not after a colleague's,
    # which may come while they are typing; an answer that comes too late is not sent as a comment
    kind = "answer" if answering else "words"
    sent = sum(comment.author_id == ctx.actor.id for comment in published.comments)
    return f"{kind}_{published.stored.id}_{sent}"


def _respond(ctx: PageContext, published: Published) -> None:
    status = published.stored.status
    if status not in (Status.PUBLISHED, Status.ACKNOWLEDGED):
        if status is Status.DISPUTED:
            quiet_notice(
                ctx._("You have disputed this evaluation. A supervisor will answer here, then a manager will decide.")
            )
        return
    section(ctx._("Your turn"))
    if status is Status.PUBLISHED:
        shown(ctx._("Acknowledging means that you have read it, not that you agree."), "bv-lead")
    with st.container(horizontal=True, key="fb_turn"):
        if status is Status.PUBLISHED and button(
            ctx, ctx._("Acknowledge"), key=f"acknowledge_{published.stored.id}", type="primary"
        ):
            _do(
                ctx,
                published,
                lambda by: by.app.feedback.acknowledge(by.actor, published.stored.id),
                ctx._("Acknowledged. Thank you for reading it."),
                refused_at=outcome_place(published),
            )
        offer_dispute(ctx, published)


def _speak(ctx: PageContext, published: Published, *, own: bool) -> None:
    answering = published.stored.status is Status.DISPUTED and not own
    key = _words_key(ctx, published, answering=answering)
    section(ctx._("Answer the dispute") if answering else ctx._("Comment"))
    with st.form(key=f"form_{key}", border=False, enter_to_submit=False):
        words = st.text_area(
            ctx._("Your words"),
            key=_words_key(ctx, published, answering=answering),
            max_chars=LONGEST_COMMENT,
            placeholder=_placeholder(ctx, own=own, answering=answering),
            label_visibility="collapsed",
        )
        sent = form_submit_button(ctx, ctx._("Send"), key=f"send_{key}")
    text = words or ""
    if sent and answering:
        _do(
            ctx,
            published,
            lambda by: by.app.feedback.answer(by.actor, published.stored.id, text),
            ctx._("Your answer has been sent. A manager will decide."),
            refused_at=key,
        )
    elif sent:
        _do(
            ctx,
            published,
            lambda by: by.app.feedback.comment(by.actor, published.stored.id, text),
            ctx._("Your comment has been added."),
            refused_at=key,
        )
    show_outcome(ctx, key)


def _placeholder(ctx: PageContext, *, own: bool, answering: bool) -> str:
    if answering:
        return ctx._("What you heard, and where. The agent and the manager will read it.")
    if own:
        return ctx._("A question, a thank-you, something the call does not show. Your supervisors will read it.")
    return ctx._("Anything to add for the agent. It stays with the evaluation.")


def _do(
    ctx: PageContext, published: Published, act: Callable[[PageContext], object], words: str = "", *, refused_at: str
) -> None:
    """Take the step as whoever is here at this moment, and say so; a refusal keeps what was written."""
    try:
        act(ctx)
    except WrongStatus as error:  # somebody was faster: the page as it stands now may have no place for this step
        refused(ctx, fault(ctx, error), place=outcome_place(published))
        st.rerun()
    except BenvenutoError as error:
        refused(ctx, fault(ctx, error), place=refused_at)
    else:
        done(ctx, words, place=outcome_place(published))
