"""What the page that compares says in sentences: who differs by more than chance, and nothing of rank."""

from __future__ import annotations

from collections.abc import Sequence

from benvenuto.languages import Language
from benvenuto.services.quality.comparison import ComparedUnit, Comparison, TooFew, Whose
from benvenuto.statistics.enough import ENOUGH_CALLS
from benvenuto.statistics.funnel import FunnelStanding
from benvenuto.ui.quality.trend.words import capital, names
from benvenuto.ui.scale import Scale


def sentence(say: Language, comparison: Comparison, whose: Whose, measure: str, scale: Scale) -> str:
    """Who differs by more than chance explains, both ways, by name; and for how many there are too few calls."""
    heard = [unit for unit in comparison.compared if unit.place.standing is not FunnelStanding.TOO_FEW]
    filled = {"who": number(say, whose, len(heard)), "measure": measure}
    centre = scale.figure(say, comparison.funnel.centre)
    clauses = [
        say.text(words, names=names(say, [unit.name for unit in those]))
        for standing, words in ((FunnelStanding.ABOVE, "above, {names}"), (FunnelStanding.BELOW, "below, {names}"))
        if (those := of(comparison.compared, standing))
    ]
    if clauses:
        text = say.text(
            "{who} compared on {measure}; these differ from the overall figure ({centre}) by more than "
            "chance would explain: {clauses}.",
            **filled,
            centre=centre,
            clauses="; ".join(clauses),
        )
    else:
        text = say.text(
            "{who} compared on {measure}; nobody differs from the overall figure ({centre}) by more than "
            "chance would explain.",
            **filled,
            centre=centre,
        )
    few = len(comparison.compared) - len(heard)
    if few:
        text += " " + say.text("{who}: too few calls to say.", who=number(say, whose, few))
    return text


def too_few(say: Language, few: TooFew, whose: Whose) -> str:
    """That nobody can be compared yet."""
    return say.text(
        "{who}, {calls}: nobody has reached the {enough} needed for a comparison.",
        who=capital(number(say, whose, few.number)),
        calls=say.plural("{n} call", "{n} calls", few.calls),
        enough=say.plural("{n} call", "{n} calls", ENOUGH_CALLS),
    )


def spread(say: Language, comparison: Comparison, whose: Whose, scale: Scale) -> str:
    """How far they truly differ, and how much of a figure is luck."""
    known = comparison.shrinkage
    figures = {
        "between": scale.number(say, known.between),
        "low": scale.number(say, known.between_low),
        "high": scale.number(say, known.between_high),
        "spread": scale.number(say, known.spread),
    }
    if whose is Whose.TEAMS:
        return say.text(
            "Chance set aside, teams differ from one another by about {between} points (standard deviation; "
            "95% interval {low} to {high}); one team's calls differ by {spread}.",
            **figures,
        )
    return say.text(
        "Chance set aside, agents differ from one another by about {between} points (standard deviation; "
        "95% interval {low} to {high}); one agent's calls differ by {spread}.",
        **figures,
    )


def of(compared: Sequence[ComparedUnit], standing: FunnelStanding) -> Sequence[ComparedUnit]:
    """Those of this standing, by name as they come."""
    return [unit for unit in compared if unit.place.standing is standing]


def number(say: Language, whose: Whose, n: int) -> str:
    """So many of them."""
    if whose is Whose.TEAMS:
        return say.plural("{n} team", "{n} teams", n)
    return say.plural("{n} agent", "{n} agents", n)
