"""What runs before a commit and after a push is what `make check` and `make test` run, nothing less."""

from __future__ import annotations

import re
import tomllib

import yaml

from benvenuto.config import HOME

RULE = re.compile(r"^check:.*\n((?:\t.*\n)+)", re.MULTILINE)


def test_the_hooks_before_a_commit_run_what_make_check_runs() -> None:
    found = RULE.search((HOME / "Makefile").read_text("utf-8"))
    assert found is not None
    checks = [line.strip().replace("$(BIN)", ".venv/bin").replace("$(MAKE)", "make") for line in found[1].splitlines()]
    config = yaml.safe_load((HOME / ".pre-commit-config.yaml").read_text("utf-8"))
    assert [hook["entry"] for repo in config["repos"] for hook in repo["hooks"]] == checks
    assert {repo["repo"] for repo in config["repos"]} == {"local"}


def test_every_python_that_is_promised_is_tested() -> None:
    job = yaml.safe_load((HOME / ".github" / "workflows" / "ci.yml").read_text("utf-8"))["jobs"]["test"]
    versions = job["strategy"]["matrix"]["python"]
    least = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))["project"]["requires-python"]
    assert least == f">={versions[0]}"
    promised = re.search(r"Python (3\.\d+) to (3\.\d+)", (HOME / "CONTRIBUTING.md").read_text("utf-8"))
    assert promised is not None
    assert promised.groups() == (versions[0], versions[-1])
    assert [step["run"] for step in job["steps"] if "run" in step] == [".ci/run", "make coverage"]
