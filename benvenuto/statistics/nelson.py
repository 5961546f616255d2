"""Nelson's rules: which runs of a control chart are more than chance, and from when."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


class Rule(IntEnum):
    """The rules in use, by Nelson's numbers. Source: Nelson (1984), Journal of Quality Technology 16(4), 237-239.

    Each is there for its use (`python -m benchmarks.control_charts`): 1 finds the single bad week, 2 the small shift
    that stays, 6 the larger one in half the weeks that 1 and 2 alone need. Rule 5 (two of three beyond two errors)
    hastened none of these by more than a week; 3 (six rising or falling) finds no more of a trend than 1 and 2 and adds
    false alarms (Davis and Woodall, 1988, Journal of Quality Technology 20); 4, 7 and 8 look for alternation and
    layers, which weeks of calls do not show.
    """

    BEYOND_LIMIT = 1
    """One week beyond three standard errors."""
    NINE_ON_ONE_SIDE = 2
    """Nine weeks in a row on the same side of the centre; more where weeks resemble one another, see `window`."""
    FOUR_OF_FIVE = 6
    """Four of five weeks in a row beyond one standard error on the same side."""


@dataclass(frozen=True, slots=True)
class RuleRun:
    """A run of weeks that breaks a rule, by index: it begins at `since`, is complete at `seen`, lasts to `until`."""

    rule: Rule
    above: bool
    since: int
    seen: int
    until: int


# How many weeks a pattern looks at, how many of them must lie beyond, and beyond how many standard errors.
_PATTERNS = {Rule.BEYOND_LIMIT: (1, 1, 3.0), Rule.NINE_ON_ONE_SIDE: (9, 9, 0.0), Rule.FOUR_OF_FIVE: (5, 4, 1.0)}


def window(rule: Rule, alike: ArrayLike = 0.0) -> NDArray[np.intp]:
    """How many weeks the rule looks at, where each week resembles the one before by `alike` (autocorrelation).

    Nine independent weeks fall on one side as rarely as 0.5^8. Normal ones with autocorrelation r stay on their side
    with 1/2 + asin(r) / pi from week to week, so rule 2 asks for as many as are no likelier: 12 at 0.3, 17 at 0.6.
    """
    r = np.asarray(alike, dtype=np.float64)
    if rule is not Rule.NINE_ON_ONE_SIDE:
        return np.full(r.shape, _PATTERNS[rule][0])
    return np.asarray(1 + np.ceil(8 * np.log(0.5) / np.log(0.5 + np.arcsin(r) / np.pi) - 1e-9), dtype=np.intp)


def beyond(rule: Rule, errors: Array, gaps: Array) -> NDArray[np.bool_]:
    """Mask of the weeks above the rule's line, of the shape of `errors`; pass both arrays negated for below.

    `errors` are `bounded.standard_errors`, `gaps` the plain distances from the centre. Rule 2 asks for the side alone.
    """
    line = _PATTERNS[rule][2]
    return (errors > line) if line else (gaps > 0)


def complete(rule: Rule, out: NDArray[np.bool_], alike: ArrayLike = 0.0) -> NDArray[np.bool_]:
    """Mask of the weeks that complete a pattern, along the last axis: it lies beyond, and enough of the last ones.

    `alike` has the shape of `out` without its weeks.
    """
    last = window(rule, alike)
    needed = last if rule is Rule.NINE_ON_ONE_SIDE else np.full(last.shape, _PATTERNS[rule][1])
    up_to = np.concatenate([np.zeros((*out.shape[:-1], 1)), np.cumsum(out, axis=-1)], axis=-1)
    start = np.maximum(np.arange(1, out.shape[-1] + 1) - last[..., None], 0)
    count = up_to[..., 1:] - np.take_along_axis(up_to, np.broadcast_to(start, out.shape), axis=-1)
    return np.asarray(out & (count >= needed[..., None]))


def runs(errors: Array, gaps: Array, alike: float = 0.0) -> Sequence[RuleRun]:
    """Every run that breaks one of Nelson's rules, in the order in which they are seen; both of shape (weeks,)."""
    breaches = []
    for rule in Rule:
        for above, sign in ((True, 1), (False, -1)):
            out = beyond(rule, sign * errors, sign * gaps)
            breaches += list(_of(rule, above, out, alike))
    return sorted(breaches, key=lambda run: (run.seen, run.rule))


def _of(rule: Rule, above: bool, out: NDArray[np.bool_], alike: float) -> Sequence[RuleRun]:
    hits = np.flatnonzero(complete(rule, out, alike))
    weeks = int(window(rule, alike))
    # Weeks whose windows touch are one event, not one alarm each.
    breaks = np.flatnonzero(np.diff(hits) > weeks) + 1
    return [
        RuleRun(rule, above, _since(out, group[0], weeks), int(group[0]), int(group[-1]))
        for group in np.split(hits, breaks)
        if group.size
    ]


def _since(out: NDArray[np.bool_], seen: int, window: int) -> int:
    begin = max(int(seen) - window + 1, 0)
    # argmax of booleans is the place of the first True
    return begin + int(np.argmax(out[begin : seen + 1]))
