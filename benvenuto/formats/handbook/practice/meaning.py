"""What a schema cannot see in an exercise: answers without a best; turns, reasons and levels that are not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from benvenuto.domain.faults import Fault
from benvenuto.domain.practice import KINDS, NOT_APPLICABLE, THE_CALLERS
from benvenuto.domain.rubric import AppliesWhen, Criterion, Rubric
from benvenuto.domain.text import LANGUAGES
from benvenuto.formats.document import Document, Path
from benvenuto.formats.handbook.chapters import read_excerpt
from benvenuto.formats.handbook.chapters.comparing import LONGEST_EXCERPT_S
from benvenuto.formats.handbook.chapters.kinds import (
    LONG_EXCERPT,
    NO_SUCH_CRITERION,
    NO_SUCH_RECORDING,
    NOT_AN_EXCERPT,
    PAST_THE_END,
)
from benvenuto.formats.handbook.practice import kinds
from benvenuto.formats.scoring.rubrics.kinds import (
    DUPLICATE_ID,
    NO_SUCH_SECTION,
    UNKNOWN_LEVEL,
    UNKNOWN_RUBRIC,
    WRONG_NAME,
)

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ExerciseContext:
    """What exercises refer to: sound rubrics, sections of the handbook as "chapter#section", recordings by length.

    `offered` are the excerpts, by name, that chapters invite to hear: no others are played.
    `broken` are rubrics with faults of their own: what practises them is left alone.
    """

    rubrics: Mapping[str, Rubric]
    sections: AbstractSet[str]
    lengths_s: Mapping[str, float] = field(default_factory=dict)
    offered: AbstractSet[str] = frozenset()
    broken: AbstractSet[str] = frozenset()


def head_faults(document: Document, stem: str, beside: ExerciseContext) -> Iterator[Fault]:
    """The file's own name, its rubric, and ids that stand twice in it."""
    rubric = document.data.get("rubric")
    if isinstance(rubric, str) and rubric != stem:
        yield document.fault(("rubric",), WRONG_NAME, id=rubric, stem=stem)
    elif isinstance(rubric, str) and rubric not in beside.rubrics and rubric not in beside.broken:
        yield document.fault(("rubric",), UNKNOWN_RUBRIC, id=rubric, known=", ".join(beside.rubrics) or "–")
    seen: dict[str, int] = {}
    exercises = document.data.get("exercises")
    for at, data in enumerate(exercises if isinstance(exercises, list) else []):
        own = data.get("id") if isinstance(data, dict) else None
        place: Path = ("exercises", at, "id")
        if isinstance(own, str) and own in seen:
            yield document.fault(place, DUPLICATE_ID, id=own, first=seen[own])
        elif isinstance(own, str):
            seen[own] = document.line(place)


def exercise_faults(
    document: Document, place: Path, data: Data, rubric: Rubric | None, beside: ExerciseContext
) -> list[Fault]:
    """The faults of one exercise whose shape is sound; without its rubric, those that need none."""
    return [
        *_language_faults(document, place, data, data.get("language")),
        *_reference_faults(document, place, data, rubric, beside),
        *_task_faults(document, place, data, criterion_of(rubric, data), beside),
    ]


def criterion_of(rubric: Rubric | None, data: Data) -> Criterion | None:
    """The rubric's criterion that the exercise names."""
    return (
        next((criterion for criterion in rubric.criteria if criterion.id == data["criterion"]), None)
        if rubric
        else None
    )


def _reference_faults(
    document: Document, place: Path, data: Data, rubric: Rubric | None, beside: ExerciseContext
) -> Iterator[Fault]:
    if rubric and not criterion_of(rubric, data):
        known = ", ".join(criterion.id for criterion in rubric.criteria)
        params = {"rubric": rubric.id, "criterion": data["criterion"], "known": known}
        yield document.fault((*place, "criterion"), NO_SUCH_CRITERION, **params)
    if data["handbook"] not in beside.sections:
        yield document.fault((*place, "handbook"), NO_SUCH_SECTION, anchor=data["handbook"])


def _language_faults(document: Document, place: Path, data: Any, language: str | None) -> Iterator[Fault]:
    """Texts that are plain or in two languages where the exercise wants the other."""
    if isinstance(data, list):
        for at, part in enumerate(data):
            yield from _text_faults(document, (*place, at), part, language)
    elif isinstance(data, dict):
        for key, part in data.items():
            if key not in ("id", "criterion", "handbook", "language", "reason", "level", "excerpt"):
                yield from _text_faults(document, (*place, key), part, language)


def _text_faults(document: Document, place: Path, value: Any, language: str | None) -> Iterator[Fault]:
    if isinstance(value, str):
        if language is None:
            yield document.fault(place, kinds.ONE_LANGUAGE)
    elif isinstance(value, dict) and LANGUAGES.keys() & value.keys():
        if language is not None:
            yield document.fault(place, kinds.BOTH_LANGUAGES)
    else:
        yield from _language_faults(document, place, value, language)


