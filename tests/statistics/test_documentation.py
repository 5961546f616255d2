"""The page about statistics names every module and every command there is."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "statistics.md").read_text("utf-8")
MODULES = sorted(path.stem for path in (ROOT / "benvenuto" / "statistics").glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize("module", MODULES)
def test_every_module_is_named(module: str) -> None:
    assert f"`{module}`" in PAGE


@pytest.mark.parametrize(
    "program",
    [
        "draws",
        "coverage",
        "control_charts",
        "comparisons",
        "severities",
        "rater_agreement",
        "rater_agreement_rivals",
        "periods",
        "correlations",
    ],
)
def test_every_simulation_is_named_and_there(program: str) -> None:
    assert f"`python -m benchmarks.{program}`" in PAGE
    assert (ROOT / "benchmarks" / f"{program}.py").is_file()
