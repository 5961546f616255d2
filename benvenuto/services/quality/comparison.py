"""Comparison: agents or teams beside one another, as far as their calls bear it; never a league table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.followed import Followed
from benvenuto.domain.people import Actor
from benvenuto.domain.sums import Sums
from benvenuto.services.quality.by_week import by_week
from benvenuto.services.quality.oversight_scope import oversight_scope
from benvenuto.services.quality.trends import method_of
from benvenuto.statistics.funnel import Funnel, FunnelPoint, funnel, overdispersion_of
from benvenuto.statistics.intervals import Estimate
from benvenuto.statistics.shrinkage import Shrinkage, Shrunken, shrink
from benvenuto.statistics.weighting import weighted_mean_from
from benvenuto.storage.database import Database, Transaction
from benvenuto.storage.quality.trends import By, ByWeek


class Whose(StrEnum):
    """Who is compared."""

    AGENTS = "agents"
    TEAMS = "teams"


@dataclass(frozen=True, slots=True)
class ComparedUnit:
    """One of them: the id of a person or a team as `key`, the place in the funnel, and what is known of them."""

    key: str
    name: str
    place: FunnelPoint
    shrunken: Shrunken


@dataclass(frozen=True, slots=True)
class Comparison:
    """All of them, by name. `funnel` is None while nobody has calls enough; `simulated` of the calls never took place.

    Who has too few calls is there as well, and is told apart by the standing of the place.
    """

    funnel: Funnel[str]
    shrinkage: Shrinkage[str]
    compared: Sequence[ComparedUnit]
    calls: int
    simulated: int


@dataclass(frozen=True, slots=True)
class TooFew:
    """Nobody has calls enough to be compared: so many calls of so many people or teams."""

    number: int
    calls: int


@dataclass(frozen=True)
class ComparisonService:
    """The service that compares."""

    database: Database
    timezone: ZoneInfo

    def compare(self, actor: Actor, followed: Followed, wanted: EvaluationFilter, whose: Whose) -> Comparison | TooFew:
        """Funnel and shrunken estimates of agents or teams, by what is followed: scores and shares alone, 0..100.

        Those that the actor supervises or manages; Forbidden for who does neither.
        Over-dispersion is what the weeks of the same agent vary more than their calls explain.
        """
        within = oversight_scope(actor)
        by = By.AGENT if whose is Whose.AGENTS else By.TEAM
        with self.database.read() as tx:
            weeks_by_key = by_week(tx, self.timezone, within, followed, wanted, by)
            names = _names(tx, weeks_by_key, whose)
        return _compared(weeks_by_key, followed, names)


def _names(tx: Transaction, weeks_by_key: Mapping[str, ByWeek], whose: Whose) -> Mapping[str, str]:
    if whose is Whose.TEAMS:
        return {str(team.id): team.name for team in tx.people.teams()}
    return {str(number): name for number, name in tx.coverage.names(int(key) for key in weeks_by_key).items()}


def _compared(weeks_by_key: Mapping[str, ByWeek], followed: Followed, names: Mapping[str, str]) -> Comparison | TooFew:
    if not weeks_by_key:
        return TooFew(0, 0)
    ordered = sorted(weeks_by_key, key=lambda key: (names[key].casefold(), key))
    sizes = [len(weeks_by_key[key]) for key in ordered]
    # a thousand agents by half a year: added up in one pass instead of one by one
    weeks = np.array([week for key in ordered for week in weeks_by_key[key].values()], dtype=np.float64)
    sums = _added_up(weeks, sizes)
    estimated = zip(ordered, method_of(followed).estimate(sums), strict=True)
    estimates: dict[str, Estimate] = {key: estimate for key, estimate in estimated if estimate}
    # the third of Sums and the six behind it are what a weighted mean is made from
    phi = overdispersion_of(np.repeat(np.arange(len(sizes)), sizes), *weighted_mean_from(weeks[:, 0], *weeks[:, 2:9].T))
    drawn, shrunken = funnel(estimates, overdispersion=phi), shrink(estimates, overdispersion=phi)
    calls = sum(total.n for total in sums)
    if drawn is None or shrunken is None:
        return TooFew(len(estimates), calls)
    compared = [ComparedUnit(key, names[key], drawn.places[key], shrunken.shrunken[key]) for key in estimates]
    return Comparison(drawn, shrunken, compared, calls, sum(total.simulated for total in sums))


def _added_up(weeks: NDArray[np.float64], sizes: Sequence[int]) -> Sequence[Sums]:
    """The sums of so many rows each, one after the other."""
    begins = np.cumsum([0, *sizes[:-1]])
    added = np.add.reduceat(weeks, begins)
    # the third and fourth of Sums are the extremes, which do not add up
    added[:, 2] = np.minimum.reduceat(weeks[:, 2], begins)
    added[:, 3] = np.maximum.reduceat(weeks[:, 3], begins)
    return [Sums(int(n), int(simulated), *rest) for n, simulated, *rest in added.tolist()]
