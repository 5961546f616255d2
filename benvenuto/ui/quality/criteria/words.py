"""What the health of criteria says in one sentence: findings are certain, silence is no praise."""

from __future__ import annotations

from collections.abc import Sequence

from benvenuto.domain.faults import message
from benvenuto.languages import Language
from benvenuto.services.quality.criteria import CriteriaFound, Judged
from benvenuto.statistics.criterion_health import Correlation, HealthFinding, Share
from benvenuto.statistics.enough import enough_to_say
from benvenuto.ui.quality.trend.words import names
from benvenuto.ui.scale import signed

FINDINGS = {
    HealthFinding.NEVER_FAILS: message("never fails"),
    HealthFinding.ALWAYS_NOT_APPLICABLE: message("never applies"),
    HealthFinding.DOES_NOT_SEPARATE: message("does not separate good calls from poor ones"),
}
_CLAUSES = {
    HealthFinding.NEVER_FAILS: message("never failed: {names}"),
    HealthFinding.ALWAYS_NOT_APPLICABLE: message("never applicable: {names}"),
    HealthFinding.DOES_NOT_SEPARATE: message("not separating good calls from poor ones: {names}"),
}


def of_criteria(say: Language, health: CriteriaFound) -> str:
    """Which criteria have a finding, which were never asked, and for how many it is too early."""
    clauses = []
    for finding, clause in _CLAUSES.items():
        titles = _titles(say, [judged for judged in health.criteria if finding in judged.health.findings])
        if titles:
            clauses.append(say.text(clause, names=names(say, titles)))
    never = _titles(say, [judged for judged in health.criteria if not asked(judged)])
    if never:
        clauses.append(say.text("not asked in any call: {names}", names=names(say, never)))
    few = [judged for judged in health.criteria if asked(judged) and not enough(judged)]
    if few:
        clauses.append(
            say.plural("too few calls to judge {n} criterion", "too few calls to judge {n} criteria", len(few))
        )
    criteria = say.plural("{n} criterion", "{n} criteria", len(health.criteria))
    calls = say.plural("{n} call", "{n} calls", health.taken)
    if not clauses:
        return say.text(
            "{criteria}, {calls}: no criterion can be said never to fail, never to apply, or not to separate "
            "good calls from poor ones.",
            criteria=criteria,
            calls=calls,
        )
    return say.text("{criteria}, {calls}; {clauses}.", criteria=criteria, calls=calls, clauses="; ".join(clauses))


def verdict(say: Language, judged: Judged) -> str:
    """What is to be said of one criterion; empty where nothing is."""
    if not asked(judged):
        return say.text("not asked in any call")
    if judged.health.findings:
        return "; ".join(say.text(FINDINGS[finding]) for finding in judged.health.findings)
    return "" if enough(judged) else say.text("too few calls to say")


def asked(judged: Judged) -> bool:
    """Whether its rule held in any call."""
    return judged.health.not_applicable is not None


def enough(judged: Judged) -> bool:
    """Whether calls enough have an answer, or say that there is none to give."""
    share = judged.health.not_applicable
    return share is not None and enough_to_say(share.n)


def share(say: Language, proportion: Share | None) -> str:
    """A share of calls in percent, with its interval."""
    if proportion is None or not enough_to_say(proportion.n):
        return "–"
    low, high = (say.number(100 * end) for end in (proportion.low, proportion.high))
    return say.text("{share}% ({low} to {high})", share=say.number(100 * proportion.share), low=low, high=high)


def correlation(say: Language, estimate: Correlation | None) -> str:
    """An item-rest correlation with its interval."""
    if estimate is None:
        return "–"
    low, high = (signed(say, end) for end in (estimate.low, estimate.high))
    return say.text("{value} ({low} to {high})", value=signed(say, estimate.value), low=low, high=high)


def _titles(say: Language, those: Sequence[Judged]) -> list[str]:
    return [say.text("“{title}”", title=judged.criterion.title.in_language(say.code)) for judged in those]
