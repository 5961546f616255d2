"""Levels that evaluators of the same call confused: both texts side by side, and the calls to hear it in."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from benvenuto.domain.rubric import Level
from benvenuto.services.quality.rater_agreement import CriterionAgreement
from benvenuto.services.quality.shared_marks import Confusion, ReadTwice
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import section, shown, style
from benvenuto.ui.quality.by_rubric import criterion_title
from benvenuto.ui.quality.rater_agreement import words
from benvenuto.ui.quality.trend.words import capital

MOST = 8
"""Confusions on the page: what comes after has happened once or twice."""


def read_differently(ctx: PageContext, criteria: Sequence[CriterionAgreement]) -> None:
    """The part of the page on which words are read differently, the most frequent first."""
    confusions = [(agreed, confusion) for agreed in criteria for confusion in agreed.confusions]
    confusions.sort(key=lambda pair: (-pair[1].times, pair[0].pairs))
    section(
        ctx._("Words that are read differently"),
        ctx._(
            "What two evaluators heard in the same call. It is the words that need work here, not a person. A link "
            "opens the evaluation in which that level was given, with the call if you may hear it."
        ),
    )
    if not confusions:
        shown(ctx._("Wherever two evaluators scored the same call, they gave the same level."), "bv-lead")
        return
    style("quality")
    cards = "".join(_card(ctx, agreed, confusion) for agreed, confusion in confusions[:MOST])
    st.html(f'<div class="bv-confusions">{cards}</div>')
    if len(confusions) > MOST:
        shown(
            ctx.say.plural(
                "{n} more pair of levels was confused less often.",
                "{n} more pairs of levels were confused less often.",
                len(confusions) - MOST,
            ),
            "bv-lead",
        )


def _card(ctx: PageContext, agreed: CriterionAgreement, confusion: Confusion) -> str:
    title = escape(criterion_title(ctx.say, agreed))
    frequency = escape(capital(words.confused(ctx.say, confusion, agreed)))
    texts = "".join(_level(ctx, level) for level in confusion.levels)
    calls = "".join(f"<li>{_call(ctx, confusion, read)}</li>" for read in confusion.calls)
    return (
        f'<article class="bv-confusion"><h3>{title}</h3><p>{frequency}</p>'
        f'<div class="bv-levels">{texts}</div><ul>{calls}</ul></article>'
    )


def _level(ctx: PageContext, level: Level | None) -> str:
    behaviour = (
        level.behaviour.in_language(ctx.say.code) if level else ctx._("The criterion has no place in this call.")
    )
    return f"<div><strong>{escape(_label(ctx, level))}</strong><p>{escape(behaviour)}</p></div>"


def _call(ctx: PageContext, confusion: Confusion, read: ReadTwice) -> str:
    at = escape(ctx.say.timestamp(read.called_at, "d MMM y, HH:mm"))
    links = [
        f'<a href="/evaluation?id={evaluation}" target="_self">{escape(ctx.say.quoted(_label(ctx, level)))}</a>'
        for level, evaluation in zip(confusion.levels, read.evaluations, strict=True)
    ]
    return f"{at}: {' '.join(links)}"


def _label(ctx: PageContext, level: Level | None) -> str:
    return level.label.in_language(ctx.say.code) if level else ctx._("Not applicable")
