"""Whether length and care go together: coverage of the rank correlation's interval, and how often chance is believed.

`python -m benchmarks.correlations` prints its tables in under a minute; they are kept in docs/statistics.md.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from benvenuto.statistics.rank_correlation import RankCorrelation, between, within_groups

Array = NDArray[np.float64]
ROUNDS = 1000


def main() -> None:
    rng = np.random.default_rng(20260105)
    print("Within agents: coverage of the 95% interval, and rounds in which the two are said to go together;")
    print(f"lognormal seconds, scores of ten criteria with ceiling and critical zeros; {ROUNDS} rounds")
    for pull in (0.0, 0.3, 0.8):
        truth = within([*calls(4000, 100, pull, rng)])
        for agents, each in ((5, 8), (10, 25), (40, 25), (200, 10)):
            estimates = [within([*calls(agents, each, pull, rng)]) for _ in range(ROUNDS)]
            print(f"  true {value(truth):.2f}, {agents} agents x {each} calls  {summary(estimates, value(truth))}")
    print(
        "\nThree contact reasons, the harder the longer and the worse, nothing within any of them; said to go together"
    )
    for agents, each in ((10, 30), (40, 30)):
        samples = [by_reason(agents, each, rng) for _ in range(ROUNDS)]
        ways = [[within([*sample]) for sample in samples], [within_reasons(*sample) for sample in samples]]
        told = [summary(way, 0).split()[-1] for way in ways]
        print(f"  {agents} agents x {each} calls: within agents {told[0]}, within agents and reasons {told[1]}")
    print("\nBetween agents, their mean scores and seconds:")
    for pull in (0.0, 0.5):
        truth_of = between(*people(200_000, pull, rng))
        for agents in (10, 30, 100):
            estimates = [between(*people(agents, pull, rng)) for _ in range(ROUNDS)]
            print(f"  true {value(truth_of):.2f}, {agents} agents  {summary(estimates, value(truth_of))}")


def calls(agents: int, each: int, pull: float, rng: np.random.Generator) -> tuple[Array, Array]:
    """Care and seconds, a row an agent; agents differ in both, and who is slower is kinder, which must not show."""
    slow = rng.normal(0, 0.4, (agents, 1))
    effort = rng.normal(0, 1, (agents, each))
    seconds = np.exp(5.2 + slow + 0.5 * (pull * effort + np.sqrt(1 - pull**2) * rng.normal(0, 1, (agents, each))))
    ease = 1 / (1 + np.exp(-(2.2 + 2 * slow + 0.8 * effort)))
    care = 100 * rng.binomial(10, ease) / 10
    return np.where(rng.random((agents, each)) < 0.02, 0, care), np.round(seconds)


def by_reason(agents: int, each: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """Care and seconds, a row an agent, each third of a row another contact reason."""
    seconds, care = np.empty((agents, each)), np.empty((agents, each))
    for reason, place in enumerate(np.array_split(np.arange(each), 3)):
        size = (agents, place.size)
        seconds[:, place] = np.round(np.exp(rng.normal(5 + 0.4 * reason, 0.5, size)))
        care[:, place] = 10 * rng.binomial(10, 1 / (1 + np.exp(reason * 0.7 - 2.5)), size)
    return care, seconds


def within_reasons(care: Array, seconds: Array) -> RankCorrelation | None:
    """The correlation within each agent's calls of each third of a row."""
    return within([np.concatenate(np.array_split(column, 3, axis=1)) for column in (care, seconds)])


def people(agents: int, pull: float, rng: np.random.Generator) -> tuple[Array, Array]:
    """Care and seconds of each agent, as means."""
    kind = rng.normal(0, 1, agents)
    return 85 + 5 * kind, 200 + 30 * (pull * kind + np.sqrt(1 - pull**2) * rng.normal(0, 1, agents))


def within(sample: list[Array]) -> RankCorrelation | None:
    """The correlation within agents, from ranks added up as the database adds them up."""
    first, second = (rankdata(column, axis=1) for column in sample)
    size = np.full(len(first), first.shape[1])
    return within_groups(size, (first * second).sum(1), (first**2).sum(1), (second**2).sum(1))


def value(correlation: RankCorrelation | None) -> float:
    return correlation.value if correlation else 0.0


def summary(correlations: list[RankCorrelation | None], truth: float) -> str:
    """Coverage of the truth, and the share of intervals that leave 0 out, among those that could be taken."""
    there = [correlation for correlation in correlations if correlation]
    covered = np.mean([correlation.low <= truth <= correlation.high for correlation in there])
    claimed = np.mean([correlation.low > 0 or correlation.high < 0 for correlation in there])
    return f"coverage {covered:.1%}  said {claimed:.1%}"


if __name__ == "__main__":
    main()
