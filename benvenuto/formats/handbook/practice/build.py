"""Exercises from data whose shape and meaning have been found sound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from benvenuto.domain.call import Speaker
from benvenuto.domain.practice import Choose, DialogueLine, Exercise, Find, Option, Order, ScoreExcerpt, Task
from benvenuto.domain.text import LANGUAGES, Text
from benvenuto.formats.handbook.chapters import read_excerpt

Data = Mapping[str, Any]


def exercise_of(data: Data, rubric: str) -> Exercise:
    """The exercise that a part of a file describes."""
    return Exercise(
        id=data["id"],
        rubric=rubric,
        criterion=data["criterion"],
        handbook=data["handbook"],
        languages=(data["language"],) if "language" in data else tuple(LANGUAGES),
        title=_text(data["title"]),
        situation=_text(data["situation"]),
        task=_task(data),
    )


def _task(data: Data) -> Task:
    if "choose" in data:
        options = (
            Option(_text(option["say"]), _text(option["why"]), option.get("better", False)) for option in data["choose"]
        )
        return Choose(tuple(options))
    if "order" in data:
        return Order(tuple(_text(step) for step in data["order"]["steps"]), _text(data["order"]["why"]))
    return _find(data["find"]) if "find" in data else _score(data["score"])


def _find(data: Data) -> Find:
    return Find(
        turns=_talk(data["turns"]),
        turn=data["turn"] - 1,
        reason=data["reason"],
        why=_text(data["why"]),
        instead=_text(data["instead"]),
    )


def _score(data: Data) -> ScoreExcerpt:
    excerpt = read_excerpt(f"excerpt:{data.get('excerpt', '')}")
    return ScoreExcerpt(
        _talk(data.get("turns", ())), excerpt.name if excerpt else "", data["level"], _text(data["why"])
    )


def _talk(turns: Sequence[Data]) -> tuple[DialogueLine, ...]:
    return tuple(DialogueLine(Speaker(who), _text(words)) for turn in turns for who, words in turn.items())


def _text(data: str | Mapping[str, str]) -> Text:
    if isinstance(data, str):
        return Text.plain(data.strip())
    return Text({language: words.strip() for language, words in data.items()})
