"""Evaluator severity: against closed formulas, against planted truth, and silent where nothing joins the design."""

import numpy as np
import pytest
from scipy.stats import multivariate_normal

from benchmarks.severities import estimated, figures, plant
from benvenuto.statistics.crossed import Ratios, absorb, deviance, equations, estimate, solve
from benvenuto.statistics.design import design
from benvenuto.statistics.severity import severity


def two_by_two(strict: float = 10) -> tuple[list[float], list[str], list[str], list[str]]:
    """Anna and Anselmo, each heard ten times by Bruno and ten times by strict Bianca, 80 and 70 on average."""
    scores, agents, evaluators = [], [], []
    for agent, level in (("Anna", 80.0), ("Anselmo", 70.0)):
        for evaluator, minus in (("Bruno", 0.0), ("Bianca", strict)):
            scores += [level - minus + one for one in (-4, -2, 0, 2, 4) * 2]
            agents += [agent] * 10
            evaluators += [evaluator] * 10
    return scores, agents, evaluators, ["returns"] * 40


def test_by_hand_on_a_balanced_design() -> None:
    # theta_a = theta_r = 0; two evaluators of 20 calls, means 75 and 65: u = +-5 * 20 t / (20 t + 1), t = theta_e^2.
    # theta_e = 0.5, t = 0.25: 5 * 5 / 6 = 4.1667
    scores, agents, evaluators, reasons = two_by_two()
    found = design(agents, evaluators, reasons)
    sums = equations(np.array(scores), found)
    effects = solve(absorb(sums, 0.0), 0.5, 0.0).effects
    assert list(found.evaluators) == ["Bianca", "Bruno"]
    assert effects[1:3] == pytest.approx([-4.1667, 4.1667], abs=1e-3)


def test_the_deviance_is_the_restricted_likelihood_written_out() -> None:
    # -2 log REML = log|V| + log|X'V^-1 X| + r'V^-1 r, rest profiled out; here from the dense matrices.
    rng = np.random.default_rng(51)
    planted = plant(6, 3, 40, rng)
    found = design(planted.agent, planted.evaluator, planted.reason)
    at = Ratios(0.7, 0.4, 0.3)
    ours = deviance(absorb(equations(planted.scores, found), at.agents), at.evaluators, at.reasons)
    shape = np.eye(40)
    for places, ratio in ((found.agent, at.agents), (found.evaluator, at.evaluators), (found.reason, at.reasons)):
        shape += ratio**2 * (places[:, None] == places)
    ones = np.ones((40, 1))
    inverse = np.linalg.inv(shape)
    weight = float((ones.T @ inverse @ ones)[0, 0])
    mean = float((ones.T @ inverse @ planted.scores)[0]) / weight
    rest = float((planted.scores - mean) @ inverse @ (planted.scores - mean)) / 39
    full = -2 * multivariate_normal(np.full(40, mean), rest * shape).logpdf(planted.scores)
    assert ours == pytest.approx(full + np.log(weight) - np.log(2 * np.pi * rest), abs=1e-6)


def test_reml_finds_the_least_deviance() -> None:
    planted = plant(60, 6, 900, np.random.default_rng(52))
    sums = equations(planted.scores, design(planted.agent, planted.evaluator, planted.reason))
    best = estimate(sums)
    least = deviance(absorb(sums, best.agents), best.evaluators, best.reasons)
    for factor in (0.9, 1.1):
        assert least < deviance(absorb(sums, factor * best.agents), best.evaluators, best.reasons)
        assert least < deviance(absorb(sums, best.agents), factor * best.evaluators, best.reasons)
        assert least < deviance(absorb(sums, best.agents), best.evaluators, factor * best.reasons)


def test_the_strict_evaluator_is_above_zero_and_the_agents_move_to_what_average_evaluators_would_say() -> None:
    found = severity(*two_by_two())
    assert found is not None
    bianca, bruno = found.evaluators
    assert (bianca.evaluator, bianca.n, bianca.shared_agents) == ("Bianca", 20, 2)
    assert 3 < bianca.severity == pytest.approx(-bruno.severity)
    assert bianca.low < 5 < bianca.high
    anna, anselmo = found.agents
    # Both were heard by both alike: raw 75 and 65, and nothing to adjust.
    assert (anna.raw, anselmo.raw) == pytest.approx((75, 65))
    assert anna.adjusted == pytest.approx(75, abs=0.01)
    assert anna.low < 75 < anna.high


