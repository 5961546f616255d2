"""What became of a mark after it was published: disputed, decided, corrected; before and after, by whom and why."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import streamlit as st

from benvenuto.domain.dispute import DecidedCriterion, Decision, DisputedCriterion
from benvenuto.domain.revision import AnswerChange, Revised, RevisionKind
from benvenuto.languages import clock_time
from benvenuto.services.calls.nameless import UNSAID
from benvenuto.services.feedback.feedback import Published
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import section
from benvenuto.ui.endings import ending_words
from benvenuto.ui.feedback.marks import answer_html, mark_words, title_of
from benvenuto.ui.feedback.words import points

_SINCE = "d MMMM y, HH:mm"


def beside(ctx: PageContext, published: Published, path: str) -> str:
    """What stands beside a criterion: the agent's objection, the decision, and every correction of it."""
    parts = [
        *(_disputed(ctx, published, each) for each in published.dispute.criteria if each.path == path),
        *(_decided(ctx, published, each) for each in published.dispute.decided.values() if each.path == path),
        *(
            _corrected(ctx, published, revised, change)
            for revised in published.revisions
            if revised.revision.kind is RevisionKind.CORRECTION
            for change in revised.changes
            if change.path == path
        ),
    ]
    return f'<div class="bv-since">{"".join(parts)}</div>' if parts else ""


def corrections(ctx: PageContext, published: Published) -> None:
    """Every revision since the publication, the latest first; nothing where there is none."""
    if not published.revisions:
        return
    section(
        ctx._("What was changed since publication"),
        ctx._("Nothing was overwritten: what was published first is what stands under “before”."),
    )
    articles = "".join(_revision(ctx, published, revised) for revised in reversed(published.revisions))
    st.html(f'<div class="bv-revisions">{articles}</div>')


def _revision(ctx: PageContext, published: Published, revised: Revised) -> str:
    revision, scorecard = revised.revision, published.evaluation.scorecard
    decided = revision.kind is RevisionKind.DECISION
    what = ctx._("changed it by a decision") if decided else ctx._("corrected it")
    before, after = (points(ctx, scorecard, final) for final in revised.final)
    moved = ctx._("Score: {before}, now {after}", before=before, after=after) if before != after else ""
    reason = f'<p class="bv-said">{escape(revision.reason)}</p>' if revision.reason else ""
    rows = "".join(_row(ctx, *row) for row in _rows(ctx, published, revised))
    return (
        f"<article><header><b>{escape(revision.author_name)}</b> {escape(what)}"
        f"<time>{escape(ctx.say.timestamp(revision.at, _SINCE))}</time></header>{reason}"
        f"<dl>{rows}</dl>" + (f'<p class="bv-moved">{escape(moved)}</p>' if moved else "") + "</article>"
    )


def _rows(ctx: PageContext, published: Published, revised: Revised) -> Iterator[tuple[str, str, str]]:
    evaluation = published.evaluation
    for change in revised.changes:
        criterion = evaluation.scorecard.criterion(change.path)
        yield (
            title_of(ctx, evaluation, change.path),
            answer_html(ctx, criterion, change.before),
            answer_html(ctx, criterion, change.after),
        )
    if revised.ending[0] != revised.ending[1]:
        was, now = (f"<b>{escape(ending_words(ctx, ending))}</b>" for ending in revised.ending)
        yield ctx._("Did the call end early?"), was, now
    before, after = revised.summary
    if before != after:
        yield ctx._("Words for the agent"), f"<span>{escape(before)}</span>", f"<span>{escape(after)}</span>"


def _row(ctx: PageContext, what: str, before: str, after: str) -> str:
    return (
        f"<dt>{escape(what)}</dt>"
        f"<dd><small>{escape(ctx._('before'))}</small>{before}</dd><dd><small>{escape(ctx._('after'))}</small>{after}</dd>"
    )


def _disputed(ctx: PageContext, published: Published, criterion: DisputedCriterion) -> str:
    at = f" ({clock_time(criterion.at_s)})" if criterion.at_s is not None else ""
    lead = ctx._("{name} disputes this", name=published.stored.agent_name or UNSAID)
    return f"<p><b>{escape(lead)}{escape(at)}:</b> {escape(criterion.reason)}</p>"


def _decided(ctx: PageContext, published: Published, decided: DecidedCriterion) -> str:
    day = ctx.say.timestamp(decided.at, _SINCE)
    lead = f"{ctx._('Decided by {name}', name=decided.author_name)} · {day}: {ruling_words(ctx, published, decided)}"
    blind = _heard_blind(ctx, published, decided)
    return f'<p class="bv-decided"><b>{escape(lead)}</b> {escape(decided.ruling.reason)}{escape(blind)}</p>'


def _heard_blind(ctx: PageContext, published: Published, decided: DecidedCriterion) -> str:
    """What they had heard before they saw the mark, where they could tell."""
    criterion = published.evaluation.scorecard.criterion(decided.path)
    for mark in published.dispute.blind:
        if (mark.path, mark.listener_id) == (decided.path, decided.author_id) and mark.choice is not None:
            words = ctx._("Heard before seeing the mark: “{level}”.", level=mark_words(ctx, criterion, mark.choice))
            return f" {words}"
    return ""


def ruling_words(ctx: PageContext, published: Published, decided: DecidedCriterion) -> str:
    """What was decided about a criterion."""
    criterion = published.evaluation.scorecard.criterion(decided.path)
    match decided.ruling.decision:
        case Decision.UPHELD:
            return ctx._("the mark stands.")
        case Decision.STRUCK:
            return ctx._("struck: it counts as not applicable.")
        case Decision.CHANGED:
            return ctx._("changed to “{level}”.", level=mark_words(ctx, criterion, decided.ruling.level))


def _corrected(ctx: PageContext, published: Published, revised: Revised, change: AnswerChange) -> str:
    revision, criterion = revised.revision, published.evaluation.scorecard.criterion(change.path)
    lead = ctx._(
        "Corrected by {name}, {day}; before: {mark}.",
        name=revision.author_name,
        day=ctx.say.timestamp(revision.at, _SINCE),
        mark=mark_words(ctx, criterion, change.before.choice),
    )
    return f"<p><b>{escape(lead)}</b> {escape(revision.reason)}</p>"
