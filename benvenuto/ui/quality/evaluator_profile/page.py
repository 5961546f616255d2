"""The page of one evaluator: severity, agreement with the others over all criteria and on each, feedback graded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import message
from benvenuto.domain.people import Role
from benvenuto.services.feedback.gradings import GradedFeedback
from benvenuto.services.quality.rater_agreement import EvaluatorAgreement
from benvenuto.services.quality.severities import EvaluatorComparison
from benvenuto.services.quality.trends import Choices
from benvenuto.ui.charts.forest import forest
from benvenuto.ui.charts.ink import ink
from benvenuto.ui.context import PageContext
from benvenuto.ui.quality.choices import DEFAULTS, WIDE, evaluations
from benvenuto.ui.quality.evaluator_profile import words
from benvenuto.ui.quality.evaluator_profile.gradings import graded, read_grading
from benvenuto.ui.quality.places import CALLS, chosen
from benvenuto.ui.quality.quality_page import NothingYet, QualityPage, part
from benvenuto.ui.quality.rater_agreement import drawing
from benvenuto.ui.quality.rater_agreement.page import explain
from benvenuto.ui.quality.rater_agreement.words import can_say
from benvenuto.ui.quality.tables import figures
from benvenuto.ui.streamlit.url_state import UrlState

KEPT = UrlState("evaluator", {name: DEFAULTS[name] for name in CALLS} | {"evaluator": ""})


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which calls and whose; nobody where there is nobody to look at."""

    wanted: EvaluationFilter
    evaluator_id: int | None
    name: str = ""


@dataclass(frozen=True, slots=True)
class EvaluatorFigures:
    """What is known of one evaluator."""

    comparison: EvaluatorComparison
    agreement: EvaluatorAgreement
    feedback: GradedFeedback


def _choose(ctx: PageContext, known: Choices) -> Chosen:
    wanted = evaluations(ctx, KEPT, known)
    evaluators = ctx.app.rater_agreement.evaluators(ctx.actor, wanted)
    if not evaluators:
        return Chosen(wanted, None)
    if set(evaluators) == {ctx.actor.id}:
        return Chosen(wanted, ctx.actor.id, ctx.actor.name)
    named = {str(evaluator): name for evaluator, name in evaluators.items()}
    evaluator_id = int(KEPT.one_of("evaluator", named, ctx._("Evaluator"), width=WIDE))
    return Chosen(wanted, evaluator_id, evaluators[evaluator_id])


def _find(ctx: PageContext, view: Chosen) -> EvaluatorFigures | NothingYet:
    if view.evaluator_id is None:
        return NothingYet(ctx._("Nobody has scored calls of your teams in this period. Try a longer one."))
    return EvaluatorFigures(
        ctx.app.severities.compared(ctx.actor, view.wanted),
        ctx.app.rater_agreement.of_evaluator(ctx.actor, view.wanted, view.evaluator_id),
        ctx.app.gradings.of_evaluator(ctx.actor, view.evaluator_id),
    )


def _draw(ctx: PageContext, view: Chosen, profile: EvaluatorFigures) -> None:
    read_grading(ctx)
    _marks(ctx, view, profile)
    if view.evaluator_id is not None:
        graded(ctx, view.evaluator_id, view.name, profile.feedback)


def _marks(ctx: PageContext, view: Chosen, profile: EvaluatorFigures) -> None:
    part(
        ctx,
        words.of_severity(ctx.say, profile.comparison, view.evaluator_id, view.name),
        [
            words.seen_by(ctx.say, view.name, own=view.evaluator_id == ctx.actor.id, manager=_manages(ctx)),
            ctx._(
                "Severity comes from randomly selected calls of the same agents; see “Evaluators”. Nobody is to blame "
                "for it."
            ),
        ],
        name="benvenuto-evaluator",
    )
    agreement = profile.agreement
    if agreement.percent is None:
        part(ctx, words.alone(ctx.say, view.name), name="benvenuto-evaluator-agreement", heading=_heading(ctx))
        return
    telling = [agreed for agreed in agreement.criteria if can_say(agreed.chance_corrected)]
    part(
        ctx,
        words.of_agreement(ctx.say, agreement, view.name),
        name="benvenuto-evaluator-agreement",
        heading=_heading(ctx),
        chart=forest(drawing.chart_rows(ctx, telling), drawing.axis(ctx, telling), ink()) if telling else None,
        key="evaluator_chart",
        by_row=True,
        below=partial(
            figures,
            ctx._("Criteria"),
            drawing.columns(ctx),
            drawing.table_rows(ctx, agreement.criteria, chosen(KEPT)),
            wide=True,
        ),
        data=drawing.table(ctx, agreement.criteria),
    )
    explain(ctx, "evaluator_explained")


def _heading(ctx: PageContext) -> str:
    return ctx._("In calls that others scored too")


def _manages(ctx: PageContext) -> bool:
    return Role.MANAGER in ctx.actor.roles


show = QualityPage(
    KEPT,
    message("Evaluator profile"),
    message("How strictly one evaluator scores, and how often the others hear the same in the same call."),
    _choose,
    _find,
    _draw,
    waiting=message("Comparing marks…"),
).show
