"""What the comparison of evaluators says in one sentence, made from its numbers: never more than they bear."""

from __future__ import annotations

from collections.abc import Sequence

from benvenuto.domain.faults import message
from benvenuto.languages import Language
from benvenuto.services.quality.severities import EvaluatorComparison, SeverityVerdict
from benvenuto.statistics.enough import Difference, enough_to_say
from benvenuto.statistics.severity import AdjustedScore, EvaluatorSeverity
from benvenuto.ui.quality.trend.words import capital, names
from benvenuto.ui.scale import SCORE

VERDICTS = {
    SeverityVerdict.STRICT: message("stricter than chance would explain"),
    SeverityVerdict.LENIENT: message("more lenient than chance would explain"),
    SeverityVerdict.UNCLEAR: message("no clear difference"),
    SeverityVerdict.ALONE: message("shares no agents with anyone: cannot be compared"),
    SeverityVerdict.TOO_FEW: message("too few calls to say"),
}
_CLAUSES = {
    SeverityVerdict.STRICT: message("stricter than chance would explain: {names}"),
    SeverityVerdict.LENIENT: message("more lenient than chance would explain: {names}"),
    SeverityVerdict.UNCLEAR: message("no clear difference: {names}"),
    SeverityVerdict.ALONE: message("sharing no agents with anyone, so not comparable: {names}"),
    SeverityVerdict.TOO_FEW: message("too few calls to say: {names}"),
}


def of_evaluators(say: Language, comparison: EvaluatorComparison) -> str:
    """Who is strict, who lenient, who cannot be told, or why nobody can be compared."""
    if comparison.severity is None:
        return _nothing(say, comparison)
    verdicts, groups = set(comparison.verdicts.values()), evaluators(say, len(comparison.evaluators))
    if verdicts == {SeverityVerdict.ALONE}:
        return say.text(
            "{evaluators}, but no agent was heard by two of them: a strict evaluator cannot be told from a "
            "weak agent, so nobody can be compared.",
            evaluators=capital(groups),
        )
    if verdicts == {SeverityVerdict.UNCLEAR}:
        return say.text(
            "Among {evaluators}, nobody clearly differs from the rest: the differences may be due to chance.",
            evaluators=groups,
        )
    clauses = []
    for verdict, clause in _CLAUSES.items():
        those = [
            estimate
            for estimate in comparison.severity.evaluators
            if comparison.verdicts[estimate.evaluator] is verdict
        ]
        if those:
            those.sort(key=lambda estimate: (-abs(estimate.severity), comparison.names[estimate.evaluator]))
            clauses.append(
                say.text(clause, names=names(say, [_named(say, comparison, estimate) for estimate in those]))
            )
    return say.text("Among {evaluators}, {clauses}.", evaluators=groups, clauses="; ".join(clauses))


def of_agents(say: Language, comparison: EvaluatorComparison, agents: Sequence[AdjustedScore]) -> str:
    """How far the adjusted scores lie from the raw ones, and for whom there are too few calls."""
    enough = [score for score in agents if enough_to_say(score.n)]
    few = sorted(comparison.names[score.agent] for score in agents if not enough_to_say(score.n))
    clauses = []
    if enough:
        most = max(enough, key=lambda score: abs(score.adjusted - score.raw))
        clauses.append(
            say.text(
                "with an average evaluator and an average mix of contact reasons for everybody, {name}'s score "
                "would change most, from {raw} to {adjusted}",
                name=comparison.names[most.agent],
                raw=SCORE.number(say, most.raw),
                adjusted=SCORE.number(say, most.adjusted),
            )
        )
    if few:
        clauses.append(say.text("too few calls to say for {names}", names=names(say, few)))
    return capital("; ".join(clauses)) + "."


def in_sessions(say: Language, number: int) -> list[str]:
    """That marks of calibration sessions are compared too, and are no part of any agent's score."""
    if not number:
        return []
    counted = say.plural("{n} evaluation of calibration sessions", "{n} evaluations of calibration sessions", number)
    return [say.text("Also compared, call by call: {counted}. No agent's score contains them.", counted=counted)]


def evaluators(say: Language, number: int) -> str:
    """So many of them."""
    return say.plural("{n} evaluator", "{n} evaluators", number)


def conclusion(say: Language, verdict: SeverityVerdict, estimate: EvaluatorSeverity) -> str:
    """What may be said of one evaluator, and why no more where the interval leaves 0 out."""
    if verdict is SeverityVerdict.UNCLEAR and (estimate.low > 0 or estimate.high < 0):
        return say.text("no clear difference, allowing for the number of evaluators")
    return say.text(VERDICTS[verdict])


def severity(say: Language, estimate: EvaluatorSeverity) -> str:
    """A severity in points, with its interval."""
    return SCORE.difference(say, Difference(estimate.severity, estimate.low, estimate.high))


def _named(say: Language, comparison: EvaluatorComparison, estimate: EvaluatorSeverity) -> str:
    name = comparison.names[estimate.evaluator]
    if comparison.verdicts[estimate.evaluator] not in (SeverityVerdict.STRICT, SeverityVerdict.LENIENT):
        return name
    return say.text("{name} ({difference})", name=name, difference=severity(say, estimate))


def _nothing(say: Language, comparison: EvaluatorComparison) -> str:
    calls = say.plural("{n} call", "{n} calls", comparison.calls)
    if len(comparison.evaluators) == 1:
        return say.text(
            "{calls}, all evaluated by {name}: strictness can only be judged in comparison with others.",
            calls=calls,
            name=comparison.names[min(comparison.evaluators)],
        )
    return say.text(
        "{calls} and {evaluators}, but no agent was heard twice, so there is no basis for comparison.",
        calls=calls,
        evaluators=evaluators(say, len(comparison.evaluators)),
    )
