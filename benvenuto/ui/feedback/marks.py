"""Marks in words: the level chosen on a criterion, and what was said for it."""

from __future__ import annotations

from html import escape

from benvenuto.domain.answer import NOT_APPLICABLE, Answer, NotApplicable
from benvenuto.domain.evaluation import Evaluation
from benvenuto.domain.rubric import Criterion
from benvenuto.languages import clock_time
from benvenuto.ui.context import PageContext


def title_of(ctx: PageContext, evaluation: Evaluation, path: str) -> str:
    """A criterion's title in the reader's language."""
    criterion = evaluation.scorecard.criterion(path)
    return criterion.title.in_language(ctx.say.code) if criterion else path


def mark_words(ctx: PageContext, criterion: Criterion | None, choice: str | NotApplicable | None) -> str:
    """The level's label, “not applicable”, or that there is none."""
    if choice is NOT_APPLICABLE:
        return ctx._("not applicable")
    level = criterion.level(choice) if criterion and isinstance(choice, str) else None
    return level.label.in_language(ctx.say.code) if level else ctx._("no mark")


def answer_html(ctx: PageContext, criterion: Criterion | None, answer: Answer) -> str:
    """An answer as it reads: its mark, then reasons, note and moments."""
    code = ctx.say.code
    reasons = [
        reason.text.in_language(code)
        for reason in (criterion.reasons if criterion else ())
        if reason.id in answer.reasons
    ]
    moments = [
        f"{clock_time(moment.at_s)} {moment.note}".strip() for moment in sorted(answer.moments, key=lambda m: m.at_s)
    ]
    below = [line for line in ("; ".join(reasons), answer.note.strip(), "; ".join(moments)) if line]
    lines = "".join(f"<span>{escape(line)}</span>" for line in below)
    return f"<b>{escape(mark_words(ctx, criterion, answer.choice))}</b>{lines}"
