"""An evaluation as the scorecard in the browser shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from benvenuto.domain.answer import NOT_APPLICABLE, Answer
from benvenuto.domain.calibration import ConsensusNote
from benvenuto.domain.evaluation import Evaluation, SelectionKind, still_lacking
from benvenuto.domain.evidence import Finding, Findings
from benvenuto.domain.faults import message
from benvenuto.domain.rubric import AppliesWhen, Criterion, CriticalType
from benvenuto.domain.scorecard import ScorecardPart
from benvenuto.domain.scoring import CallFacts, Score, applies, counting, unanswered
from benvenuto.domain.text import Text
from benvenuto.formats.handbook.chapters import handbook_address
from benvenuto.languages import clock_time
from benvenuto.ui.components.edits import name_of
from benvenuto.ui.components.labels import scorecard_labels
from benvenuto.ui.components.scorecard import (
    Acknowledged,
    AnswerView,
    Card,
    CriterionView,
    EvidenceView,
    GroupView,
    RuleView,
    ScorecardView,
    SummaryView,
    TraceView,
)
from benvenuto.ui.context import PageContext
from benvenuto.ui.endings import ending_words
from benvenuto.ui.scoring.agreed import agreed_views
from benvenuto.ui.scoring.evidence import missing, traces

CRITICAL_NAMES = {
    CriticalType.CUSTOMER: message("critical for the customer"),
    CriticalType.BUSINESS: message("critical for the business"),
    CriticalType.COMPLIANCE: message("critical for compliance"),
}


def scorecard_view(
    ctx: PageContext, evaluation: Evaluation, *, read_only: bool, acknowledged: Acknowledged, refusals: int = 0
) -> ScorecardView:
    """What the component draws into the card; once its publication was refused, with what it lacks.

    A score is shown once all that counts in it is answered: before that it would rise and fall with what is left out.
    """
    score = evaluation.score  # there is none of what serves training alone
    return {
        "person": str(ctx.actor.id),
        "of_call": str(evaluation.call_id),
        "evaluation": name_of(evaluation.draft_id),
        "answers": {path: _answer(answer) for path, answer in evaluation.answers.items()},
        "scores": _rubric_scores(ctx, evaluation, score) if score else {},
        "words": evaluation.summary,
        "summary": _summary(ctx, evaluation, score) if score else _no_score(ctx),
        "read_only": read_only,
        "preview": False,
        "light": evaluation.selection.kind is SelectionKind.SELF,
        "acknowledged": acknowledged,
        "changes": evaluation.history.number,
        "refusals": refusals,
        "lacking": _lacking(ctx, evaluation) if refusals else {},
    }


def _no_score(ctx: PageContext) -> SummaryView:
    return {"score": "", "verdict": ctx._("for training only: no score")}


def _rubric_scores(ctx: PageContext, evaluation: Evaluation, score: Score) -> dict[str, str]:
    return {rubric: ctx.say.number(points) for rubric, points in _settled_rubrics(evaluation, score)}


def _settled_rubrics(evaluation: Evaluation, score: Score) -> Iterator[tuple[str, float]]:
    left = unanswered(evaluation.scorecard, evaluation.answers, evaluation.facts)
    for part in evaluation.scorecard.parts:
        rubric = part.rubric
        if rubric.id in score.rubrics and left.isdisjoint(rubric.path(criterion) for criterion in rubric.criteria):
            yield rubric.id, score.rubrics[rubric.id]


def _lacking(ctx: PageContext, evaluation: Evaluation) -> dict[str, str]:
    faults = still_lacking(evaluation)
    return {fault.path: ctx.say.fault(fault)[0] for fault in faults}


@dataclass(frozen=True, slots=True)
class About:
    """What stands beside the criteria, whatever is marked: the call's day, its evidence, what was agreed on them."""

    called_at: datetime
    findings: Findings
    playable: bool
    notes: Sequence[ConsensusNote] = ()


def card(ctx: PageContext, evaluation: Evaluation, about: About) -> Card:
    """The card of an evaluation, which stays the same however it is marked; it quotes the policy of that day."""
    groups = [_group(ctx, evaluation, part, about) for part in evaluation.scorecard.parts]
    return Card.of({"groups": groups, "labels": scorecard_labels(ctx._)})


def _summary(ctx: PageContext, evaluation: Evaluation, score: Score) -> SummaryView:
    if score.final is None or not score.complete:
        return {"score": "", "verdict": ""}
    scorecard = evaluation.scorecard
    final = ctx.say.exact(scorecard.shown(score.final))
    band = scorecard.band(score.final).label.in_language(ctx.say.code)
    if score.care is not None and score.final < score.care:
        care = ctx.say.exact(scorecard.shown(score.care))
        return {"score": final, "verdict": ctx._("{band} · {care} before critical errors", band=band, care=care)}
    return {"score": final, "verdict": band}


