"""The shape of rubric and scorecard files: the JSON Schemas' verdict, in sentences that name line and remedy."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

from benvenuto.config import HOME
from benvenuto.domain.faults import Fault
from benvenuto.domain.text import LANGUAGES
from benvenuto.formats.document import Document, Path
from benvenuto.formats.scoring.rubrics import kinds
from benvenuto.formats.text_file import FaultKind

SCHEMAS = HOME / "rubrics"
"""Where the schemas lie: beside the rubrics, so that editors find them too."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the schema finds wrong, and where."""

    faults: tuple[Fault, ...]
    wrong: frozenset[Path]

    def sound(self, path: Path) -> bool:
        """Whether nothing is wrong at this place or inside it, so that its meaning can be checked."""
        return not any(wrong[: len(path)] == path for wrong in self.wrong)


def check_shape(document: Document, schema: str) -> Shape:
    """Hold a document to `rubrics/<schema>.schema.json`: every fault at once, each place and sentence once.

    A misspelt key is one fault: that the key which it stands for is missing follows from it.
    """
    faults: dict[tuple[Path, str], Fault] = {}
    wrong = set()
    for error in validator(schema).iter_errors(document.data):
        wrong.add(tuple(error.absolute_path))
        for path, kind, params in _findings(error):
            faults.setdefault((path, kind.template), document.fault(path, kind, **params))
    return Shape(tuple(faults.values()), frozenset(wrong))


@cache
def validator(schema: str) -> Draft202012Validator:
    """The validator for one of the schemas, by the name before `.schema.json`."""
    return Draft202012Validator(json.loads((SCHEMAS / f"{schema}.schema.json").read_text("utf-8")))


_Finding = tuple[Path, FaultKind, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class _Error:
    """What the sentences need: the value found, the keyword's value that it breaks, and the schema around that."""

    path: Path
    value: Any
    rule: Any
    schema: Mapping[str, Any]

    @classmethod
    def of(cls, error: ValidationError) -> _Error:
        schema = error.schema if isinstance(error.schema, Mapping) else {}
        return cls(tuple(error.absolute_path), error.instance, error.validator_value, schema)

    @property
    def key(self) -> str:
        return str(next((step for step in reversed(self.path) if isinstance(step, str)), ""))


def _findings(error: ValidationError) -> Iterator[_Finding]:
    """A choice between a word and a mapping is told by what is wrong inside, where a mapping was written."""
    inside = (
        [cause for cause in error.context or () if cause.validator != "enum"]
        if isinstance(error.instance, dict)
        else []
    )
    for cause in inside or [error]:
        yield from _SENTENCES[str(cause.validator)](_Error.of(cause))


def _is_text(error: _Error) -> bool:
    return set(error.schema.get("properties", ())) == set(LANGUAGES)


def _meant(error: _Error) -> Mapping[str, str]:
    """The key that each misspelt one stands for: a missing one sooner than one that is there as well.

    Where one is missing and one is unknown, they are the same, however unlike: name for id, rubrica for rubric.
    """
    known = list(error.schema.get("properties", ()))
    missing = [key for key in error.schema.get("required", ()) if key not in error.value]
    unknown = [key for key in error.value if key not in known]
    close = {
        key: get_close_matches(key, missing, n=1, cutoff=0.5) or get_close_matches(key, known, n=1, cutoff=0.7)
        for key in (unknown if known else ())
    }
    if len(missing) == len(unknown) == 1 and not _is_text(error):
        return {unknown[0]: missing[0]}
    return {key: words[0] for key, words in close.items() if words}


def _missing(error: _Error) -> Iterator[_Finding]:
    kind = kinds.MISSING_LANGUAGE if _is_text(error) else kinds.MISSING_KEY
    misspelt = _meant(error).values()
    for key in error.rule:
        if key not in error.value and key not in misspelt:
            yield (*error.path, key), kind, {"key": key}


def _unknown(error: _Error) -> Iterator[_Finding]:
    known, meant = list(error.schema["properties"]), _meant(error)
    for key, value in error.value.items():
        here = (*error.path, key)
        if key in known:
            continue
        if _is_text(error) and value is None:
            yield here, kinds.COMMA_IN_TEXT, {"key": key}
        elif key in meant:
            yield here, kinds.UNKNOWN_KEY_CLOSE, {"key": key, "close": meant[key]}
        else:
            yield here, kinds.UNKNOWN_KEY, {"key": key, "known": ", ".join(known)}


def _lonely(error: _Error) -> Iterator[_Finding]:
    misspelt = _meant(error).values()
    for key, others in error.rule.items():
        for other in others:
            if key in error.value and other not in error.value and other not in misspelt:
                yield (*error.path, key), kinds.LONELY_KEY, {"key": key, "other": other}


def _type(error: _Error) -> Iterator[_Finding]:
    expected = error.rule if isinstance(error.rule, str) else "text"
    kind = kinds.EMPTY if error.value is None else kinds.NOT_OF_TYPE[expected]
    yield error.path, kind, {"key": error.key, "value": error.value}


def _not_allowed(error: _Error) -> Iterator[_Finding]:
    allowed = error.schema.get("enum") or error.schema["examples"]
    words = [word if isinstance(word, str) else _inline(word) for word in allowed]
    params = {"value": error.value, "allowed": ", ".join(words), "key": error.key}
    if error.value is None:
        yield error.path, kinds.EMPTY, params
    elif close := get_close_matches(str(error.value), words, n=1, cutoff=0.7):
        yield error.path, kinds.NOT_ALLOWED_CLOSE, {**params, "close": close[0]}
    else:
        yield error.path, kinds.NOT_ALLOWED, params


def _inline(mapping: Mapping[str, object]) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in mapping.items()) + "}"


def _pattern(error: _Error) -> Iterator[_Finding]:
    yield error.path, kinds.NOT_LIKE[error.rule], {"key": error.key, "value": error.value}


def _limit(kind: FaultKind) -> Callable[[_Error], Iterator[_Finding]]:
    def say(error: _Error) -> Iterator[_Finding]:
        yield error.path, kind, {"key": error.key, "limit": error.rule, "value": error.value}

    return say


def _few(error: _Error) -> Iterator[_Finding]:
    kind = kinds.TOO_FEW if error.value else kinds.EMPTY
    yield error.path, kind, {"key": error.key, "limit": error.rule}


def _twice(error: _Error) -> Iterator[_Finding]:
    values: list[Any] = error.value
    for position, value in enumerate(values):
        if value in values[:position]:
            yield (*error.path, position), kinds.TWICE, {"value": value}


_SENTENCES: Mapping[str, Callable[[_Error], Iterator[_Finding]]] = {
    "required": _missing,
    "additionalProperties": _unknown,
    "dependentRequired": _lonely,
    "type": _type,
    "enum": _not_allowed,
    "anyOf": _not_allowed,
    "pattern": _pattern,
    "minimum": _limit(kinds.TOO_SMALL),
    "exclusiveMinimum": _limit(kinds.NOT_ABOVE),
    "maximum": _limit(kinds.TOO_LARGE),
    "maxLength": _limit(kinds.TOO_LONG),
    "minItems": _few,
    "minProperties": _few,
    "maxItems": _limit(kinds.TOO_MANY),
    "uniqueItems": _twice,
}
"""A sentence for every keyword the schemas use; a test holds the two together."""
