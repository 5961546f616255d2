r"""Rater agreement beside irrCAC, krippendorff, statsmodels and scikit-learn: the same figures, or why they differ.

irrCAC pins scipy 1.12.0, pandas 2 and coverage 6, which no lock of Benvenuto's can hold; so they run in an environment
of their own, in which `benvenuto.statistics` runs too. Some seconds; it prints a line for each comparison, and fails
where one is not as written here:

    uv run --no-project --with irrCAC==0.4.4 --with krippendorff==0.9.0 --with statsmodels==0.15.0 \
        --with scikit-learn==1.9.1 python -m benchmarks.rater_agreement_rivals
"""

import warnings
from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benvenuto.statistics.rater_agreement import by_value, cohen, gwet, krippendorff, percent_agreement, ratings, same

Marks = NDArray[np.float64]
SCALE = (0.0, 0.5, 1.0)


def main() -> None:
    warnings.simplefilter("ignore")
    marks = drawn(np.random.default_rng(2014), calls=40, evaluators=4, missing=0.25)
    whole = drawn(np.random.default_rng(1968), calls=40, evaluators=2, missing=0)
    equal_to_irrcac(marks)
    equal_to_krippendorff(marks)
    equal_to_kappas(whole)
    known_differences(whole)


def drawn(rng: np.random.Generator, calls: int, evaluators: int, missing: float) -> Marks:
    """Marks of shape (calls, evaluators), the places of levels; NaN where one is missing."""
    truth = rng.choice(3, calls, p=[0.2, 0.2, 0.6])[:, None]
    heard = np.where(rng.random((calls, evaluators)) < 0.75, truth, rng.choice(3, (calls, evaluators)))
    return np.where(rng.random(heard.shape) < missing, np.nan, heard.astype(float))


def counted(marks: Marks, size: int = 3) -> Marks:
    """How many evaluators chose each level."""
    return np.stack([(marks == level).sum(axis=1) for level in range(size)], axis=1).astype(float)


def tell(words: str, ours: float, theirs: float, *, differ: bool = False) -> None:
    """Print both, and fail where they are not as announced."""
    print(f"{words:100} {ours: .6f} {theirs: .6f}")
    assert bool(abs(ours - theirs) > 1e-9) == differ, words


def value(estimate: Any) -> float:
    """The coefficient."""
    return float(estimate.value)


def _cac(marks: Marks, weights: Any = "identity", categories: list[float] | None = None) -> Any:
    table = import_module("pandas").DataFrame(marks)
    # four digits is how it rounds unless it is told otherwise
    return import_module("irrCAC.raw").CAC(table, weights=weights, categories=categories, digits=15)


def equal_to_irrcac(marks: Marks) -> None:
    """AC1, AC2 and percent agreement, missing ratings and all."""
    levels = [0.0, 1.0, 2.0]
    for name, ours, theirs in (
        ("same", same(3), "identity"),
        ("linear", by_value(SCALE), "linear"),
        ("quadratic", by_value(SCALE, 2), "quadratic"),
    ):
        cac = _cac(marks, theirs, levels)
        rated = ratings(counted(marks), ours)
        estimates = {kind: getattr(cac, kind)()["est"] for kind in ("gwet", "krippendorff")}
        tell(f"irrCAC, AC, {name}", value(gwet(rated)), estimates["gwet"]["coefficient_value"])
        tell(f"irrCAC, percent agreement, {name}", value(percent_agreement(rated)), estimates["gwet"]["pa"])


def equal_to_krippendorff(marks: Marks) -> None:
    """Alpha of nominal and of interval data, missing ratings and all; of interval data it is `by_value` squared."""
    alpha = import_module("krippendorff").alpha
    for kind, weights in (("nominal", same(3)), ("interval", by_value(SCALE, 2))):
        theirs = alpha(reliability_data=marks.T, level_of_measurement=kind, value_domain=[0, 1, 2])
        tell(f"krippendorff, alpha, {kind}", value(krippendorff(ratings(counted(marks), weights))), theirs)


def equal_to_kappas(marks: Marks) -> None:
    """Kappa of two, in scikit-learn and statsmodels, unweighted, linear and quadratic."""
    first, second = marks.T.astype(int)
    table = np.zeros((3, 3))
    np.add.at(table, (first, second), 1)
    sklearn, statsmodels = import_module("sklearn.metrics"), import_module("statsmodels.stats.inter_rater")
    for name, weights in (("", same(3)), ("linear", by_value(SCALE)), ("quadratic", by_value(SCALE, 2))):
        ours = value(cohen(table, weights))
        tell(f"scikit-learn, kappa {name}", ours, sklearn.cohen_kappa_score(first, second, weights=name or None))
        kind = {"": None, "linear": "linear", "quadratic": "quadratic"}[name]
        tell(f"statsmodels, kappa {name}", ours, statsmodels.cohens_kappa(table, wt=kind).kappa)


def known_differences(marks: Marks) -> None:
    """Where they give something else, each with its reason."""
    used = np.where(marks == 1, 2.0, marks)
    ours = value(gwet(ratings(counted(used))))
    tell("irrCAC, AC1 with a level nobody used: it counts the levels used", ours, _est(_cac(used)), differ=True)
    tell("  told of all levels it is the same", ours, _est(_cac(used, categories=[0.0, 1.0, 2.0])))
    rated = ratings(counted(marks))
    cac = _cac(marks).krippendorff()["est"]["coefficient_value"]
    tell("irrCAC, alpha, no rating missing", value(krippendorff(rated)), cac)

    one = np.ones((20, 2))
    say_nothing: list[tuple[str, Callable[[], object]]] = [
        ("scikit-learn", lambda: import_module("sklearn.metrics").cohen_kappa_score(*one.T)),
        ("krippendorff", lambda: import_module("krippendorff").alpha(one.T, level_of_measurement="nominal")),
        ("statsmodels", lambda: import_module("statsmodels.stats.inter_rater").cohens_kappa([[20, 0], [0, 0]]).kappa),
        ("irrCAC, AC1", lambda: _cac(one).gwet()["est"]["coefficient_value"]),
        ("irrCAC, alpha", lambda: _cac(one).krippendorff()["est"]["coefficient_value"]),
    ]
    assert gwet(ratings(counted(one))) is None
    for name, theirs in say_nothing:
        print(f"{name} of one level used, where we say nothing: {_tried(theirs)}")
    full = np.array([[0.0, 0.0]] * 18 + [[1.0, 1.0]] * 2)
    interval = _cac(full).gwet()["est"]["confidence_interval"]
    estimate = gwet(ratings(counted(full, 2)))
    assert estimate is not None
    print(f"irrCAC's interval of full agreement: {interval}; ours {estimate.low:.2f} to {estimate.high:.2f}")


def _est(cac: Any) -> float:
    return float(cac.gwet()["est"]["coefficient_value"])


def _tried(compute: Callable[[], object]) -> str:
    try:
        return str(compute())
    except Exception as error:
        return f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    main()
