"""The head of an evaluation: the score and how it came about, and the words that stand above everything else."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import streamlit as st

from benvenuto.domain.evaluation import Evaluation, Status
from benvenuto.domain.people import Role
from benvenuto.domain.revision import RevisionKind
from benvenuto.domain.scoring import CriticalError, Score, chosen_level, counting
from benvenuto.languages import clock_time
from benvenuto.services.feedback.feedback import Published
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import facts, labels, quiet_notice, title
from benvenuto.ui.endings import ending_words
from benvenuto.ui.feedback.correcting import ENDING, SUMMARY, offer_correction
from benvenuto.ui.feedback.hearing import HearableCall
from benvenuto.ui.feedback.own.links import own_beside_link
from benvenuto.ui.feedback.words import CRITICAL, STATUS, chosen, consequence, due_words, points
from benvenuto.ui.scoring.side_by_side_link import side_by_side_link
from benvenuto.ui.shell import address


def head(ctx: PageContext, published: Published, heard: HearableCall) -> None:
    """Way back, title, score, how the call was chosen, and the summary."""
    evaluation, stored = published.evaluation, published.stored
    _way_back(ctx, published)
    own = stored.agent_id == ctx.actor.id
    about = [
        "" if own else stored.agent_name,
        contact_reason(ctx, stored.facts.contact_reason),
        clock_time(heard.call.duration_s) if heard.call.duration_s is not None else "",
    ]
    day = ctx._("Call of {day}", day=ctx.say.timestamp(stored.called_at, "EEEE d MMMM, HH:mm"))
    title(
        day,
        " · ".join(part for part in about if part),
        window=" · ".join(part for part in (day, "" if own else stored.agent_name) if part),
    )
    labels(list(_labels(ctx, published)))
    if evaluation.score is not None:
        st.html(_score(ctx, evaluation, evaluation.score))
    elif evaluation.for_training:
        quiet_notice(ctx._("For training only, by the works agreement: there is no score, and no average counts it."))
    if evaluation.summary.strip():
        st.html(
            f'<figure class="bv-summary"><blockquote>{escape(evaluation.summary.strip())}</blockquote>'
            f"<figcaption>{escape(evaluation.evaluator_name)}</figcaption></figure>"
        )
    if not published.unheard:
        offer_correction(ctx, published, SUMMARY)
    facts(_facts(ctx, published))
    if not published.unheard:
        offer_correction(ctx, published, ENDING)
    if not own:
        side_by_side_link(ctx, stored.call_id)
    own_beside_link(ctx, stored)
    if own and ctx.holds(Role.AGENT):
        st.page_link(address("who-listened"), label=ctx._("Who listened to me"), icon=":material/visibility:")
    if stored.status is Status.OVERTURNED:
        quiet_notice(ctx._("This evaluation was overturned: it can still be read, but counts in no average."))


def _way_back(ctx: PageContext, published: Published) -> None:
    if st.query_params.get("from") == "for-you":
        page, words = "for-you", ctx._("For you")
    elif published.stored.agent_id == ctx.actor.id and ctx.holds(Role.AGENT):
        page, words = "feedback", ctx._("My feedback")
    elif st.query_params.get("from") == "scored":
        page, words = "scored", ctx._("Scored calls")
    elif st.query_params.get("from") == "disputes" or published.stored.status is Status.DISPUTED:
        page, words = "disputes", ctx._("Disputes")
    else:
        page, words = "trend", ctx._("Trend")
    st.page_link(address(page), label=words, icon=":material/arrow_back:")


def _labels(ctx: PageContext, published: Published) -> Iterator[str]:
    stored = published.stored
    own = stored.agent_id == ctx.actor.id
    yield ctx._("new") if own and stored.status is Status.PUBLISHED else ctx._(STATUS[stored.status])
    if (waiting := ctx.app.deadlines.waiting_for(stored, published.comments)) is not None:
        yield due_words(ctx, waiting)
    if any(revised.revision.kind is RevisionKind.CORRECTION for revised in published.revisions):
        yield ctx._("corrected")
    if stored.simulated:
        yield ctx._("simulated: this call never took place")


def _score(ctx: PageContext, evaluation: Evaluation, score: Score) -> str:
    if score.final is None:
        return f'<p class="bv-lead">{escape(ctx._("Nothing in this call could be scored."))}</p>'
    band = evaluation.scorecard.band(score.final).label.in_language(ctx.say.code)
    target = points(ctx, evaluation.scorecard, evaluation.scorecard.verdict.pass_from)
    final = points(ctx, evaluation.scorecard, score.final)
    met = ctx._("target of {points} met", points=target) if score.passed else _missed(ctx, evaluation, score, target)
    lines = [met]
    if score.care is not None and score.care > score.final:
        lines.append(ctx._("{points} before critical errors", points=points(ctx, evaluation.scorecard, score.care)))
    below = "".join(f"<span>{escape(line)}</span>" for line in lines)
    errors = "".join(f"<li>{_error(ctx, evaluation, error)}</li>" for error in score.critical_errors)
    listed = f'<ul class="bv-errors">{errors}</ul>' if errors else ""
    return (
        f'<div class="bv-score"><b>{escape(final)}</b><div><strong>{escape(band)}</strong>{below}</div></div>{listed}'
    )


def _missed(ctx: PageContext, evaluation: Evaluation, score: Score, target: str) -> str:
    verdict = evaluation.scorecard.verdict
    if score.final is not None and score.final >= verdict.pass_from:
        return ctx._("target not met because of a critical error")
    return ctx._("target of {points} not met", points=target)


def _error(ctx: PageContext, evaluation: Evaluation, error: CriticalError) -> str:
    criterion = evaluation.scorecard.criterion(error.path)
    named = criterion.title.in_language(ctx.say.code) if criterion else error.path
    answers = counting(evaluation.scorecard, evaluation.answers, evaluation.facts)
    level = criterion and chosen_level(error.path, criterion, answers, evaluation.facts)
    after = consequence(ctx, criterion.critical.at(level)) if criterion and criterion.critical and level else ""
    kind = ctx._(CRITICAL[error.type])
    return f"<strong>{escape(kind)}</strong>: {escape(named)} <span>({escape(after)})</span>"


def _facts(ctx: PageContext, published: Published) -> list[tuple[str, str]]:
    evaluation, first_read = published.evaluation, published.stored.first_read_at
    changed = published.revisions[-1].revision.at if published.revisions else None
    since, read = evaluation.published_at, evaluation.acknowledged_at
    # the agent is told that it is noted
    own = published.stored.agent_id == ctx.actor.id
    opened = ctx._("First opened by you (supervisors and managers see this)") if own else ctx._("First read")
    return [
        (ctx._("Scored by"), evaluation.evaluator_name),
        (ctx._("Published"), ctx.say.timestamp(since, "d MMMM y, HH:mm") if since else ""),
        (ctx._("Last changed"), ctx.say.timestamp(changed, "d MMMM y, HH:mm") if changed else ""),
        (opened, ctx.say.timestamp(first_read, "d MMMM y, HH:mm") if first_read else ""),
        (ctx._("Acknowledged"), ctx.say.timestamp(read, "d MMMM y, HH:mm") if read else ""),
        (ctx._("Scorecard"), evaluation.scorecard.title.in_language(ctx.say.code)),
        (ctx._("How the call was chosen"), chosen(ctx, evaluation.selection)),
        (ctx._("Ended early"), ending_words(ctx, ending) if (ending := evaluation.facts.ending) else ""),
    ]
