"""The page on criteria: one sentence, how each goes with the rest of its calls, and the ways onward."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import message
from benvenuto.services.quality.criteria import CriteriaFound
from benvenuto.services.quality.rater_agreement import CriterionAgreement
from benvenuto.services.quality.trends import Choices
from benvenuto.ui.charts.forest import forest
from benvenuto.ui.charts.ink import ink
from benvenuto.ui.context import PageContext
from benvenuto.ui.quality.captions import counted_in, simulated
from benvenuto.ui.quality.choices import DEFAULTS, choose_scorecard, evaluations
from benvenuto.ui.quality.criteria import drawing, words
from benvenuto.ui.quality.places import CALLS, chosen
from benvenuto.ui.quality.quality_page import NothingYet, QualityPage, part
from benvenuto.ui.quality.tables import figures
from benvenuto.ui.streamlit.url_state import UrlState

KEPT = UrlState("criteria", {name: DEFAULTS[name] for name in CALLS} | {"scorecard": ""})


@dataclass(frozen=True, slots=True)
class CriteriaFigures:
    """The health of the criteria, and by path how far evaluators agree on them."""

    health: CriteriaFound
    agreement: Mapping[str, CriterionAgreement]


def _choose(ctx: PageContext, known: Choices) -> tuple[EvaluationFilter, str]:
    return evaluations(ctx, KEPT, known), choose_scorecard(ctx, KEPT)


def _find(ctx: PageContext, view: tuple[EvaluationFilter, str]) -> CriteriaFigures | NothingYet:
    health = ctx.app.criteria.health(ctx.actor, *view)
    if health.criteria:
        compared = ctx.app.rater_agreement.compared(ctx.actor, *view)
        return CriteriaFigures(health, {agreed.path: agreed for agreed in compared.criteria})
    return NothingYet(ctx._("Criteria are judged on randomly selected calls. Try a longer period or all teams."))


def _draw(ctx: PageContext, _: object, criteria: CriteriaFigures) -> None:
    health = criteria.health
    listed = drawing.table_rows(ctx, health.criteria, chosen(KEPT), criteria.agreement)
    part(
        ctx,
        words.of_criteria(ctx.say, health),
        [
            ctx._(
                "A finding appears only when the figures leave no doubt; none may simply mean it is too early to "
                "tell. A criterion that never fails may be there for a good reason, such as the law. This page "
                "is about criteria, not people."
            ),
            *counted_in(ctx.say, health.taken, health.all),
            *simulated(ctx.say, health.simulated, health.all),
            ctx._(
                "Randomly selected calls. Point and bar: how strongly the answer correlates with the score of "
                "the rest of the call, with its 95% interval (1: perfectly, 0: not at all). Left of the dashed "
                "line a criterion does not separate good calls from poor ones; green where that is certain."
            ),
            ctx._(
                "Agreement between evaluators, with its 95% interval and in how many calls two gave the same level: "
                "calls that several scored, however they were selected."
            ),
        ],
        name="benvenuto-criteria",
        chart=forest(drawing.chart_rows(ctx, health.criteria), drawing.axis(ctx, health.criteria), ink()),
        key="criteria_chart",
        by_row=True,
        below=partial(figures, ctx._("Criteria"), drawing.columns(ctx), listed, wide=True),
        data=drawing.table(ctx, health.criteria),
    )


show = QualityPage(
    KEPT,
    message("Criteria"),
    message(
        "Which criteria tell you nothing: they never fail, never apply, or do not separate good calls from poor ones."
    ),
    _choose,
    _find,
    _draw,
    waiting=message("Counting answers…"),
).show
