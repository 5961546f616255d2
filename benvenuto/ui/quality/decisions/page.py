"""The page on disputes and decisions: one sentence, then each criterion that agents named."""

from __future__ import annotations

from functools import partial

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import message
from benvenuto.formats.spreadsheet import Cell
from benvenuto.services.quality.decisions import CriterionDecisions, DisputeReport
from benvenuto.services.quality.trends import Choices
from benvenuto.statistics.enough import enough_to_say
from benvenuto.ui.context import PageContext
from benvenuto.ui.quality.captions import simulated
from benvenuto.ui.quality.choices import DEFAULTS, evaluations
from benvenuto.ui.quality.decisions import words
from benvenuto.ui.quality.downloads import DataTable
from benvenuto.ui.quality.places import CALLS
from benvenuto.ui.quality.quality_page import NothingYet, QualityPage, part
from benvenuto.ui.quality.tables import FigureColumn, figures
from benvenuto.ui.streamlit.url_state import UrlState

KEPT = UrlState("decisions", {name: DEFAULTS[name] for name in CALLS})


def _choose(ctx: PageContext, known: Choices) -> EvaluationFilter:
    return evaluations(ctx, KEPT, known)


def _find(ctx: PageContext, wanted: EvaluationFilter) -> DisputeReport | NothingYet:
    report = ctx.app.decisions.report(ctx.actor, wanted)
    if report.open or report.decided:
        return report
    return NothingYet(
        ctx._(
            "When an agent disputes an evaluation, this page shows how long the decision took and which criteria were "
            "changed. Try a longer period or all teams."
        ),
        ctx._("No disputes here"),
    )


def _draw(ctx: PageContext, _: EvaluationFilter, report: DisputeReport) -> None:
    columns = [
        FigureColumn(ctx._("Criterion")),
        FigureColumn(ctx._("Decided"), number=True),
        FigureColumn(ctx._("Changed"), number=True),
        FigureColumn(ctx._("Share changed, 95% interval"), number=True),
    ]
    listed = [
        (
            _title(ctx, each),
            ctx.say.number(each.share.n),
            ctx.say.number(each.share.changed),
            words.percent(ctx.say, each.share),
        )
        for each in report.criteria
    ]
    part(
        ctx,
        words.of_disputes(ctx.say, report),
        [
            ctx._(
                "A criterion that is often changed is badly written, or read in two ways: correct its text before you "
                "look for somebody to blame. This page is about criteria, not people, and shows no name."
            ),
            ctx._(
                "However the calls were selected. Disputes about a whole evaluation name no criterion. "
                "Changed means to another level, or struck."
            ),
            *simulated(ctx.say, report.simulated, report.open + report.decided),
        ],
        name="benvenuto-decisions",
        below=partial(figures, ctx._("Criteria"), columns, listed, wide=True) if listed else None,
        data=_table(ctx, report) if listed else None,
    )


def _table(ctx: PageContext, report: DisputeReport) -> DataTable:
    share = ctx._("Share changed, %")
    ends = [f"{share}: {end}" for end in (ctx._("95% interval, low"), ctx._("95% interval, high"))]
    return DataTable(
        [ctx._("Criterion"), ctx._("Decided"), ctx._("Changed"), share, *ends],
        [[_title(ctx, each), each.share.n, each.share.changed, *_percent(each)] for each in report.criteria],
    )


def _percent(each: CriterionDecisions) -> list[Cell]:
    share = each.share
    if not enough_to_say(share.n):
        return [None, None, None]
    return [100 * share.changed / share.n, 100 * share.low, 100 * share.high]


def _title(ctx: PageContext, each: CriterionDecisions) -> str:
    return each.criterion.title.in_language(ctx.say.code) if each.criterion else each.path


show = QualityPage(
    KEPT,
    message("Disputes and decisions"),
    message("How long agents wait for a decision, how often it changes the evaluation, and on which criteria."),
    _choose,
    _find,
    _draw,
).show
