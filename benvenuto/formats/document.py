"""YAML as plain data that remembers its lines, so that every fault can say where it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import yaml

from benvenuto.domain.faults import Fault, message
from benvenuto.formats.scalars import scalar
from benvenuto.formats.syntax import EMPTY_FILE, INVISIBLE, TAB, syntax_fault
from benvenuto.formats.text_file import MAX_BYTES, TOO_LARGE, FaultKind

MAX_DEPTH = 20
MAX_NODES = 20_000
# Characters that can be written as escapes, and that no screen and no database takes.
_NO_TEXT = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\ud800-\\udfff]")
# libyaml, where PyYAML was built with it, reads many times as fast; what it refuses the other one explains better
_FASTEST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Path = tuple[str | int, ...]
"""A place in a document: keys and positions from the root."""

DUPLICATE_KEY = FaultKind(
    message("“{key}” is written twice, first on line {first}."),
    message("Keep one of the two."),
)
TAG = FaultKind(
    message("The tag “{tag}” is not allowed."),
    message("Remove the tag: plain texts, numbers, lists and mappings are all that is needed."),
)
KEY_NOT_PLAIN = FaultKind(
    message("A key must be a plain word."),
    message("Write “key: value”, with a single word before the colon."),
)
DANGLING_ALIAS = FaultKind(
    message("“*{name}” repeats something that is not named anywhere above."),
    message("Name the original with “&{name}” above this line, or write it out."),
)
TOO_DEEP = FaultKind(
    message("Lists and mappings are nested more than {limit} deep."),
    message("Compare with the files that come with Benvenuto."),
)
TOO_MANY = FaultKind(
    message("The file holds more than {limit} values once every repetition is written out."),
    message("Split the file, or repeat less with “*”."),
)
SECOND_DOCUMENT = FaultKind(
    message("A second document begins here."),
    message("Keep one document per file: remove the line “---”."),
)


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file: its data as dicts, lists, texts, numbers, booleans and None, and the line of every place."""

    file: str
    data: Any
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """The line of a place, from 1; of the nearest place around it when it is missing itself."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)

    def label(self, path: Path) -> str:
        """A place as people say it: list elements by their id, or counted from 1 where they have none."""
        words, here = [], self.data
        for step in path:
            here = here[step] if _reaches(here, step) else None
            words.append(_name(here, step) if isinstance(step, int) else step)
        return ".".join(words)

    def fault(self, path: Path, kind: FaultKind, /, **params: object) -> Fault:
        """A fault of this kind at this place."""
        return Fault(self.file, self.line(path), self.label(path), kind.template, kind.remedy, params)


def read_document(text: str, file: str) -> tuple[Document | None, list[Fault]]:
    """Read one YAML document; None when no data could be had. Duplicate keys and tags are faults that leave data."""
    if len(text) > MAX_BYTES:
        return None, [_at(file, 0, TOO_LARGE, limit=MAX_BYTES // 1024)]
    lines = text.splitlines()
    tabs = [number for number, line in enumerate(lines, 1) if "\t" in line[: len(line) - len(line.lstrip())]]
    if tabs:
        return None, [_at(file, line, TAB) for line in tabs]
    with suppress(yaml.YAMLError):
        return _read(_Reader(text, file, _FASTEST))
    reader = _Reader(text, file, yaml.SafeLoader)
    try:
        return _read(reader)
    except yaml.YAMLError as error:
        return None, [*reader.faults, syntax_fault(error, text, file)]


def _read(reader: _Reader) -> tuple[Document | None, list[Fault]]:
    file = reader.file
    try:
        data = reader.read()
    except _Stopped as stopped:
        return None, [*reader.faults, stopped.fault]
    if data is None:
        return None, [*reader.faults, _at(file, 0, EMPTY_FILE)]
    return Document(file, data, reader.lines), reader.faults


class _Stopped(Exception):
    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.text)


class _Reader:
    """Builds data from the parser's events, which come one by one: what is hostile is refused before it unfolds."""

    def __init__(self, text: str, file: str, loader: Any) -> None:
        self.file = file
        self.lines: dict[Path, int] = {}
        self.faults: list[Fault] = []
        self._events = yaml.parse(text, Loader=loader)
        self._named: dict[str, tuple[Any, int]] = {}
        self._count = 0

    def read(self) -> Any:
        """The data of the first document; None for an empty file."""
        event = self._next()
        while not isinstance(event, yaml.DocumentStartEvent):
            if isinstance(event, yaml.StreamEndEvent):
                return None
            event = self._next()
        data = self._value(self._next(), ())
        self._next()
        if not isinstance(last := self._next(), yaml.StreamEndEvent):
            raise self._stop(last, SECOND_DOCUMENT)
        return data

    def _next(self) -> Any:
        return next(self._events)

    def _value(self, event: Any, path: Path) -> Any:
        self.lines.setdefault(path, _line(event))
        if isinstance(event, yaml.AliasEvent):
            return self._repeated(event)
        self._grow(event, 1)
        if len(path) > MAX_DEPTH:
            raise self._stop(event, TOO_DEEP, limit=MAX_DEPTH)
        if event.tag is not None:
            self.faults.append(_at(self.file, _line(event), TAG, tag=event.tag))
        before = self._count
        value = self._content(event, path)
        if event.anchor:
            self._named[event.anchor] = value, self._count - before + 1
        return value

    def _content(self, event: Any, path: Path) -> Any:
        if isinstance(event, yaml.ScalarEvent):
            if _NO_TEXT.search(event.value):
                raise self._stop(event, INVISIBLE)
            return scalar(event.value) if event.implicit[0] else event.value
        return self._sequence(path) if isinstance(event, yaml.SequenceStartEvent) else self._mapping(path)

    def _sequence(self, path: Path) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            values.append(self._value(event, (*path, len(values))))
        return values

    def _mapping(self, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(key := self._next(), yaml.MappingEndEvent):
            if not isinstance(key, yaml.ScalarEvent) or _NO_TEXT.search(key.value):
                raise self._stop(key, KEY_NOT_PLAIN)
            self._grow(key, 1)
            place = (*path, key.value)
            if key.value in values:
                first = self.lines[place]
                self.faults.append(_at(self.file, _line(key), DUPLICATE_KEY, key=key.value, first=first))
                self._value(self._next(), (*path, f"{key.value} again on line {_line(key)}"))
                continue
            self.lines[place] = _line(key)
            values[key.value] = self._value(self._next(), place)
        return values

    def _repeated(self, event: yaml.AliasEvent) -> Any:
        if event.anchor not in self._named:
            raise self._stop(event, DANGLING_ALIAS, name=event.anchor)
        value, size = self._named[event.anchor]
        self._grow(event, size)
        return value

    def _grow(self, event: Any, size: int) -> None:
        self._count += size
        if self._count > MAX_NODES:
            raise self._stop(event, TOO_MANY, limit=MAX_NODES)

    def _stop(self, event: Any, kind: FaultKind, **params: object) -> _Stopped:
        return _Stopped(_at(self.file, _line(event), kind, **params))


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _at(file: str, line: int, kind: FaultKind, **params: object) -> Fault:
    return Fault(file, line, "", kind.template, kind.remedy, params)


def _reaches(here: Any, step: str | int) -> bool:
    if isinstance(step, int):
        return isinstance(here, list) and step < len(here)
    return isinstance(here, dict) and step in here


def _name(element: Any, position: int) -> str:
    names = (element.get(key) for key in ("id", "level", "rubric")) if isinstance(element, dict) else ()
    return next((name for name in names if isinstance(name, str) and name), str(position + 1))