def test_an_agent_heard_by_the_strict_one_alone_is_moved_up() -> None:
    scores, agents, evaluators, reasons = two_by_two()
    found = severity(
        scores + [70.0] * 8, agents + ["Agata"] * 8, evaluators + ["Bianca"] * 8, [*reasons, *["returns"] * 8]
    )
    assert found is not None
    agata = found.agents[0]
    assert agata.agent == "Agata"
    assert agata.raw == 70
    assert 72 < agata.adjusted < 76


def test_two_houses_without_a_shared_agent_are_said_not_to_be_comparable() -> None:
    scores, agents, evaluators, reasons = two_by_two()
    there = [f"{one} there" for one in evaluators]
    found = severity(
        scores + [one - 30 for one in scores],
        agents + [f"{one} there" for one in agents],
        evaluators + there,
        reasons + reasons,
    )
    assert found is not None
    assert not found.connected
    assert found.islands == 2
    islands = {one.evaluator: one.island for one in found.evaluators}
    assert islands["Bruno"] == islands["Bianca"] != islands["Bruno there"] == islands["Bianca there"]
    # Thirty points between the houses are nobody's severity: Bruno is as lenient here as his twin there.
    bruno, twin = (next(one for one in found.evaluators if one.evaluator == name) for name in ("Bruno", "Bruno there"))
    assert bruno.severity == pytest.approx(twin.severity, abs=0.01)


def test_evaluators_that_share_nobody_have_no_severity_but_an_interval_that_says_so() -> None:
    rng = np.random.default_rng(53)
    agent = np.repeat(np.arange(20), 10)
    found = severity(75 + rng.normal(0, 10, 200), agent, agent // 10, np.zeros(200))
    assert found is not None
    assert found.islands == 2
    assert [one.shared_agents for one in found.evaluators] == [0, 0]
    assert [one.severity for one in found.evaluators] == pytest.approx([0, 0], abs=1e-6)


def test_with_one_evaluator_or_one_call_each_there_is_nothing_to_tell_severity_from() -> None:
    assert severity([], [], [], []) is None
    assert severity([80, 90, 70], [1, 1, 2], ["Bruno"] * 3, ["returns"] * 3) is None
    assert severity([80, 90], [1, 2], ["Bruno", "Bianca"], ["returns"] * 2) is None


def test_marks_all_alike_are_no_error() -> None:
    found = severity([90.0] * 40, *two_by_two()[1:])
    assert found is not None
    assert [one.severity for one in found.evaluators] == pytest.approx([0, 0], abs=1e-6)


@pytest.mark.parametrize("scores", [[80, 70, 75, float("nan")], [80] * 5])
def test_it_refuses_scores_that_are_none_or_too_many(scores: list[float]) -> None:
    with pytest.raises(ValueError, match=r"leave what is not applicable out|one agent"):
        severity(scores, [1, 1, 2, 2], ["Bruno", "Bianca"] * 2, ["returns"] * 4)


def test_simulated_planted_severities_are_found_and_agents_scores_gain() -> None:
    rng = np.random.default_rng(54)
    rows = np.array([figures(plant(150, 12, 2400, rng)) for _ in range(6)])
    error, plain, covered, ratio, agents_covered = rows.mean(axis=0)
    assert error < 1.4
    assert error < plain
    assert covered >= 0.9
    assert ratio < 0.9
    assert agents_covered >= 0.93


def test_simulated_with_three_evaluators_the_interval_still_holds() -> None:
    rng = np.random.default_rng(55)
    assert np.mean([figures(plant(30, 3, 300, rng))[2] for _ in range(12)]) >= 0.85


def test_simulated_a_team_heard_mostly_by_its_own_evaluator_is_still_told_from_severity() -> None:
    rng = np.random.default_rng(56)
    rows = np.array([figures(plant(120, 8, 2400, rng, own_team=0.8)) for _ in range(6)])
    assert rows[:, 0].mean() < 0.8 * rows[:, 1].mean()
    assert rows[:, 3].mean() < 0.8


def test_a_thousand_agents_are_a_matter_of_a_moment() -> None:
    planted = plant(1000, 50, 20_000, np.random.default_rng(57))
    found = estimated(planted)
    assert len(found.agents) == 1000
    assert found.rest == pytest.approx(12, abs=0.3)
