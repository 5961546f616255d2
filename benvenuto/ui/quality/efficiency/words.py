"""What the page on quality beside efficiency says in sentences: never more than the numbers bear, and no ranking."""

from __future__ import annotations

from benvenuto.domain.faults import message
from benvenuto.languages import Language, clock_time
from benvenuto.services.quality.efficiency import Both, EfficiencyChange, EfficiencyReport
from benvenuto.statistics.enough import Change, Difference
from benvenuto.statistics.rank_correlation import RankCorrelation
from benvenuto.ui.quality.trend.words import day
from benvenuto.ui.scale import SCORE


def over_time(say: Language, report: EfficiencyReport) -> str:
    """Whether handling time and care moved, and together, between the two halves of the period."""
    whole = report.whole
    if whole is None or not whole.enough:
        return say.plural(
            "{n} call with a duration: too few to compare care and handling time.",
            "{n} calls with a duration: too few to compare care and handling time.",
            whole.care.n if whole else 0,
        )
    if report.moved is None or report.since is None:
        return say.text(
            "{time}; {care}. There are too few calls to say whether either has changed.",
            time=_time(say, whole),
            care=_care(say, whole),
        )
    return say.text(
        _moved(report.moved),
        since=day(say, report.since),
        time=_seconds(say, report.moved.time),
        care=SCORE.difference(say, report.moved.care),
    )


def in_calls(say: Language, correlation: RankCorrelation | None) -> str:
    """Whether longer calls come with better or poorer care, within the calls of each agent with one contact reason."""
    if correlation is None:
        return say.text("Too few calls to say whether longer calls go with better or poorer care.")
    filled = _correlated(say, correlation, say.plural("{n} call", "{n} calls", correlation.n))
    if correlation.low > 0:
        return say.text(
            "Among each agent's own calls with the same contact reason, longer calls tend to score higher on "
            "care: {figure}.",
            **filled,
        )
    if correlation.high < 0:
        return say.text(
            "Among each agent's own calls with the same contact reason, shorter calls tend to score higher on "
            "care: {figure}.",
            **filled,
        )
    return say.text(
        "Among each agent's own calls with the same contact reason, handling time and care show no link beyond "
        "chance: {figure}.",
        **filled,
    )


def of_people(say: Language, correlation: RankCorrelation | None) -> str:
    """Whether agents with longer calls care better or worse."""
    if correlation is None:
        return say.text("Too few agents have enough calls to say whether those who take longer score higher on care.")
    filled = _correlated(say, correlation, say.plural("{n} agent", "{n} agents", correlation.n))
    if correlation.low > 0:
        return say.text(
            "Agents who take longer tend to score higher on care: {figure}. Their calls may differ in contact reason.",
            **filled,
        )
    if correlation.high < 0:
        return say.text(
            "Agents who take less time tend to score higher on care: {figure}. Their calls may differ in "
            "contact reason.",
            **filled,
        )
    return say.text("Across agents, handling time and care show no link beyond chance: {figure}.", **filled)


_NEITHER = message(
    "Since {since}, neither handling time ({time}) nor care ({care}) has changed by more than chance would explain."
)
_TIME_ALONE = {
    True: message(
        "Since {since}, calls have been longer ({time}) by more than chance would explain; the change in "
        "care ({care}) may be due to chance."
    ),
    False: message(
        "Since {since}, calls have been shorter ({time}) by more than chance would explain; the change "
        "in care ({care}) may be due to chance."
    ),
}
_CARE_ALONE = {
    True: message(
        "Since {since}, care has been better ({care}) by more than chance would explain; the change in "
        "handling time ({time}) may be due to chance."
    ),
    False: message(
        "Since {since}, care has been poorer ({care}) by more than chance would explain; the change in "
        "handling time ({time}) may be due to chance."
    ),
}
_TOGETHER = {
    (False, False): message(
        "Since {since}, calls have been shorter ({time}) and care poorer ({care}), both by more than "
        "chance would explain: the time may have been saved at the expense of care."
    ),
    (False, True): message(
        "Since {since}, calls have been shorter ({time}) and care better ({care}), both by more than "
        "chance would explain: the time was not saved at the expense of care."
    ),
    (True, False): message(
        "Since {since}, calls have been longer ({time}) and care poorer ({care}), both by more than "
        "chance would explain."
    ),
    (True, True): message(
        "Since {since}, calls have been longer ({time}) and care better ({care}), both by more than "
        "chance would explain: better care may have taken the extra time."
    ),
}
"""By whether calls are longer and whether care is better."""


def _moved(moved: EfficiencyChange) -> str:
    longer, better = moved.time.mean > 0, moved.care.mean > 0
    match moved.time_change is Change.SIGNAL, moved.care_change is Change.SIGNAL:
        case True, True:
            return _TOGETHER[longer, better]
        case True, False:
            return _TIME_ALONE[longer]
        case False, True:
            return _CARE_ALONE[better]
        case _:
            return _NEITHER


def _time(say: Language, whole: Both) -> str:
    mean, low, high = (clock_time(round(value)) for value in (whole.time.mean, whole.time.low, whole.time.high))
    return say.text(
        "Handling time averages {mean} (95% interval {low} to {high}, {calls})",
        mean=mean,
        low=low,
        high=high,
        calls=say.plural("{n} call", "{n} calls", whole.time.n),
    )


def _care(say: Language, whole: Both) -> str:
    mean, low, high = (say.number(value, 1) for value in (whole.care.mean, whole.care.low, whole.care.high))
    return say.text("the care score is {mean} ({low} to {high})", mean=mean, low=low, high=high)


def _seconds(say: Language, difference: Difference) -> str:
    return say.text(
        "{difference}, from {low} to {high}",
        difference=_signed(say, difference.mean),
        low=_signed(say, difference.low),
        high=_signed(say, difference.high),
    )


def _signed(say: Language, seconds: float) -> str:
    shown = say.number(abs(round(seconds)))
    sign = "" if shown == "0" else "+" if seconds > 0 else "−"
    return say.text("{value} s", value=sign + shown)


def _correlated(say: Language, correlation: RankCorrelation, pairs: str) -> dict[str, str]:
    value, low, high = (_decimals(say, part) for part in (correlation.value, correlation.low, correlation.high))
    return {
        "figure": say.text(
            "rank correlation {value}, 95% interval {low} to {high}, {pairs}",
            value=value,
            low=low,
            high=high,
            pairs=pairs,
        )
    }


def _decimals(say: Language, value: float) -> str:
    shown = say.number(abs(value), 2)
    return shown if value > 0 or shown == say.number(0, 2) else f"−{shown}"
