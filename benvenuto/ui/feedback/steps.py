"""What the reader may do next with an evaluation: acknowledge, comment, dispute, answer, decide."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from benvenuto.domain.access import Permission, can
from benvenuto.domain.evaluation import Status, WrongStatus
from benvenuto.domain.faults import BenvenutoError
from benvenuto.services.feedback.feedback import LONGEST_COMMENT, Published
from benvenuto.services.scoring.evaluations import subject
from benvenuto.ui.context import PageContext, page_context
from benvenuto.ui.elements import quiet_notice, section, shown
from benvenuto.ui.feedback.words import fault
from benvenuto.ui.outcome import done, refused, show_outcome
from benvenuto.ui.streamlit.dialog import close_dialog, dialog, open_dialog
from benvenuto.ui.streamlit.draft import keep_drafts
from benvenuto.ui.streamlit.sticky_button import button, form_submit_button


def steps(ctx: PageContext, published: Published) -> None:
    """Only what the reader may do as things stand; the services decide again at every step."""
    stored = published.stored
    show_outcome(ctx, _place(published))
    own = stored.agent_id == ctx.actor.id
    if own and stored.evaluator_id != ctx.actor.id:
        _respond(ctx, published)
    if own or can(ctx.actor, Permission.ANSWER, subject(stored)):
        _speak(ctx, published, own=own)
    if can(ctx.actor, Permission.DECIDE, subject(stored, published.comments)):
        _decide(ctx, published)


def keep_words(ctx: PageContext, published: Published) -> None:
    """Keep what the reader writes about it until it was sent; put this before anything else is drawn."""
    number = published.stored.id
    fields = {
        _words_key(ctx, published, answering=False): "words",
        _words_key(ctx, published, answering=True): "words",
        f"dispute_words_{number}": "dispute",
        f"uphold_words_{number}": "uphold",
        f"overturn_words_{number}": "overturn",
    }
    keep_drafts(person=ctx.actor.id, evaluation=number, fields=fields, sent=_sent_by(ctx, published))


def _sent_by(ctx: PageContext, published: Published) -> list[str]:
    return [comment.text for comment in published.comments if comment.author_id == ctx.actor.id]


def _words_key(ctx: PageContext, published: Published, *, answering: bool) -> str:
    # a new key after each comment of the reader's own, so that the field is empty again, but not after a colleague's,
    # which may come while they are typing; an answer that comes too late is not sent as a comment
    kind = "answer" if answering else "words"
    return f"{kind}_{published.stored.id}_{len(_sent_by(ctx, published))}"


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
                refused_at=_place(published),
            )
        asking = f"dispute_{published.stored.id}"
        if button(ctx, ctx._("Dispute…"), key=asking):
            open_dialog(ctx, asking)
    _ask_dispute(ctx, published, asking)


def _speak(ctx: PageContext, published: Published, *, own: bool) -> None:
    answering = published.stored.status is Status.DISPUTED and not own
    key = _words_key(ctx, published, answering=answering)
    section(ctx._("Answer the dispute") if answering else ctx._("Comment"))
    with st.form(key=f"form_{key}", border=False, enter_to_submit=False):
        words = st.text_area(
            ctx._("Your words"),
            key=key,
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


def _decide(ctx: PageContext, published: Published) -> None:
    section(
        ctx._("Your decision"),
        ctx._(
            "Listen to the call, read both sides, then decide. The agent and the supervisor will see what you write."
        ),
    )
    upholding, overturning = f"uphold_{published.stored.id}", f"overturn_{published.stored.id}"
    with st.container(horizontal=True, key="fb_turn"):
        if button(ctx, ctx._("Uphold…"), key=upholding):
            open_dialog(ctx, upholding)
        if button(ctx, ctx._("Overturn…"), key=overturning):
            open_dialog(ctx, overturning)
    _ask_decision(ctx, published, upholding, uphold=True)
    _ask_decision(ctx, published, overturning, uphold=False)


def _ask_dispute(ctx: PageContext, published: Published, key: str) -> None:
    def ask() -> None:
        shown(
            ctx._(
                "Say what you hear differently, and where in the call. A supervisor in your team "
                "answers, then a manager listens to the call and decides. Until then the evaluation "
                "stands."
            )
        )
        words = _words(ctx, f"dispute_words_{published.stored.id}")
        # a dialog runs by itself, perhaps long after its page: who is here is looked up anew
        by = page_context()
        if button(by, ctx._("Dispute it"), key=f"{key}_yes", type="primary"):
            _do(by, published, lambda by: by.app.feedback.dispute(by.actor, published.stored.id, words), refused_at=key)
        show_outcome(by, key)

    dialog(ctx, key, ctx._("Dispute this evaluation"), ask)


def _ask_decision(ctx: PageContext, published: Published, key: str, *, uphold: bool) -> None:
    happens = (
        ctx._("The evaluation stands and still counts. This cannot be undone.")
        if uphold
        else ctx._("The evaluation can still be read, but no longer counts in any average. This cannot be undone.")
    )

    def ask() -> None:
        shown(happens)
        words = _words(ctx, f"{'uphold' if uphold else 'overturn'}_words_{published.stored.id}")
        by = page_context()
        confirm = ctx._("Uphold it") if uphold else ctx._("Overturn it")
        if button(by, confirm, key=f"{key}_yes", type="primary"):
            _do(
                by,
                published,
                lambda by: by.app.feedback.decide(by.actor, published.stored.id, uphold=uphold, words=words),
                ctx._("Decision saved. The agent and the supervisor can read it."),
                refused_at=key,
            )
        show_outcome(by, key)

    dialog(ctx, key, ctx._("Uphold the evaluation") if uphold else ctx._("Overturn the evaluation"), ask)


def _words(ctx: PageContext, key: str) -> str:
    return st.text_area(ctx._("Your reason"), key=key, max_chars=LONGEST_COMMENT) or ""


def _do(
    ctx: PageContext, published: Published, act: Callable[[PageContext], object], words: str = "", *, refused_at: str
) -> None:
    """Take the step as whoever is here at this moment, and say so; a refusal keeps what was written."""
    try:
        act(ctx)
    except WrongStatus as error:  # somebody was faster: the page as it stands now may have no place for this step
        refused(ctx, fault(ctx, error), place=_place(published))
        st.rerun()
    except BenvenutoError as error:
        refused(ctx, fault(ctx, error), place=refused_at)
    else:
        close_dialog(ctx)
        done(ctx, words, place=_place(published))


def _place(published: Published) -> str:
    return f"evaluation_{published.stored.id}"
