"""The evaluator's dialogs that correct a criterion, the words for the agent or how the call ended, once published."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from benvenuto.domain.answer import NOT_APPLICABLE, Answer, NotApplicable
from benvenuto.domain.dispute import in_dispute
from benvenuto.domain.edits import (
    LONGEST_SUMMARY,
    AddMoment,
    Change,
    ChooseLevel,
    ChooseNotApplicable,
    Edit,
    RemoveMoment,
    SetEnding,
    SetNote,
    SetReasons,
    SetSummary,
)
from benvenuto.domain.evaluation import Status
from benvenuto.domain.faults import BenvenutoError
from benvenuto.domain.rubric import Criterion, Ending
from benvenuto.domain.scoring import unanswered
from benvenuto.services.feedback.corrections import corrected
from benvenuto.services.feedback.feedback import Published
from benvenuto.services.feedback.writing import LONGEST_COMMENT
from benvenuto.ui.context import PageContext, page_context
from benvenuto.ui.elements import shown
from benvenuto.ui.endings import ending_words
from benvenuto.ui.feedback.marks import mark_words, title_of
from benvenuto.ui.feedback.outcomes import outcome_place
from benvenuto.ui.feedback.pinned import moment_lines, read_moments
from benvenuto.ui.feedback.words import fault
from benvenuto.ui.outcome import done, refused, show_outcome
from benvenuto.ui.streamlit.dialog import close_dialog, dialog, open_dialog
from benvenuto.ui.streamlit.draft import drafts_sent, keep_drafts
from benvenuto.ui.streamlit.sticky_button import button

SUMMARY = "summary"
"""In the place of a criterion's path: the words for the agent."""

ENDING = "ending"
"""Likewise: how the call ended before its time."""


def offer_correction(ctx: PageContext, published: Published, path: str) -> None:
    """The button that opens the dialog, for whoever may correct this; why not, where the agent disputes it."""
    if not ctx.app.corrections.may_correct(ctx.actor, published.stored):
        return
    evaluation, open_dispute = published.evaluation, published.stored.status is Status.DISPUTED
    if open_dispute and path in in_dispute(evaluation, published.dispute):
        shown(ctx._("Under dispute: only the decision can change it."), "bv-quiet")
        return
    key = f"correct_{published.stored.id}_{published.stored.revision}_{path}"
    # the only one that stands below nothing which names it
    label = ctx._("Correct how the call ended…") if path == ENDING else ctx._("Correct…")
    if button(ctx, label, key=key, type="tertiary", icon=":material/edit:"):
        open_dialog(ctx, key)
    if path == SUMMARY:
        dialog(ctx, key, ctx._("Correct the words for the agent"), lambda: _words(published, key))
    elif path == ENDING:
        dialog(ctx, key, ctx._("Correct how the call ended"), lambda: _ending(published, key))
    else:
        dialog(ctx, key, ctx._("Correct a criterion"), lambda: _criterion(published, path, key))


def _criterion(published: Published, path: str, key: str) -> None:
    # a dialog runs by itself, perhaps long after its page: who is here is looked up anew
    ctx, evaluation = page_context(), published.evaluation
    criterion = evaluation.scorecard.criterion(path)
    if criterion is None:
        return
    answer = evaluation.answers.get(path, Answer())
    shown(criterion.title.in_language(ctx.say.code), "bv-asked")
    changes = list(_choice(ctx, criterion, answer, f"{key}_level"))
    known = {reason.id: reason.text.in_language(ctx.say.code) for reason in criterion.reasons}
    if known:
        standing = [reason for reason in answer.reasons if reason in known]
        reasons = st.multiselect(
            ctx._("Reasons"),
            list(known),
            standing,
            format_func=known.__getitem__,
            key=f"{key}_reasons",
            placeholder=ctx._("Choose reasons"),
            select_all=False,  # in English, and the first thing that Enter chooses
        )
        changes.append(SetReasons(tuple(reasons)))
    standing_lines = moment_lines(answer.moments)
    fields = {f"{key}_note": "note", f"{key}_moments": "moments", f"{key}_why": "why"}
    stands = {f"{key}_note": answer.note, f"{key}_moments": standing_lines}
    keep_drafts(person=ctx.actor.id, about=_draft(published, path), fields=fields, standing=stands)
    note = st.text_area(ctx._("Note"), answer.note, max_chars=LONGEST_COMMENT, key=f"{key}_note")
    changes.append(SetNote(note or ""))
    lines = st.text_area(
        ctx._("Moments"),
        standing_lines,
        key=f"{key}_moments",
        help=ctx._("One a line: minutes and seconds, then what is heard there."),
    )
    edits: list[Edit | SetEnding] = [Edit(number, path, change) for number, change in enumerate(changes, 1)]
    edits += _opened(ctx, published, edits, key)

    def all_edits() -> Sequence[Edit | SetEnding]:
        if (lines or "") == standing_lines:  # a line is not all that a moment may hold: what nobody touched stays
            return edits
        kept = read_moments(lines or "", answer.moments)
        gone: list[Change] = [RemoveMoment(moment.id) for moment in answer.moments]
        pinned: list[Change] = [AddMoment(moment.id, moment.at_s, moment.note) for moment in kept]
        return [*edits, *(Edit(len(edits) + 1, path, change) for change in (*gone, *pinned))]

    _send(ctx, published, path, key, all_edits)


