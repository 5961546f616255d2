"""What may be said of one evaluator, in one sentence each."""

from __future__ import annotations

from benvenuto.languages import Language
from benvenuto.services.feedback.gradings import GradedFeedback
from benvenuto.services.quality.rater_agreement import EvaluatorAgreement
from benvenuto.services.quality.severities import EvaluatorComparison, SeverityVerdict
from benvenuto.statistics.enough import enough_to_say
from benvenuto.ui.quality.evaluators.words import conclusion, severity
from benvenuto.ui.quality.rater_agreement.words import corrected


def of_severity(say: Language, comparison: EvaluatorComparison, evaluator_id: int | None, name: str) -> str:
    """How strictly this one scores, beside the average evaluator of the same agents."""
    estimates = comparison.severity.evaluators if comparison.severity else ()
    estimate = next((each for each in estimates if each.evaluator == evaluator_id), None)
    if estimate is None:
        return say.text("{name}: no calls yet by which severity can be compared with that of others.", name=name)
    calls = say.plural("{n} call", "{n} calls", estimate.n)
    verdict = comparison.verdicts[estimate.evaluator]
    if verdict in (SeverityVerdict.ALONE, SeverityVerdict.TOO_FEW):
        return say.text(
            "{name}, {calls}: {conclusion}.", name=name, calls=calls, conclusion=conclusion(say, verdict, estimate)
        )
    return say.text(
        "{name}, {calls}: severity {severity}; {conclusion}.",
        name=name,
        calls=calls,
        severity=severity(say, estimate),
        conclusion=conclusion(say, verdict, estimate),
    )


def of_agreement(say: Language, agreement: EvaluatorAgreement, name: str) -> str:
    """How often the others gave the same level, over all criteria of the calls that they scored too."""
    percent = agreement.percent
    calls = percent.n if percent else 0
    shared = say.plural("{n} call that {name} scored", "{n} calls that {name} scored", calls, name=name)
    if percent is None or not enough_to_say(calls):
        return say.text("Others scored {shared} too: too few calls to say how far they agree.", shared=shared)
    return say.text(
        "Others scored {shared} too, and gave the same level on {share}% of the criteria ({low} to {high}); "
        "{corrected}.",
        shared=shared,
        share=say.number(100 * percent.value),
        low=say.number(100 * percent.low),
        high=say.number(100 * percent.high),
        corrected=corrected(say, agreement.chance_corrected, calls),
    )


def alone(say: Language, name: str) -> str:
    """Why there is no agreement to tell."""
    return say.text(
        "No call that {name} scored was scored by another evaluator too. Agreement shows once a colleague scores ten "
        "of them without knowing the marks.",
        name=name,
    )


def of_feedback(say: Language, feedback: GradedFeedback, name: str) -> str:
    """How much of this one's feedback managers have graded."""
    if not feedback.drawn and not feedback.chosen:
        return say.text("No manager has graded the feedback of {name} yet.", name=name)
    return say.plural(
        "{name}: {n} piece of feedback graded that was randomly selected.",
        "{name}: {n} pieces of feedback graded that were randomly selected.",
        feedback.drawn,
        name=name,
    )


def of_chosen(say: Language, feedback: GradedFeedback) -> str:
    """What makes no figure."""
    only = say.text("Only these make figures: what somebody picks says how it was picked.")
    if not feedback.chosen:
        return only
    more = say.plural(
        "{n} more was hand-picked and is listed below.",
        "{n} more were hand-picked and are listed below.",
        feedback.chosen,
    )
    return f"{only} {more}"


def seen_by(say: Language, name: str, *, own: bool, manager: bool) -> str:
    """Who sees this page."""
    if own and not manager:
        return say.text("Only you and the managers of your teams see this page.")
    return say.text("Only {name} and the managers of the teams see this page.", name=name)
