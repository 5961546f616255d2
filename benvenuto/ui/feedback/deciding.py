"""The decision of a dispute: what was heard blind beside what stands, then a ruling for each criterion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from benvenuto.domain.answer import NOT_APPLICABLE, Answer
from benvenuto.domain.dispute import Decision, Ruling, in_dispute
from benvenuto.domain.evaluation import WrongStatus
from benvenuto.domain.faults import BenvenutoError
from benvenuto.domain.rubric import Criterion
from benvenuto.languages import clock_time
from benvenuto.services.feedback.feedback import Published
from benvenuto.services.feedback.writing import LONGEST_COMMENT
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import facts, section, shown
from benvenuto.ui.feedback.marks import mark_words, title_of
from benvenuto.ui.feedback.outcomes import outcome_place
from benvenuto.ui.feedback.words import fault
from benvenuto.ui.outcome import done, refused, show_outcome
from benvenuto.ui.streamlit.sticky_button import form_submit_button

_UPHOLD, _SOME, _STRIKE = "uphold", "some", "strike"


def decision_fields(published: Published) -> Mapping[str, str]:
    """The fields in which reasons are written, for the drafts."""
    paths = in_dispute(published.evaluation, published.dispute)
    return {_why(published, path): f"decide {path}" for path in paths} | {_words(published): "decide"}


def decide(ctx: PageContext, published: Published) -> None:
    """The form. Of a whole evaluation the criteria that change are chosen first; the others are upheld."""
    section(
        ctx._("Your decision"),
        ctx._("Decide each criterion, with a reason. The agent and the supervisor read it. This cannot be undone."),
    )
    named = tuple(criterion.path for criterion in published.dispute.criteria)
    whole = "" if named else _whole(ctx, published)
    paths = named or (tuple(_chosen(ctx, published)) if whole == _SOME else ())
    rulings: dict[str, Ruling] = {}
    number = published.stored.id
    with st.form(key=f"decide_{number}", border=False, enter_to_submit=False):
        for path in paths:
            criterion = published.evaluation.scorecard.criterion(path)
            if criterion is not None:
                with st.container(key=f"fb_heard_{path}_decide"):
                    rulings[path] = _ruling(ctx, published, path, criterion)
        words = st.text_area(
            ctx._("Anything else") if paths else ctx._("Your reason"), key=_words(published), max_chars=LONGEST_COMMENT
        )
        sent = form_submit_button(ctx, ctx._("Decide"), key=f"decide_{number}_yes", type="primary")
    if sent:
        try:
            if whole in (_UPHOLD, _STRIKE):
                ctx.app.feedback.decide(ctx.actor, number, uphold=whole == _UPHOLD, words=words or "")
            else:
                ctx.app.feedback.decide_each(ctx.actor, number, rulings, words or "")
        except WrongStatus as error:
            refused(ctx, fault(ctx, error), place=outcome_place(published))
            st.rerun()
        except BenvenutoError as error:
            refused(ctx, fault(ctx, error), place=f"decide_{number}")
        else:
            done(
                ctx, ctx._("Decision saved. The agent and the supervisor can read it."), place=outcome_place(published)
            )
    show_outcome(ctx, f"decide_{number}")


def _whole(ctx: PageContext, published: Published) -> str:
    kinds = {
        _UPHOLD: ctx._("It stands"),
        _SOME: ctx._("Some criteria change"),
        _STRIKE: ctx._("Struck as a whole: it can still be read, but counts in no average"),
    }
    key = f"decide_{published.stored.id}_whole"
    return st.radio(ctx._("The whole evaluation"), list(kinds), format_func=kinds.__getitem__, key=key) or _UPHOLD


def _chosen(ctx: PageContext, published: Published) -> Sequence[str]:
    evaluation = published.evaluation
    return st.multiselect(
        ctx._("Criteria that change"),
        list(in_dispute(evaluation, published.dispute)),
        format_func=lambda path: title_of(ctx, evaluation, path),
        key=f"decide_{published.stored.id}_criteria",
        placeholder=ctx._("Choose criteria"),
        select_all=False,  # in English, and the first thing that Enter chooses
    )


def _ruling(ctx: PageContext, published: Published, path: str, criterion: Criterion) -> Ruling:
    stands = published.evaluation.answers.get(path, Answer())
    shown(criterion.title.in_language(ctx.say.code), "bv-asked")
    facts(_sides(ctx, published, path, criterion, stands))
    # a level's id holds no space
    others = {f"{Decision.CHANGED} {level.id}": level for level in criterion.scale if level.id != stands.choice}
    options = [Decision.UPHELD.value, *others, *([] if stands.choice is NOT_APPLICABLE else [Decision.STRUCK.value])]

    def named(option: str) -> str:
        if option in others:
            return ctx._("Change it to “{level}”", level=mark_words(ctx, criterion, others[option].id))
        return (
            ctx._("Uphold the mark") if option == Decision.UPHELD else ctx._("Strike it: it counts as not applicable")
        )

    chosen = st.radio(ctx._("Decision"), options, None, format_func=named, key=f"decide_{published.stored.id}_{path}")
    why = st.text_area(ctx._("Your reason"), key=_why(published, path), max_chars=LONGEST_COMMENT) or ""
    decision, _, level = (chosen or "").partition(" ")
    return Ruling(Decision(decision), why, level) if decision else Ruling(Decision.CHANGED, why)


def _sides(
    ctx: PageContext, published: Published, path: str, criterion: Criterion, stands: Answer
) -> list[tuple[str, str]]:
    """What both sides and the decider themself have said."""
    disputed = {each.path: each for each in published.dispute.criteria}.get(path)
    blind = [mark for mark in published.dispute.blind if mark.path == path and mark.listener_id == ctx.actor.id]
    heard = blind[0].choice if blind else None
    at = f"{clock_time(disputed.at_s)}: " if disputed and disputed.at_s is not None else ""
    return [
        (ctx._("You heard"), mark_words(ctx, criterion, heard) if heard is not None else ctx._("cannot tell")),
        (ctx._("The current mark"), mark_words(ctx, criterion, stands.choice)),
        (published.evaluation.evaluator_name, stands.note),
        (published.stored.agent_name, f"{at}{disputed.reason}" if disputed else ""),
    ]


def _why(published: Published, path: str) -> str:
    return f"decide_why_{published.stored.id}_{path}"


def _words(published: Published) -> str:
    return f"decide_words_{published.stored.id}"
