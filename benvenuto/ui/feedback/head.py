"""The head of an evaluation: the score and how it came about, and the words that stand above everything else."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import streamlit as st

from benvenuto.domain.evaluation import Evaluation, Status
from benvenuto.domain.people import Role
from benvenuto.domain.scoring import CriticalError, Score
from benvenuto.languages import clock_time
from benvenuto.services.feedback.feedback import Published
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.context import Here
from benvenuto.ui.elements import facts, labels, title, told
from benvenuto.ui.feedback.hearing import Sound
from benvenuto.ui.feedback.words import CRITICAL, STATUS, chosen, consequence, points
from benvenuto.ui.shell import address


def head(now: Here, published: Published, heard: Sound) -> None:
    """Way back, title, score, how the call was chosen, and the summary."""
    evaluation, stored = published.evaluation, published.stored
    _way_back(now, published)
    own = stored.agent_id == now.actor.id
    about = [
        "" if own else stored.agent_name,
        contact_reason(now, stored.facts.contact_reason),
        clock_time(heard.call.duration_s) if heard.call.duration_s is not None else "",
    ]
    title(
        now._("Call of {day}", day=now.say.moment(stored.called_at, "EEEE d MMMM, HH:mm")),
        " · ".join(part for part in about if part),
    )
    labels(list(_labels(now, published)))
    if evaluation.score is not None:
        st.html(_score(now, evaluation, evaluation.score))
    if evaluation.summary.strip():
        st.html(
            f'<figure class="bv-summary"><blockquote>{escape(evaluation.summary.strip())}</blockquote>'
            f"<figcaption>{escape(evaluation.evaluator_name)}</figcaption></figure>"
        )
    facts(_facts(now, evaluation))
    if stored.status is Status.OVERTURNED:
        told(now._("This evaluation was overturned: it is kept to be read, and counts in no average."))


def _way_back(now: Here, published: Published) -> None:
    if published.stored.agent_id == now.actor.id and now.holds(Role.AGENT):
        page, words = "feedback", now._("My feedback")
    elif st.query_params.get("from") == "disputes" or published.stored.status is Status.DISPUTED:
        page, words = "disputes", now._("Disputes")
    else:
        page, words = "trend", now._("Trend")
    st.page_link(address(page), label=words, icon=":material/arrow_back:")


def _labels(now: Here, published: Published) -> Iterator[str]:
    stored = published.stored
    own = stored.agent_id == now.actor.id
    yield now._("new") if own and stored.status is Status.PUBLISHED else now._(STATUS[stored.status])
    if stored.simulated:
        yield now._("simulated: nobody made this call")


def _score(now: Here, evaluation: Evaluation, score: Score) -> str:
    if score.final is None:
        return f'<p class="bv-lead">{escape(now._("Nothing in this call could be scored."))}</p>'
    band = evaluation.scorecard.band(score.final).label.in_language(now.say.code)
    target = points(now, evaluation.scorecard.verdict.pass_from)
    met = now._("target of {points} met", points=target) if score.passed else _missed(now, evaluation, score, target)
    lines = [met]
    if score.care is not None and score.care > score.final:
        lines.append(now._("{points} before critical errors", points=points(now, score.care)))
    below = "".join(f"<span>{escape(line)}</span>" for line in lines)
    errors = "".join(f"<li>{_error(now, evaluation, error)}</li>" for error in score.critical_errors)
    listed = f'<ul class="bv-errors">{errors}</ul>' if errors else ""
    return (
        f'<div class="bv-score"><b>{escape(points(now, score.final))}</b>'
        f"<div><strong>{escape(band)}</strong>{below}</div></div>{listed}"
    )


def _missed(now: Here, evaluation: Evaluation, score: Score, target: str) -> str:
    verdict = evaluation.scorecard.verdict
    if score.final is not None and score.final >= verdict.pass_from:
        return now._("target not met: a critical error stands against it")
    return now._("target of {points} not met", points=target)


def _error(now: Here, evaluation: Evaluation, error: CriticalError) -> str:
    criterion = evaluation.scorecard.criterion(error.path)
    named = criterion.title.in_language(now.say.code) if criterion else error.path
    after = consequence(now, criterion.critical) if criterion and criterion.critical else ""
    kind = now._(CRITICAL[error.type])
    return f"<strong>{escape(kind)}</strong>: {escape(named)} <span>({escape(after)})</span>"


def _facts(now: Here, evaluation: Evaluation) -> list[tuple[str, str]]:
    published, read = evaluation.published_at, evaluation.acknowledged_at
    return [
        (now._("Scored by"), evaluation.evaluator_name),
        (now._("Published"), now.say.moment(published, "d MMMM y, HH:mm") if published else ""),
        (now._("Acknowledged"), now.say.moment(read, "d MMMM y, HH:mm") if read else ""),
        (now._("Scorecard"), evaluation.scorecard.title.in_language(now.say.code)),
        (now._("How the call was chosen"), chosen(now, evaluation.selection)),
    ]
