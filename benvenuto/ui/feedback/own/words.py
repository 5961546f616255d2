"""How far an agent and their supervisors agree, in words, and never of too few calls."""

from __future__ import annotations

from collections.abc import Sequence

from benvenuto.languages import Language
from benvenuto.services.quality.self_agreement import AgreementOfPeriod, Leaning, SelfAgreement
from benvenuto.statistics.rater_agreement import RaterAgreement
from benvenuto.ui.quality.rater_agreement.words import corrected

NAMED = 3
"""Criteria that a sentence names."""


def overall(say: Language, whole: AgreementOfPeriod) -> str:
    """How often both chose the same level, and what that is worth."""
    calls = say.plural("{n} call scored by both", "{n} calls scored by both", whole.calls)
    if whole.percent is None or not whole.enough:
        return say.text("{calls}: too few to say how far you agree.", calls=calls)
    return say.text(
        "{calls}, neither knowing the other's marks: the same level {share} of the time; {corrected}.",
        calls=calls,
        share=share(say, whole.percent),
        corrected=corrected(say, whole.chance_corrected, whole.calls),
    )


def share(say: Language, percent: RaterAgreement) -> str:
    """A share in percent with its interval."""
    low, high = say.number(100 * percent.low), say.number(100 * percent.high)
    return say.text("{value}% ({low} to {high})", value=say.number(100 * percent.value), low=low, high=high)


def lean(say: Language, agreement: SelfAgreement, *, mine: bool) -> str:
    """On which criteria the agent is stricter or milder with themselves; that there are none; or too few to say."""
    if not agreement.leanings:
        return say.text("Of any single criterion there are too few calls to say.")
    stricter = _named(say, [each for each in agreement.leanings if each.high < 0])
    milder = _named(say, [each for each in agreement.leanings if each.low > 0])
    sentences = []
    if stricter and mine:
        sentences.append(
            say.text("You are stricter with yourself than your supervisors on {criteria}.", criteria=stricter)
        )
    elif stricter:
        sentences.append(
            say.text(
                "{name} is stricter with themselves than the supervisors on {criteria}.",
                name=agreement.agent_name,
                criteria=stricter,
            )
        )
    if milder and mine:
        sentences.append(say.text("You are milder with yourself than your supervisors on {criteria}.", criteria=milder))
    elif milder:
        sentences.append(
            say.text(
                "{name} is milder with themselves than the supervisors on {criteria}.",
                name=agreement.agent_name,
                criteria=milder,
            )
        )
    return " ".join(sentences) or say.text("On no criterion is there a difference that chance would not bring.")


def _named(say: Language, leanings: Sequence[Leaning]) -> str:
    return ", ".join(
        say.text(
            "{title} (by {points} points in {calls})",
            title=say.quoted(each.criterion.title.in_language(say.code)),
            points=say.number(abs(100 * each.mean)),
            calls=say.plural("{n} call", "{n} calls", each.calls),
        )
        for each in leanings[:NAMED]
    )


def explanation(say: Language) -> Sequence[str]:
    """What is counted, and by which measure."""
    return [
        say.text(
            "Calls count that both scored without the other's marks: where the agent may have known the feedback "
            "before, the call is shown side by side, and left out here. Marks count as they were first published or "
            "handed in, where the criterion had the same words in both scorecards."
        ),
        say.text(
            "The share is that of criteria marked alike, call by call, “not applicable” being a level of its own. "
            "Corrected for chance it is Gwet's AC1, as between evaluators: 1 is full agreement, 0 what chance alone "
            "would bring. Kappa would fall where nearly every mark is the best one, however well two agree."
        ),
        say.text(
            "A criterion is called stricter or milder only where the mean difference is beyond chance, all criteria "
            "taken together. Below ten calls nothing is said. None of this counts in any average or ranking."
        ),
    ]
