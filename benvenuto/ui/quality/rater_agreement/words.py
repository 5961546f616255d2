"""Agreement between evaluators in words: counted first, then corrected for chance, and never of too few calls."""

from __future__ import annotations

from collections.abc import Sequence

from benvenuto.languages import Language
from benvenuto.services.quality.rater_agreement import AgreementFound, CriterionAgreement
from benvenuto.services.quality.shared_marks import Confusion
from benvenuto.statistics.enough import enough_to_say
from benvenuto.statistics.rater_agreement import RaterAgreement
from benvenuto.ui.quality.by_rubric import criterion_title
from benvenuto.ui.scale import signed

_ROUNDING = 1e-9


def of_agreement(say: Language, result: AgreementFound) -> str:
    """How many calls there are to tell from, on how many criteria, and where evaluators agree least so far."""
    shared = say.plural(
        "{n} call was scored by several evaluators",
        "{n} calls were scored by several evaluators",
        result.counted.shared,
    )
    clear = [agreed for agreed in result.criteria if can_say(agreed.chance_corrected)]
    if not clear:
        return say.text("{shared}: too few calls to say anything of a single criterion yet.", shared=shared)
    lowest = min(clear, key=lambda agreed: agreed.chance_corrected.value if agreed.chance_corrected else 1.0)
    return say.text(
        "{shared}. The lowest agreement so far is on “{title}”: {sentence}.",
        shared=shared,
        title=criterion_title(say, lowest),
        sentence=sentence(say, lowest),
    )


def sentence(say: Language, agreed: CriterionAgreement) -> str:
    """How often the same level was given, and what that is worth."""
    return "; ".join([same_level(say, agreed), corrected(say, agreed.chance_corrected, agreed.calls)])


def same_level(say: Language, agreed: CriterionAgreement) -> str:
    """In how many calls two evaluators gave the same level; pair by pair where a call had more of them."""
    if agreed.pairs == agreed.calls:
        return say.plural(
            "two evaluators gave the same level in {n} call out of {calls}",
            "two evaluators gave the same level in {n} calls out of {calls}",
            agreed.same,
            calls=say.number(agreed.calls),
        )
    return say.plural(
        "two evaluators gave the same level {n} time out of {pairs}, in {calls}",
        "two evaluators gave the same level {n} times out of {pairs}, in {calls}",
        agreed.same,
        pairs=say.number(agreed.pairs),
        calls=say.plural("{n} call", "{n} calls", agreed.calls),
    )


def corrected(say: Language, estimate: RaterAgreement | None, calls: int) -> str:
    """The figure corrected for chance with its interval, or why there is none."""
    if not enough_to_say(calls):
        return say.text("too few calls to say")
    if estimate is None:
        return say.text("always the same level, so chance cannot be told from agreement")
    if not enough_to_say(estimate.n):
        return say.text("too few calls to say")
    return say.text("corrected for chance {value}, 95% interval {low} to {high}", **_parts(say, estimate))


def share(say: Language, percent: RaterAgreement | None) -> str:
    """How often the same level was given: so many of so many calls, or in percent where a call had several pairs."""
    if percent is None:
        return "–"
    same = percent.n * percent.value
    if abs(same - round(same)) > _ROUNDING:
        return say.text("{share}%", share=say.number(100 * percent.value))
    return say.text("{same} of {calls}", same=say.number(round(same)), calls=say.number(percent.n))


def figure(say: Language, estimate: RaterAgreement | None) -> str:
    """The same for a table."""
    if estimate is None or not enough_to_say(estimate.n):
        return "–"
    return say.text("{value} ({low} to {high})", **_parts(say, estimate))


def in_short(say: Language, agreed: CriterionAgreement) -> str:
    """The figure and the calls behind it, for a table about something else."""
    same = share(say, agreed.percent)
    if not can_say(agreed.chance_corrected):
        return say.text("{same}: {why}", same=same, why=corrected(say, agreed.chance_corrected, agreed.calls))
    return say.text("{figure}; {same}", figure=figure(say, agreed.chance_corrected), same=same)


def conclusion(say: Language, estimate: RaterAgreement | None, calls: int) -> str:
    """What a row may say of its figure."""
    if not can_say(estimate):
        return corrected(say, estimate, calls)
    return say.text("more than chance would bring") if beyond_chance(estimate) else say.text("may be chance")


def can_say(estimate: RaterAgreement | None) -> bool:
    """Whether there is a figure, from calls enough."""
    return estimate is not None and enough_to_say(estimate.n)


def beyond_chance(estimate: RaterAgreement | None) -> bool:
    """Whether the interval leaves out what chance alone would bring."""
    return estimate is not None and estimate.low > 0


def confused(say: Language, confusion: Confusion, agreed: CriterionAgreement) -> str:
    """How often the two levels met in one call."""
    if agreed.pairs == agreed.calls:
        return say.plural(
            "in {n} call out of {calls} one evaluator gave the one, another the other",
            "in {n} calls out of {calls} one evaluator gave the one, another the other",
            confusion.times,
            calls=say.number(agreed.calls),
        )
    return say.plural(
        "{n} time out of {pairs}, in {calls}, one evaluator gave the one, another the other",
        "{n} times out of {pairs}, in {calls}, one evaluator gave the one, another the other",
        confusion.times,
        pairs=say.number(agreed.pairs),
        calls=say.plural("{n} call", "{n} calls", agreed.calls),
    )


def explanation(say: Language) -> Sequence[str]:
    """Why the share of calls is corrected for chance, and by which measure."""
    return [
        say.text(
            "Whoever marks every call “good” without listening gives the same level as a colleague in nine calls of "
            "ten, if nine of ten are good. So the share of calls is corrected for chance: 1 is full agreement, 0 is "
            "what chance alone would bring."
        ),
        say.text(
            "The figure is Gwet's AC1. The better-known kappa and alpha fall where one level is frequent, however "
            "well evaluators agree: where two evaluators both give the best level in 85 calls of 100, both the "
            "lowest in 5, and differ in 10, AC1 is {ac1} and kappa {kappa}. Both are in the download.",
            ac1=say.number(0.88, 2),
            kappa=say.number(0.44, 2),
        ),
        say.text(
            "“Not applicable” counts as a level of its own. Marks count as they were first published, and only those "
            "made when the criterion had the words it has now. Self-evaluations do not count."
        ),
        say.text(
            "The interval says where the figure of very many calls may lie. It is wide, because a few calls say "
            "little; in simulations with 10 and 20 calls it held the truth in at least 94 of 100 cases."
        ),
    ]


def _parts(say: Language, estimate: RaterAgreement) -> dict[str, str]:
    value, low, high = (signed(say, end) for end in (estimate.value, estimate.low, estimate.high))
    return {"value": value, "low": low, "high": high}
