"""What the reader may do next with an evaluation: acknowledge, comment, dispute, answer, decide."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from benvenuto.domain.access import Permission, can
from benvenuto.domain.evaluation import Status, WrongStatus
from benvenuto.domain.faults import BenvenutoError
from benvenuto.services.feedback.feedback import LONGEST_COMMENT, Published
from benvenuto.services.scoring.evaluations import subject
from benvenuto.ui.context import Here, here
from benvenuto.ui.elements import section, shown, told
from benvenuto.ui.feedback.words import fault
from benvenuto.ui.outcome import done, refused, show_outcome
from benvenuto.ui.streamlit.dialog import close_dialog, dialog, open_dialog
from benvenuto.ui.streamlit.sticky_button import button, form_submit_button


def steps(now: Here, published: Published) -> None:
    """Only what the reader may do as things stand; the services decide again at every step."""
    stored = published.stored
    show_outcome(now, _place(published))
    own = stored.agent_id == now.actor.id
    if own and stored.evaluator_id != now.actor.id:
        _respond(now, published)
    if own or can(now.actor, Permission.ANSWER, subject(stored)):
        _speak(now, published, own=own)
    if not own and can(now.actor, Permission.DECIDE, subject(stored)):
        _decide(now, published)


def _respond(now: Here, published: Published) -> None:
    status = published.stored.status
    if status not in (Status.PUBLISHED, Status.ACKNOWLEDGED):
        if status is Status.DISPUTED:
            told(now._("You have disputed this evaluation. A supervisor answers here, and a manager decides."))
        return
    section(now._("Your turn"))
    if status is Status.PUBLISHED:
        shown(now._("Acknowledging says that you have read it. It does not say that you agree."), "bv-lead")
    with st.container(horizontal=True, key="fb_turn"):
        if status is Status.PUBLISHED and button(
            now, now._("Acknowledge"), key=f"acknowledge_{published.stored.id}", type="primary"
        ):
            _do(
                now,
                published,
                lambda by: by.app.feedback.acknowledge(by.actor, published.stored.id),
                now._("Acknowledged. Thank you for reading it."),
                refused_at=_place(published),
            )
        asking = f"dispute_{published.stored.id}"
        if button(now, now._("Dispute…"), key=asking):
            open_dialog(now, asking)
    _ask_dispute(now, published, asking)


def _speak(now: Here, published: Published, *, own: bool) -> None:
    answering = published.stored.status is Status.DISPUTED and not own
    # a new key after each comment, so that the field is empty again
    key = f"words_{published.stored.id}_{len(published.comments)}"
    section(now._("Answer the dispute") if answering else now._("Comment"))
    with st.form(key=f"form_{key}", border=False, enter_to_submit=False):
        words = st.text_area(
            now._("Your words"),
            key=key,
            max_chars=LONGEST_COMMENT,
            placeholder=_placeholder(now, own=own, answering=answering),
            label_visibility="collapsed",
        )
        sent = form_submit_button(now, now._("Send"), key=f"send_{key}")
    said = words or ""
    if sent and answering:
        _do(
            now,
            published,
            lambda by: by.app.feedback.answer(by.actor, published.stored.id, said),
            now._("Your answer is sent. A manager decides."),
            refused_at=key,
        )
    elif sent:
        _do(
            now,
            published,
            lambda by: by.app.feedback.comment(by.actor, published.stored.id, said),
            now._("Your comment is there for the others to read."),
            refused_at=key,
        )
    show_outcome(now, key)


def _placeholder(now: Here, *, own: bool, answering: bool) -> str:
    if answering:
        return now._("What you heard, and where. The agent and the manager read it.")
    if own:
        return now._("A question, a thank you, something that could not be heard. Your supervisors read it.")
    return now._("Something to add for the agent. It stays with the evaluation.")


def _decide(now: Here, published: Published) -> None:
    section(
        now._("Your decision"),
        now._("Hear the call, read both sides, then decide. Your words are shown to the agent and the supervisor."),
    )
    upholding, overturning = f"uphold_{published.stored.id}", f"overturn_{published.stored.id}"
    with st.container(horizontal=True, key="fb_turn"):
        if button(now, now._("Uphold…"), key=upholding):
            open_dialog(now, upholding)
        if button(now, now._("Overturn…"), key=overturning):
            open_dialog(now, overturning)
    _ask_decision(now, published, upholding, uphold=True)
    _ask_decision(now, published, overturning, uphold=False)


def _ask_dispute(now: Here, published: Published, key: str) -> None:
    def ask() -> None:
        shown(
            now._(
                "Say what you hear differently, and at which moment. A supervisor of your team answers, then a manager "
                "hears the call and decides. Until then the evaluation stays as it is."
            )
        )
        words = _words(now, "dispute_words")
        by = here()
        if button(by, now._("Dispute it"), key=f"{key}_yes", type="primary"):
            _do(by, published, lambda by: by.app.feedback.dispute(by.actor, published.stored.id, words), refused_at=key)
        show_outcome(by, key)

    dialog(now, key, now._("Dispute this evaluation"), ask)


def _ask_decision(now: Here, published: Published, key: str, *, uphold: bool) -> None:
    happens = (
        now._("The evaluation stands as it is and goes on counting. This cannot be undone.")
        if uphold
        else now._("The evaluation stays to be read, and counts in no average any more. This cannot be undone.")
    )

    def ask() -> None:
        shown(happens)
        words = _words(now, "decision_words")
        by = here()
        confirm = now._("Uphold it") if uphold else now._("Overturn it")
        if button(by, confirm, key=f"{key}_yes", type="primary"):
            _do(
                by,
                published,
                lambda by: by.app.feedback.decide(by.actor, published.stored.id, uphold=uphold, words=words),
                now._("Decided. Agent and supervisor can read it."),
                refused_at=key,
            )
        show_outcome(by, key)

    dialog(now, key, now._("Uphold the evaluation") if uphold else now._("Overturn the evaluation"), ask)


def _words(now: Here, key: str) -> str:
    return st.text_area(now._("Your reason"), key=key, max_chars=LONGEST_COMMENT) or ""


def _do(now: Here, published: Published, act: Callable[[Here], object], words: str = "", *, refused_at: str) -> None:
    """Take the step as whoever is here at this moment, and say so; a refusal keeps what was written."""
    try:
        act(now)
    except WrongStatus as error:  # somebody was faster: the page as it stands now may have no place for this step
        refused(now, fault(now, error), place=_place(published))
        st.rerun()
    except BenvenutoError as error:
        refused(now, fault(now, error), place=refused_at)
    else:
        close_dialog(now)
        done(now, words, place=_place(published))


def _place(published: Published) -> str:
    return f"evaluation_{published.stored.id}"