def _task_faults(
    document: Document, place: Path, data: Data, criterion: Criterion | None, beside: ExerciseContext
) -> Iterator[Fault]:
    tasks = [kind for kind in KINDS.values() if kind in data]
    if not tasks:
        yield document.fault(place, kinds.NO_TASK)
    elif len(tasks) > 1:
        yield document.fault(place, kinds.MANY_TASKS, tasks=", ".join(tasks))
    if "choose" in data and (better := sum(bool(option.get("better")) for option in data["choose"])) != 1:
        yield document.fault((*place, "choose"), kinds.NOT_ONE_BETTER, n=better)
    if "find" in data:
        yield from _find_faults(document, (*place, "find"), data["find"], data["criterion"], criterion)
    if "order" in data:
        yield from _order_faults(document, (*place, "order"), data["order"])
    if "score" in data:
        yield from _score_faults(document, (*place, "score"), data["score"], data["criterion"], criterion)
    for at, take in enumerate(data.get("takes", ())):
        where: Path = (*place, "takes", at)
        yield from _turn_faults(document, (*where, "turns"), take["turns"])
        yield from _score_faults(document, where, take, data["criterion"], criterion)
    for kind in data.keys() & {"score", "write"}:
        yield from _heard_faults(document, (*place, kind), data[kind], beside)


def _find_faults(
    document: Document, place: Path, find: Data, path: str, criterion: Criterion | None
) -> Iterator[Fault]:
    turns, seen = find["turns"], set()
    yield from _turn_faults(document, (*place, "turns"), turns)
    for at, mistake in enumerate(find["mistakes"]):
        turn, here = mistake["turn"], (*place, "mistakes", at)
        if turn > len(turns):
            yield document.fault((*here, "turn"), kinds.NO_SUCH_TURN, turn=turn, count=len(turns))
        elif turn in seen:
            yield document.fault((*here, "turn"), kinds.TURN_TWICE, turn=turn)
        else:
            yield from _reason_faults(document, here, mistake, "caller" in turns[turn - 1], path, criterion)
        seen.add(turn)


def _reason_faults(
    document: Document, place: Path, mistake: Data, callers: bool, path: str, criterion: Criterion | None
) -> Iterator[Fault]:
    """The reasons of one mistake: the caller's own in the caller's turn, else the criterion's, each once."""
    named: list[tuple[Path, str]] = [((*place, "reason"), mistake["reason"])]
    named += [((*place, "also", at, "reason"), other["reason"]) for at, other in enumerate(mistake.get("also", ()))]
    reasons = [reason.id for reason in criterion.reasons] if criterion else []
    for at, (where, reason) in enumerate(named):
        if callers != (reason == THE_CALLERS):
            params = {"reason": reason, "turn": mistake["turn"], "callers": THE_CALLERS}
            yield document.fault(where, kinds.NOT_WHOSE_TURN, **params)
        elif criterion and not callers and reason not in reasons:
            yield document.fault(where, kinds.NO_SUCH_REASON, path=path, reason=reason, known=", ".join(reasons) or "–")
        elif reason in [earlier for _, earlier in named[:at]]:
            yield document.fault(where, kinds.ALSO_THE_SAME, answer=reason)


def _order_faults(document: Document, place: Path, order: Data) -> Iterator[Fault]:
    steps = list(range(1, len(order["steps"]) + 1))
    seen = [steps]
    for at, other in enumerate(order.get("also", ())):
        where: Path = (*place, "also", at, "order")
        words = ", ".join(map(str, other["order"]))
        if sorted(other["order"]) != steps:
            yield document.fault(where, kinds.NOT_AN_ORDER, order=words, count=len(steps))
        elif other["order"] in seen:
            yield document.fault(where, kinds.ALSO_THE_SAME, answer=words)
        seen.append(other["order"])


def _score_faults(
    document: Document, place: Path, score: Data, path: str, criterion: Criterion | None
) -> Iterator[Fault]:
    if criterion is None or criterion.level(score["level"]):
        return
    known = ", ".join(level.id for level in criterion.scale)
    if score["level"] != NOT_APPLICABLE:
        yield document.fault((*place, "level"), UNKNOWN_LEVEL, path=path, level=score["level"], known=known)
    elif not criterion.not_applicable and criterion.applies_when == AppliesWhen():
        yield document.fault((*place, "level"), kinds.ALWAYS_APPLIES, path=path, known=known)


def _heard_faults(document: Document, place: Path, task: Data, beside: ExerciseContext) -> Iterator[Fault]:
    """What is read or heard: there is something, and the recording can be played."""
    yield from _turn_faults(document, (*place, "turns"), task.get("turns", ()))
    if "turns" not in task and "excerpt" not in task:
        yield document.fault(place, kinds.NOTHING_TO_SCORE)
    if "excerpt" in task:
        yield from _excerpt_faults(document, (*place, "excerpt"), task["excerpt"], beside)


def _turn_faults(document: Document, place: Path, turns: Sequence[Data]) -> Iterator[Fault]:
    for at, turn in enumerate(turns):
        if len(turn) > 1:
            yield document.fault((*place, at), kinds.TWO_SPEAKERS)


def _excerpt_faults(document: Document, place: Path, target: str, beside: ExerciseContext) -> Iterator[Fault]:
    excerpt = read_excerpt(f"excerpt:{target}")
    if excerpt is None:
        yield document.fault(place, NOT_AN_EXCERPT, target=target, example="call@1.0-9.5")
    elif excerpt.call not in beside.lengths_s:
        known = ", ".join(sorted(beside.lengths_s)) or "–"
        yield document.fault(place, NO_SUCH_RECORDING, call=excerpt.call, known=known)
    elif excerpt.end_s > beside.lengths_s[excerpt.call]:
        length = round(beside.lengths_s[excerpt.call], 1)
        yield document.fault(place, PAST_THE_END, end=excerpt.end_s, length=length)
    elif excerpt.end_s - excerpt.start_s > LONGEST_EXCERPT_S:
        yield document.fault(place, LONG_EXCERPT, limit=round(LONGEST_EXCERPT_S))
    elif excerpt.name not in beside.offered:
        yield document.fault(place, kinds.NOT_OFFERED, name=excerpt.name)
