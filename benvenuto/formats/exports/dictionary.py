"""The data dictionary: what each table of an export holds, and what each of its columns means, in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from benvenuto.domain.snapshot import ColumnKind, TableShape

LEFT_OUT = frozenset({"applied_edits", "edit_histories", "known_devices", "sessions", "weekly", "weekly_basis"})
"""Tables of secrets, of sums that are made from the rest, and of traces of browser windows."""

_SECRETS = frozenset({"password_hash", "second_factor", "second_factor_step"})
_UNITS = {"_s": "s"}

Words = Mapping[str, str]
"""By language."""


@cache
def _dictionary() -> Mapping[str, Any]:
    document: Mapping[str, Any] = yaml.safe_load(Path(__file__).with_name("dictionary.yaml").read_text("utf-8"))
    return document


def about(table: str) -> Words:
    """What a table holds. Raises KeyError for one that is not described."""
    words: Words = _dictionary()["tables"][table]["about"]
    return words


def meanings(shape: TableShape) -> Mapping[str, Words]:
    """What each column that is exported means. Raises KeyError for one that is not described."""
    own = _dictionary()["tables"][shape.name].get("columns", {})
    shared = _dictionary()["shared"]
    names = [column.name for column in shape.columns if column.name not in _SECRETS]
    return {name: own[name] if name in own else shared[name] for name in names}


def written(tables: Sequence[tuple[TableShape, int, Mapping[str, str]]]) -> str:
    """The dictionary of an export as YAML: of each table its shape, rows, and what its columns refer to."""
    document = {
        shape.name: {
            "about": dict(about(shape.name)),
            "rows": rows,
            "columns": [_column(shape.name, name, words, shape, references) for name, words in meanings(shape).items()],
        }
        for shape, rows, references in tables
    }
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=120)


def _column(
    table: str, name: str, words: Words, shape: TableShape, references: Mapping[str, str]
) -> Mapping[str, object]:
    kind = next(column.kind for column in shape.columns if column.name == name)
    facts: dict[str, object] = {"name": name, "type": kind.value, "meaning": dict(words)}
    if kind is ColumnKind.INSTANT:
        facts["unit"] = "UTC"
    for ending, unit in _UNITS.items():
        if name.endswith(ending):
            facts["unit"] = unit
    if name in references:
        facts["references"] = references[name]
    return facts
