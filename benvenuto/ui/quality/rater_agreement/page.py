"""The page on the agreement between evaluators: one sentence, each criterion, and the words read differently."""

from __future__ import annotations

import streamlit as st

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import message
from benvenuto.services.quality.rater_agreement import AgreementFound
from benvenuto.services.quality.trends import Choices
from benvenuto.ui.charts.forest import forest
from benvenuto.ui.charts.ink import ink
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import section
from benvenuto.ui.quality.captions import read_as, simulated
from benvenuto.ui.quality.choices import DEFAULTS, choose_scorecard, evaluations
from benvenuto.ui.quality.downloads import downloads
from benvenuto.ui.quality.places import CALLS, chosen
from benvenuto.ui.quality.quality_page import NothingYet, QualityPage, part
from benvenuto.ui.quality.rater_agreement import drawing, words
from benvenuto.ui.quality.rater_agreement.confusions import read_differently
from benvenuto.ui.quality.tables import figures
from benvenuto.ui.streamlit.url_state import UrlState

NAME = "benvenuto-agreement"
KEPT = UrlState("agreement", {name: DEFAULTS[name] for name in CALLS} | {"scorecard": ""})


def _choose(ctx: PageContext, known: Choices) -> tuple[EvaluationFilter, str]:
    return evaluations(ctx, KEPT, known), choose_scorecard(ctx, KEPT)


def _find(ctx: PageContext, view: tuple[EvaluationFilter, str]) -> AgreementFound | NothingYet:
    result = ctx.app.rater_agreement.compared(ctx.actor, *view)
    if any(agreed.calls for agreed in result.criteria):
        return result
    return nothing_shared(ctx, result.counted.calls)


def nothing_shared(ctx: PageContext, calls: int) -> NothingYet:
    """Why there is nothing to see before a second evaluator has scored a call, and how that comes about."""
    so_far = ctx.say.plural(
        "So far {n} call was scored here, by one evaluator alone.",
        "So far {n} calls were scored here, each by one evaluator alone.",
        calls,
    )
    how = ctx._(
        "Two evaluators who score the same call, neither of whom knows the other's marks, show which criteria are read "
        "alike and which are not. Let a colleague score a call that you have scored; ten calls are the least that says "
        "anything."
    )
    return NothingYet(f"{so_far} {how}" if calls else how, ctx._("No call was scored by two evaluators here"))


def explain(ctx: PageContext, key: str) -> None:
    """Why the figure is corrected for chance, for who asks."""
    with st.popover(ctx._("How agreement is measured"), type="tertiary", icon=":material/help:", key=key):
        read_as(words.explanation(ctx.say))


def _draw(ctx: PageContext, _: object, result: AgreementFound) -> None:
    criteria = [agreed for agreed in result.criteria if agreed.calls]
    telling = [agreed for agreed in criteria if words.can_say(agreed.chance_corrected)]
    explain(ctx, "agreement_explained")
    part(
        ctx,
        words.of_agreement(ctx.say, result),
        [
            ctx._(
                "A low figure says that the words of a criterion are read in two ways. It says nothing of who is right."
            ),
            *simulated(ctx.say, result.counted.simulated, result.counted.shared),
        ],
        name=NAME,
        chart=forest(drawing.chart_rows(ctx, telling), drawing.axis(ctx, telling), ink()) if telling else None,
        key="agreement_chart",
        by_row=True,
        legend=ctx._(
            "Calls scored by several evaluators, however they were selected. Point and bar: how far they agree, "
            "corrected for chance, with its 95% interval (1: fully, 0: as chance would bring). Green: more than chance "
            "would bring, for certain."
        )
        if telling
        else "",
    )
    read_differently(ctx, criteria)
    section(ctx._("All criteria"))
    figures(ctx._("All criteria"), drawing.columns(ctx), drawing.table_rows(ctx, criteria, chosen(KEPT)), wide=True)
    downloads(ctx, drawing.full_table(ctx, criteria), NAME)


show = QualityPage(
    KEPT,
    message("Agreement between evaluators"),
    message("Which criteria evaluators of the same call read alike, and which words they read differently."),
    _choose,
    _find,
    _draw,
    waiting=message("Comparing marks…"),
).show
