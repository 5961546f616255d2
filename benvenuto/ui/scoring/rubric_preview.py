"""A rubric as evaluators will see it: drawn by their own scorecard, which takes no mark here."""

from __future__ import annotations

from dataclasses import replace

from benvenuto.domain.evaluation import Evaluation, Selection, SelectionKind, Status
from benvenuto.domain.rubric import AppliesWhen, Rubric
from benvenuto.domain.scorecard import Scorecard, ScorecardPart, Verdict
from benvenuto.domain.scoring import CallFacts
from benvenuto.ui.components.scorecard import scorecard
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import section
from benvenuto.ui.scoring.rubric_text import rubric_text
from benvenuto.ui.scoring.view import About, card

_KEY = "rubric_preview"


def rubric_preview(ctx: PageContext, rubric: Rubric) -> None:
    """The scorecard with this rubric alone, and its texts in both languages."""
    section(ctx._("Preview"), ctx._("The scorecard in your language, then all texts with both languages side by side."))
    scorecard(
        key=_KEY,
        call=_KEY,
        card=card(
            ctx,
            _blank(ctx, rubric),
            About(ctx.app.clock(), {}, playable=False, notes=ctx.app.consensus.notes(ctx.actor)),
        ),
        view={
            "person": str(ctx.actor.id),
            "of_call": _KEY,
            "evaluation": _KEY,
            "answers": {},
            "scores": {},
            "words": "",
            "summary": None,
            "read_only": True,
            "preview": True,
            "light": False,
            "acknowledged": {},
            "changes": 0,
            "refusals": 0,
            "lacking": {},
        },
    )
    rubric_text(ctx, rubric)


def _blank(ctx: PageContext, rubric: Rubric) -> Evaluation:
    """An evaluation of no call, to which every criterion applies: the texts below say when it does."""
    always = tuple(replace(criterion, applies_when=AppliesWhen()) for criterion in rubric.criteria)
    parts = (ScorecardPart(replace(rubric, criteria=always), 1.0),)
    return Evaluation(
        id=0,
        call_id=0,
        agent_id=0,
        team_id=0,
        evaluator_id=ctx.actor.id,
        evaluator_name=ctx.actor.name,
        status=Status.DRAFT,
        selection=Selection(SelectionKind.TARGETED),
        scorecard=Scorecard(_KEY, 1, rubric.title, rubric.summary, (), parts, (), Verdict(0.0, ())),
        facts=CallFacts("", ctx.say.code),
        revision=1,
        answers={},
    )
