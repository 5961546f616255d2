"""What was heard, criterion by criterion: what went well first, then what to improve and how to go one step further."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape

import streamlit as st

from benvenuto.domain.access import Permission, Subject, can
from benvenuto.domain.answer import NOT_APPLICABLE, Answer, Moment
from benvenuto.domain.calibration import ConsensusNote
from benvenuto.domain.evaluation import Evaluation
from benvenuto.domain.feedback import CriterionFeedback, Feedback
from benvenuto.services.calls.nameless import NOBODY
from benvenuto.services.feedback.feedback import Published
from benvenuto.ui.calls.sound.playing import play_button, played_line
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import section
from benvenuto.ui.feedback.correcting import offer_correction
from benvenuto.ui.feedback.hearing import HearableCall, moment_key, trace_key
from benvenuto.ui.feedback.history import beside
from benvenuto.ui.feedback.words import CRITICAL
from benvenuto.ui.scoring.agreed import agreed_html
from benvenuto.ui.scoring.evidence import traces
from benvenuto.ui.scoring.view import because
from benvenuto.ui.shell import address


def criteria(ctx: PageContext, published: Published, feedback: Feedback, sound: HearableCall) -> None:
    """Both parts, the good one first."""
    evaluation, notes = published.evaluation, ctx.app.consensus.notes(ctx.actor)
    rubrics = {
        part.rubric.path(criterion): part.rubric.title.in_language(ctx.say.code)
        for part in evaluation.scorecard.parts
        for criterion in part.rubric.criteria
    }
    remarked = [
        heard
        for heard in feedback.went_well
        if heard.answer.note or heard.answer.moments or beside(ctx, published, heard.path)
    ]
    plain = [heard for heard in feedback.went_well if heard not in remarked]
    if feedback.went_well:
        section(ctx._("What went well"))
        with st.container(key="fb_part_well"):
            for heard in remarked:
                _criterion(ctx, published, heard, rubrics[heard.path], sound, notes)
            _plain(ctx, published, plain, rubrics, sound, notes, others=bool(remarked))
    if feedback.to_improve:
        section(ctx._("What to improve"))
        with st.container(key="fb_part_improve"):
            practised = _practised(ctx, evaluation)
            about = Subject(agent_id=evaluation.agent_id, team_id=evaluation.team_id)
            coachable = evaluation.agent_id != NOBODY and can(ctx.actor, Permission.COACH, about)
            for heard in feedback.to_improve:
                _criterion(ctx, published, heard, rubrics[heard.path], sound, notes, practised[heard.path])
                if coachable:
                    _coach(ctx, evaluation, heard.path)
    if not feedback.to_improve and feedback.went_well:
        section(
            ctx._("What to improve"), ctx._("Nothing to improve in this call: every criterion is at its best level.")
        )


def _plain(
    ctx: PageContext,
    published: Published,
    plain: Sequence[CriterionFeedback],
    rubrics: Mapping[str, str],
    sound: HearableCall,
    notes: Sequence[ConsensusNote],
    *,
    others: bool,
) -> None:
    """What is at its best level with nothing more to say: folded when there are remarks to read first."""
    if not plain:
        return
    words = ctx.say.plural("{n} criterion at its best level", "{n} criteria at their best level", len(plain))
    with st.expander(words, expanded=not others, key="fb_plain"):
        for heard in plain:
            with st.container(key=f"fb_plain_{heard.path}"):
                st.html(_level(ctx, heard, rubrics[heard.path]) + agreed_html(ctx, heard.path, heard.criterion, notes))
                _evidence(ctx, heard.path, sound)
                _handbook(ctx, heard.criterion.handbook, sound.call.started_at)
                offer_correction(ctx, published, heard.path)


def left_out(ctx: PageContext, published: Published, feedback: Feedback) -> None:
    """What had no place in this call, folded, each with its reason."""
    if not feedback.not_applicable:
        return
    words = ctx.say.plural(
        "{n} criterion did not apply to this call",
        "{n} criteria did not apply to this call",
        len(feedback.not_applicable),
    )
    since = {path: beside(ctx, published, path) for path in feedback.not_applicable}
    with st.expander(words, expanded=any(since.values()), key="fb_left_out"):
        for path in feedback.not_applicable:
            with st.container(key=f"fb_left_{path}"):
                st.html(f'<dl class="bv-left-out">{_left_out(ctx, published, path)}</dl>{since[path]}')
                if published.evaluation.answers.get(path, Answer()).choice is NOT_APPLICABLE:
                    offer_correction(ctx, published, path)


def _left_out(ctx: PageContext, published: Published, path: str) -> str:
    evaluation = published.evaluation
    criterion, answer = evaluation.scorecard.criterion(path), evaluation.answers.get(path, Answer())
    if criterion is None:
        return ""
    why = because(ctx, evaluation, criterion)
    if not why and answer.choice is NOT_APPLICABLE and path not in published.dispute.decided:
        why = answer.note or ctx._("Marked as not applicable by {name}.", name=evaluation.evaluator_name)
    return f"<dt>{escape(criterion.title.in_language(ctx.say.code))}</dt><dd>{escape(why)}</dd>"


def _criterion(
    ctx: PageContext,
    published: Published,
    heard: CriterionFeedback,
    rubric: str,
    sound: HearableCall,
    notes: Sequence[ConsensusNote],
    exercises: int = 0,
) -> None:
    with st.container(key=f"fb_heard_{heard.path}"):
        agreed = agreed_html(ctx, heard.path, heard.criterion, notes)
        st.html(_level(ctx, heard, rubric) + agreed + beside(ctx, published, heard.path))
        _moments(ctx, heard.path, heard.answer.moments, playable=sound.playable)
        _evidence(ctx, heard.path, sound)
        if heard.next_better:
            st.html(
                f'<div class="bv-further"><b>{escape(ctx._("One step further"))}</b>'
                f"<p>{escape(heard.next_better.behaviour.in_language(ctx.say.code))}</p></div>"
            )
        _handbook(ctx, heard.criterion.handbook, sound.call.started_at)
        if exercises:
            words = ctx.say.plural("Practise it: {n} exercise", "Practise it: {n} exercises", exercises)
            query = {"criterion": heard.path}
            st.page_link(address("practice"), label=words, icon=":material/exercise:", query_params=query)
        offer_correction(ctx, published, heard.path)


def _coach(ctx: PageContext, evaluation: Evaluation, path: str) -> None:
    """The way to a coaching plan on this criterion, for who may begin one."""
    query = {"evaluation": str(evaluation.id), "criterion": path}
    with st.container(key=f"fb_coach_{path}"):
        st.page_link(address("coaching"), label=ctx._("Coach this"), icon=":material/handshake:", query_params=query)


def _practised(ctx: PageContext, evaluation: Evaluation) -> Counter[str]:
    """How many exercises there are on each criterion, for the agent whose call it was; for others none."""
    if evaluation.agent_id != ctx.actor.id:
        return Counter()
    return Counter(offered.exercise.criterion_path for offered in ctx.app.practice.exercises(ctx.actor, ctx.say.code))


def _level(ctx: PageContext, heard: CriterionFeedback, rubric: str) -> str:
    code, answer = ctx.say.code, heard.answer
    critical = heard.criterion.critical
    grave = ctx._(CRITICAL[critical.type]) if heard.critical and critical else ""
    reasons = "".join(
        f"<li>{escape(reason.text.in_language(code))}</li>"
        for reason in heard.criterion.reasons
        if reason.id in answer.reasons
    )
    return (
        f'<header class="bv-criterion"><div><small>{escape(rubric)}</small>'
        f"<h3>{escape(heard.criterion.title.in_language(code))}</h3></div>"
        f'<span class="bv-level">{escape(heard.level.label.in_language(code))}</span></header>'
        + (f'<p class="bv-grave">{escape(grave)}</p>' if grave else "")
        + f'<p class="bv-behaviour">{escape(heard.level.behaviour.in_language(code))}</p>'
        + (f'<ul class="bv-reasons">{reasons}</ul>' if reasons else "")
        + (f'<p class="bv-note">{escape(answer.note)}</p>' if answer.note else "")
    )


def _moments(ctx: PageContext, path: str, moments: Sequence[Moment], *, playable: bool) -> None:
    for moment in sorted(moments, key=lambda pinned: pinned.at_s):
        played_line(ctx, moment_key(path, moment), moment.at_s, moment.note, playable=playable)


def _evidence(ctx: PageContext, path: str, sound: HearableCall) -> None:
    """What was found in the call, as the evaluator saw it; what was not found was for the evaluator to hear."""
    for trace in traces(ctx, path, sound.findings.get(path, ())):
        with st.container(horizontal=True, vertical_alignment="center", key=f"fb_trace_{trace.id}"):
            for at_s in trace.at_s:
                play_button(ctx, trace_key(trace, at_s), at_s, playable=sound.playable)
            label = f"<span>{escape(trace.label)} ·</span> " if trace.first else ""
            st.html(f'<p class="bv-trace">{label}{escape(trace.text)}</p>')


def _handbook(ctx: PageContext, anchor: str, started_at: datetime) -> None:
    place = ctx.app.handbook.find(ctx.actor, anchor, ctx.say.code)
    if place is None:
        return
    chapter, part = place
    words = ctx._("Handbook: {title}", title=part.title if part else chapter.title)
    query = {"at": anchor, "on": str(started_at.astimezone(ctx.say.timezone).date())}
    st.page_link(address("handbook"), label=words, icon=":material/menu_book:", query_params=query)
