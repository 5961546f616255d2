"""A rubric as it reads, Italian and English side by side."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from benvenuto.domain.calibration import ConsensusNote
from benvenuto.domain.faults import message
from benvenuto.domain.rubric import AppliesWhen, Criterion, CriticalType, Level, OnFail, Rubric
from benvenuto.domain.text import LANGUAGES, Text
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.context import PageContext
from benvenuto.ui.endings import ending_words
from benvenuto.ui.scoring.agreed import agreed_html

_CRITICAL = {
    CriticalType.CUSTOMER: message("critical for the customer"),
    CriticalType.BUSINESS: message("critical for the business"),
    CriticalType.COMPLIANCE: message("critical for compliance"),
}
_ON_FAIL = {
    OnFail.FLAG: message("the score is not affected"),
    OnFail.CAP: message("the score is at most {cap}"),
    OnFail.ZERO: message("the score is 0"),
}


def rubric_text(ctx: PageContext, rubric: Rubric) -> None:
    """Show the rubric with every criterion and level; nothing can be changed here."""
    summary = f'<div class="bv-pair">{_pair(rubric.summary, "p")}</div>'
    notes = ctx.app.consensus.notes(ctx.actor)
    criteria = "".join(_criterion(ctx, rubric.path(criterion), criterion, notes) for criterion in rubric.criteria)
    st.html(f'<article class="bv-rubric">{summary}{criteria}</article>')


def _criterion(ctx: PageContext, path: str, criterion: Criterion, notes: Sequence[ConsensusNote]) -> str:
    labels = "".join(_label(words, critical=critical) for words, critical in _labels(ctx, criterion))
    levels = "".join(_level(ctx, level) for level in criterion.scale)
    reasons = _list(ctx._("Reasons to choose from"), [reason.text for reason in criterion.reasons])
    evidence = _list(ctx._("Evidence searched for"), [sought.label for sought in criterion.evidence])
    return (
        f'<section class="bv-criterion"><div class="bv-pair">{_pair(criterion.title, "h3")}</div>'
        f'<div class="bv-labels">{labels}</div><div class="bv-pair">{_pair(criterion.description, "p")}</div>'
        f'<dl class="bv-levels">{levels}</dl>{agreed_html(ctx, path, criterion, notes)}{reasons}{evidence}</section>'
    )


def _list(name: str, texts: Sequence[Text]) -> str:
    entries = "".join(f"<li>{_pair(text, 'span')}</li>" for text in texts)
    return f'<p class="bv-name">{escape(name)}</p><ul class="bv-reasons">{entries}</ul>' if entries else ""


def _level(ctx: PageContext, level: Level) -> str:
    sides = "".join(
        f'<div lang="{code}"><strong>{escape(level.label.in_language(code))}</strong>'
        f"<p>{escape(level.behaviour.in_language(code))}</p></div>"
        for code in LANGUAGES
    )
    capped = "" if level.cap is None else ctx._(_ON_FAIL[OnFail.CAP], cap=ctx.say.number(level.cap))
    label = _label(capped, critical=True) if capped else ""
    return f'<div><dt>{escape(ctx.say.number(100 * level.value))} {label}</dt><dd class="bv-pair">{sides}</dd></div>'


def _pair(text: Text, tag: str) -> str:
    return "".join(f'<{tag} lang="{code}">{escape(text.in_language(code))}</{tag}>' for code in LANGUAGES)


def _labels(ctx: PageContext, criterion: Criterion) -> list[tuple[str, bool]]:
    labels = [(ctx._("weight {weight}", weight=ctx.say.number(criterion.weight, int(criterion.weight % 1 > 0))), False)]
    if criterion.critical:
        effect = ctx._(_ON_FAIL[criterion.critical.on_fail], cap=ctx.say.number(criterion.critical.cap))
        labels.append((f"{ctx._(_CRITICAL[criterion.critical.type])}: {effect}", True))
    if criterion.not_applicable:
        labels.append((ctx._("can be marked not applicable"), False))
    if condition := _condition(ctx, criterion.applies_when):
        labels.append((ctx._("only if {condition}", condition=condition), False))
    if endings := criterion.applies_when.not_endings:
        words = " / ".join(ending_words(ctx, ending) for ending in endings)
        labels.append((ctx._("not after: {endings}", endings=words), False))
    if criterion.handbook:
        labels.append((ctx._("handbook: {chapter}", chapter=criterion.handbook), False))
    return labels


def _condition(ctx: PageContext, applies: AppliesWhen) -> str:
    parts = []
    if applies.reasons:
        parts.append(" / ".join(contact_reason(ctx, reason) for reason in applies.reasons))
    if applies.languages:
        parts.append(" / ".join(applies.languages))
    if applies.criterion:
        parts.append(f"{applies.criterion} = {' / '.join(applies.levels)}")
    return " + ".join(parts)


def _label(words: str, *, critical: bool) -> str:
    return f'<span class="bv-label{" bv-critical" if critical else ""}">{escape(words)}</span>'
