"""Answers of many evaluations in four rows, and the share that each has in its call's care score."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Answered:
    """Answers that count (answered, applicable), as four arrays of shape (answers,), in any order.

    `evaluation` and `criterion` count from 0; `value` is the level's, 0 to 1; `share`, 0 to 1, is the answer's weight
    in its evaluation's care score, so those of one evaluation sum to 1 (see `shares`).
    """

    evaluation: Places
    criterion: Places
    value: Array
    share: Array


def answered(
    evaluation: ArrayLike,
    criterion: ArrayLike,
    value: ArrayLike,
    *,
    rubric: ArrayLike,
    criterion_weight: ArrayLike,
    rubric_weight: ArrayLike,
) -> Answered:
    """`Answered` from columns of shape (answers,), with the share of each in its care score; `rubric` counts from 0.

    Weights are relative, as in a rubric and in a scorecard. What is not applicable or not answered is left out.
    Raises ValueError for rows of different lengths, values outside 0..1, or weights not above zero.
    """
    places = [np.asarray(column, dtype=np.intp) for column in (evaluation, criterion, rubric)]
    values, own, part = (np.asarray(column, dtype=np.float64) for column in (value, criterion_weight, rubric_weight))
    if any(column.shape != values.shape for column in (*places, own, part)):
        raise ValueError("every answer has one evaluation, criterion, rubric and value")
    if values.size and not (values.min() >= 0 and values.max() <= 1 and own.min() > 0 and part.min() > 0):
        raise ValueError("values must lie between 0 and 1 and weights above zero; leave what is not applicable out")
    return Answered(places[0], places[1], values, shares(places[0], places[2], own, part))


def shares(evaluation: Places, rubric: Places, criterion_weight: Array, rubric_weight: Array) -> Array:
    """Weight of each answer in its evaluation's care score, shape (answers,), 0 to 1; those of one evaluation sum to 1.

    c / sum of c in its rubric, times r / sum of r in its evaluation, c and r the weights of criterion and rubric.
    Only answered, applicable criteria count in the first sum, and only rubrics that have one in the second: the
    domain's way of scoring, so that the sum of share x value is the care score (0 to 1).
    """
    if not evaluation.size:
        return np.zeros(0)
    # one number for each pair: numpy sorts a column of numbers far faster than rows of two
    block = evaluation * (rubric.max() + 1) + rubric
    _, first, place = np.unique(block, return_index=True, return_inverse=True)
    within = criterion_weight / np.bincount(place, criterion_weight)[place]
    whole = np.bincount(evaluation[first], rubric_weight[first])
    return np.asarray(within * rubric_weight / whole[evaluation])
