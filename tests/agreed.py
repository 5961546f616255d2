"""A house with a works agreement: the same people and calls, under its clauses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from benvenuto.bootstrap import build
from tests.house import House

EXAMPLES = Path(__file__).parents[1] / "docs" / "works-agreements"


def under(house: House, clauses: str) -> House:
    """The house under a works agreement with these clauses, in force since the year began."""
    head = 'agreements:\n  - version: "1"\n    from: 2026-01-01\n    signed: {on: 2025-12-01, by: [Casa Lume, RSU]}\n'
    lines = "\n".join(f"    {line}" for line in clauses.splitlines())
    file = house.app.settings.data / "works-agreement.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{head}{lines}\n", "utf-8")
    return under_file(house, file)


def under_file(house: House, file: Path) -> House:
    """The house under the works agreement of this file."""
    settings = replace(house.app.settings, works_agreement=file)
    return replace(house, app=build(settings, house.clock, house.app.database))