def _words(published: Published, key: str) -> None:
    ctx, summary = page_context(), published.evaluation.summary
    fields, stands = {f"{key}_words": "words", f"{key}_why": "why"}, {f"{key}_words": summary}
    keep_drafts(person=ctx.actor.id, about=_draft(published, SUMMARY), fields=fields, standing=stands)
    words = st.text_area(ctx._("Words for the agent"), summary, max_chars=LONGEST_SUMMARY, key=f"{key}_words")
    _send(ctx, published, SUMMARY, key, lambda: [Edit(1, "", SetSummary((words or "").strip()))])


def _ending(published: Published, key: str) -> None:
    ctx, stands = page_context(), published.evaluation.facts.ending
    keep_drafts(person=ctx.actor.id, about=_draft(published, ENDING), fields={f"{key}_why": "why"})
    options = ["", *Ending]  # not None, which Streamlit takes for nothing chosen
    chosen = st.selectbox(
        ctx._("Did the call end early?"),
        options,
        index=options.index(stands or ""),
        format_func=lambda ending: ending_words(ctx, Ending(ending) if ending else None),
        key=f"{key}_ending",
        help=ctx._(
            "What could no longer happen is not applicable by rule: marks given to it are kept, and count again if the "
            "call took its course after all. What applies then and has no mark needs one."
        ),
    )
    edits: list[Edit | SetEnding] = [SetEnding(Ending(chosen) if chosen else None)]
    edits += _opened(ctx, published, edits, key)
    _send(ctx, published, ENDING, key, lambda: edits)


def _send(
    ctx: PageContext, published: Published, path: str, key: str, edits: Callable[[], Sequence[Edit | SetEnding]]
) -> None:
    """The reason, and the button."""
    why = st.text_area(
        ctx._("Why it is corrected"),
        key=f"{key}_why",
        max_chars=LONGEST_COMMENT,
        placeholder=ctx._("The agent reads this beside what changed."),
    )
    stored = published.stored
    if button(ctx, ctx._("Correct it"), key=f"{key}_yes", type="primary"):
        try:
            ctx.app.corrections.correct(ctx.actor, stored.id, edits(), why or "", seen=stored.revision)
        except BenvenutoError as error:
            refused(ctx, fault(ctx, error), place=key)
        else:
            close_dialog(ctx)
            drafts_sent(ctx, person=ctx.actor.id, about=_draft(published, path))
            done(ctx, ctx._("Corrected. The agent sees what changed, and why."), place=outcome_place(published))
    show_outcome(ctx, key)


def _draft(published: Published, path: str) -> str:
    # not of one revision, as the keys are: what somebody else corrects meanwhile takes no words from who is writing
    return f"correct_{published.stored.id}_{path}"


def _choice(ctx: PageContext, criterion: Criterion, answer: Answer, key: str) -> Sequence[Change]:
    options: list[str | NotApplicable] = [level.id for level in criterion.scale]
    if criterion.not_applicable:
        options.append(NOT_APPLICABLE)
    chosen = st.radio(
        ctx._("Level"),
        options,
        options.index(answer.choice) if answer.choice in options else None,
        format_func=lambda choice: mark_words(ctx, criterion, choice),
        captions=[_behaviour(ctx, criterion, option) for option in options],
        key=key,
    )
    match chosen:
        case None:
            return ()
        case NotApplicable():
            return (ChooseNotApplicable(),)
        case level:
            return (ChooseLevel(level),)


def _behaviour(ctx: PageContext, criterion: Criterion, option: str | NotApplicable) -> str:
    level = criterion.level(option) if isinstance(option, str) else None
    return level.behaviour.in_language(ctx.say.code) if level else ""


def _opened(ctx: PageContext, published: Published, edits: Sequence[Edit | SetEnding], key: str) -> Sequence[Edit]:
    """What else has to be marked now, because the correction lets it apply to the call."""
    evaluation, given = published.evaluation, list[Edit]()
    asked = set[str]()
    while fresh := _unanswered(published, (*edits, *given)) - asked:
        asked |= fresh
        waiting = [path for path, _ in evaluation.scorecard.criteria() if path in fresh]
        for path in waiting:
            criterion = evaluation.scorecard.criterion(path)
            if criterion is None:
                continue
            title = title_of(ctx, evaluation, path)
            shown(ctx._("“{criterion}” applies now, and needs a mark too.", criterion=title), "bv-asked")
            for change in _choice(ctx, criterion, Answer(), f"{key}_{path}_level"):
                given.append(Edit(len(edits) + len(given) + 1, path, change))
    return given


def _unanswered(published: Published, edits: Sequence[Edit | SetEnding]) -> frozenset[str]:
    after = corrected(published.evaluation, edits)
    return unanswered(after.scorecard, after.answers, after.facts)