def _group(ctx: PageContext, evaluation: Evaluation, part: ScorecardPart, about: About) -> GroupView:
    rubric = part.rubric
    criteria = [(rubric.path(criterion), criterion) for criterion in rubric.criteria]
    return {
        "id": rubric.id,
        "title": rubric.title.in_language(ctx.say.code),
        "criteria": [_criterion(ctx, evaluation, path, criterion, about) for path, criterion in criteria],
    }


def _criterion(
    ctx: PageContext, evaluation: Evaluation, path: str, criterion: Criterion, about: About
) -> CriterionView:
    code, rule = ctx.say.code, criterion.applies_when
    outside = _outside(ctx, rule, evaluation.facts)
    # who scores an own call is asked for no reason
    reasons = () if evaluation.selection.kind is SelectionKind.SELF else criterion.reasons
    day = about.called_at.astimezone(ctx.say.timezone).date()
    return {
        "path": path,
        "title": criterion.title.in_language(code),
        "description": criterion.description.in_language(code),
        "critical": ctx._(CRITICAL_NAMES[criterion.critical.type]) if criterion.critical else "",
        "levels": [
            {
                "id": level.id,
                "label": level.label.in_language(code),
                "behaviour": level.behaviour.in_language(code),
                "best": level.value == 1,
                "fails": criterion.fails(level),
            }
            for level in criterion.scale
        ],
        "not_applicable_allowed": criterion.not_applicable,
        "not_applicable_because": outside or (_hangs_on(ctx, evaluation, rule) if rule.criterion else ""),
        "depends_on": {"path": rule.criterion, "levels": list(rule.levels)} if rule.criterion and not outside else None,
        "reasons": [{"id": each.id, "label": each.text.in_language(code)} for each in reasons],
        "policy": _rules(ctx, path, evaluation.facts.contact_reason, about.called_at),
        "agreed": agreed_views(ctx, path, criterion, about.notes),
        "evidence": _evidence(ctx, path, about.findings.get(path, ()), playable=about.playable),
        "handbook": {
            "label": ctx._("Handbook"),
            "href": handbook_address(criterion.handbook, day),
        },
    }


def _evidence(ctx: PageContext, path: str, findings: Sequence[Finding], *, playable: bool) -> EvidenceView | None:
    views: list[TraceView] = [
        {
            "label": trace.label if trace.first else "",
            "text": trace.text,
            "at_s": list(trace.at_s) if playable else [],
            "times": "" if playable else ", ".join(clock_time(at_s) for at_s in trace.at_s),
        }
        for trace in traces(ctx, path, findings)
    ]
    lacking = missing(ctx, findings)
    return {"traces": views, "missing": lacking} if views or lacking else None


def _rules(ctx: PageContext, path: str, contact_reason: str, called_at: datetime) -> list[RuleView]:
    """What the policy said on the day of the call about what this criterion is judged by."""
    code = ctx.say.code
    return [
        {
            "title": quoted.fact.title.in_language(code),
            "value": quoted.term.value.in_language(code),
            "rule": " ".join(filter(None, (quoted.term.rule.in_language(code), _source(quoted.term.source, code)))),
        }
        for quoted in ctx.app.handbook.policy_for(ctx.actor, path, contact_reason, called_at)
    ]


def _source(source: Text, code: str) -> str:
    return f"({text})" if (text := source.in_language(code)) else ""


def because(ctx: PageContext, evaluation: Evaluation, criterion: Criterion) -> str:
    """Why a rule leaves the criterion out of this call, "" when it applies."""
    rule, facts = criterion.applies_when, evaluation.facts
    if outside := _outside(ctx, rule, facts):
        return outside
    counted = counting(evaluation.scorecard, evaluation.answers, facts)
    return "" if applies(rule, facts, counted) else _hangs_on(ctx, evaluation, rule)


def _outside(ctx: PageContext, rule: AppliesWhen, facts: CallFacts) -> str:
    """Why the call itself rules the criterion out, whatever is answered."""
    if not applies(AppliesWhen(reasons=rule.reasons), facts, {}):
        return ctx._("Not applicable: this call had a different contact reason.")
    if not applies(AppliesWhen(languages=rule.languages), facts, {}):
        return ctx._("Not applicable: the call was in another language.")
    if facts.ending in rule.not_endings:
        return ctx._("Not applicable, as the call ended early: {ending}.", ending=ending_words(ctx, facts.ending))
    return ""


def _hangs_on(ctx: PageContext, evaluation: Evaluation, rule: AppliesWhen) -> str:
    other = evaluation.scorecard.criterion(rule.criterion)
    title = other.title.in_language(ctx.say.code) if other else rule.criterion
    return ctx._("Depends on “{criterion}”.", criterion=title)


def _answer(answer: Answer) -> AnswerView:
    return {
        "level": answer.choice if isinstance(answer.choice, str) else None,
        "not_applicable": answer.choice is NOT_APPLICABLE,
        "reasons": list(answer.reasons),
        "note": answer.note,
        "moments": [{"id": moment.id, "at_s": moment.at_s, "note": moment.note} for moment in answer.moments],
    }
