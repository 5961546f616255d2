"""Exercises from data whose shape and meaning have been found sound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from benvenuto.domain.call import Speaker
from benvenuto.domain.practice import (
    Also,
    Choose,
    DialogueLine,
    Exercise,
    Find,
    Mistake,
    Option,
    Order,
    ScoreExcerpt,
    ScoreTakes,
    Take,
    Task,
    Write,
)
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
        return _order(data["order"])
    if "takes" in data:
        takes = (Take(_talk(take["turns"]), take["level"], _text(take["why"])) for take in data["takes"])
        return ScoreTakes(tuple(takes))
    if "write" in data:
        return _write(data["write"])
    return _find(data["find"]) if "find" in data else _score(data["score"])


def _find(data: Data) -> Find:
    return Find(
        turns=_talk(data["turns"]),
        mistakes=tuple(
            Mistake(
                turn=mistake["turn"] - 1,
                reason=mistake["reason"],
                also=tuple(Also(other["reason"], _text(other["why"])) for other in mistake.get("also", ())),
            )
            for mistake in data["mistakes"]
        ),
        why=_text(data["why"]),
        instead=_text(data["instead"]) if "instead" in data else None,
    )


def _order(data: Data) -> Order:
    also = (Also(tuple(place - 1 for place in other["order"]), _text(other["why"])) for other in data.get("also", ()))
    return Order(tuple(_text(step) for step in data["steps"]), _text(data["why"]), tuple(also))


def _score(data: Data) -> ScoreExcerpt:
    return ScoreExcerpt(_talk(data.get("turns", ())), _excerpt(data), data["level"], _text(data["why"]))


def _write(data: Data) -> Write:
    return Write(_talk(data.get("turns", ())), _excerpt(data), _text(data["answer"]), _text(data["why"]))


def _excerpt(data: Data) -> str:
    excerpt = read_excerpt(f"excerpt:{data.get('excerpt', '')}")
    return excerpt.name if excerpt else ""


def _talk(turns: Sequence[Data]) -> tuple[DialogueLine, ...]:
    return tuple(DialogueLine(Speaker(who), _text(words)) for turn in turns for who, words in turn.items())


def _text(data: str | Mapping[str, str]) -> Text:
    if isinstance(data, str):
        return Text.plain(data.strip())
    return Text({language: words.strip() for language, words in data.items()})
