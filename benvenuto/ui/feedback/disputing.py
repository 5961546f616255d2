"""The agent's dialog: which criteria are disputed, why, and where in the call."""

from __future__ import annotations

import streamlit as st

from benvenuto.domain.dispute import DisputedCriterion, disputable
from benvenuto.domain.evaluation import WrongStatus
from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.languages import clock_time
from benvenuto.services.feedback.feedback import Published
from benvenuto.services.feedback.writing import LONGEST_COMMENT
from benvenuto.ui.context import PageContext, page_context
from benvenuto.ui.elements import shown
from benvenuto.ui.feedback.marks import mark_words, title_of
from benvenuto.ui.feedback.outcomes import outcome_place
from benvenuto.ui.feedback.pinned import read_time
from benvenuto.ui.feedback.words import fault
from benvenuto.ui.outcome import done, refused, show_outcome
from benvenuto.ui.streamlit.dialog import close_dialog, dialog, open_dialog
from benvenuto.ui.streamlit.draft import drafts_sent, keep_drafts
from benvenuto.ui.streamlit.sticky_button import button


class NoCriterionChosen(BenvenutoError):
    """A dispute about criteria that names none."""

    template = message("No criterion is chosen yet.")
    remedy = message("Choose what you hear differently, or dispute the whole evaluation.")


def pin(ctx: PageContext, published: Published, at_s: float | None) -> None:
    """Remember where the agent pinned a moment in the player: it is proposed in the dialog."""
    if at_s is not None:
        ctx.memory[_pinned(published.stored.id)] = at_s


def offer_dispute(ctx: PageContext, published: Published) -> None:
    """The button and its dialog."""
    key = f"dispute_{published.stored.id}"
    if button(ctx, ctx._("Dispute…"), key=key):
        open_dialog(ctx, key)
    dialog(ctx, key, ctx._("Dispute this evaluation"), lambda: _ask(published, key))


def _ask(published: Published, key: str) -> None:
    # a dialog runs by itself, perhaps long after its page: who is here is looked up anew
    ctx = page_context()
    number = published.stored.id
    shown(
        ctx._(
            "Say what you hear differently, and where in the call. A supervisor in your team answers; then a manager "
            "listens to the call without seeing the marks, and decides each criterion. Until then the evaluation "
            "stands."
        )
    )
    _keep(ctx, published)
    kinds = {"criteria": ctx._("One or several criteria"), "whole": ctx._("The whole evaluation")}
    kind = st.radio(
        ctx._("What you dispute"), list(kinds), format_func=kinds.__getitem__, key=f"{key}_kind", horizontal=True
    )
    whole = kind == "whole"
    words = st.text_area(ctx._("Your reason"), key=_whole(number), max_chars=LONGEST_COMMENT) if whole else ""
    chosen = [] if whole else _criteria(ctx, published, key)
    wanted = {path: _criterion(ctx, published, path) for path in chosen}
    if button(ctx, ctx._("Dispute it"), key=f"{key}_yes", type="primary"):
        try:
            if not (whole or chosen):
                raise NoCriterionChosen
            criteria = [DisputedCriterion(path, why, read_time(at)) for path, (why, at) in wanted.items()]
            ctx.app.feedback.dispute(ctx.actor, number, words or "", criteria)
        except WrongStatus as error:  # settled elsewhere: the page as it stands now may have no place for this
            refused(ctx, fault(ctx, error), place=outcome_place(published))
            st.rerun()
        except BenvenutoError as error:
            refused(ctx, fault(ctx, error), place=key)
        else:
            close_dialog(ctx)
            drafts_sent(ctx, person=ctx.actor.id, about=_draft(number))
            done(ctx, "", place=outcome_place(published))
    show_outcome(ctx, key)


def _keep(ctx: PageContext, published: Published) -> None:
    number, paths = published.stored.id, disputable(published.evaluation)
    fields = {_whole(number): "whole"}
    fields |= {_why(number, path): f"why {path}" for path in paths}
    fields |= {_at(number, path): f"at {path}" for path in paths}
    standing = {_at(number, path): _proposed(ctx, number) for path in paths}
    keep_drafts(person=ctx.actor.id, about=_draft(number), fields=fields, standing=standing)


def _criteria(ctx: PageContext, published: Published, key: str) -> list[str]:
    evaluation = published.evaluation

    def named(path: str) -> str:
        mark = mark_words(ctx, evaluation.scorecard.criterion(path), evaluation.answers[path].choice)
        return f"{title_of(ctx, evaluation, path)}: {mark}"

    return st.multiselect(
        ctx._("Criteria"),
        list(disputable(evaluation)),
        format_func=named,
        key=f"{key}_criteria",
        placeholder=ctx._("Choose criteria"),
        select_all=False,  # in English, and the first thing that Enter chooses
    )


def _criterion(ctx: PageContext, published: Published, path: str) -> tuple[str, str]:
    number = published.stored.id
    shown(title_of(ctx, published.evaluation, path), "bv-asked")
    why = st.text_area(ctx._("Your reason"), key=_why(number, path), max_chars=LONGEST_COMMENT)
    at = st.text_input(
        ctx._("Where in the call (minutes and seconds)"),
        _proposed(ctx, number),
        key=_at(number, path),
        placeholder="1:23",
        help=ctx._("Pin a moment in the player before you open this, and its time is filled in."),
    )
    return why or "", at


def _draft(number: int) -> str:
    return f"dispute_{number}"


def _whole(number: int) -> str:
    return f"dispute_words_{number}"


def _why(number: int, path: str) -> str:
    return f"dispute_why_{number}_{path}"


def _at(number: int, path: str) -> str:
    return f"dispute_at_{number}_{path}"


def _proposed(ctx: PageContext, number: int) -> str:
    at_s = ctx.memory.get(_pinned(number))
    return clock_time(at_s) if at_s is not None else ""


def _pinned(number: int) -> str:
    return f"pinned_{number}"
