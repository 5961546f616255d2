"""Policy facts from their YAML file: shape, days and continuity checked, with every fault at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from benvenuto.domain.faults import Fault, message
from benvenuto.domain.policy import Fact, Policy, Term
from benvenuto.domain.text import Text
from benvenuto.formats.document import Document, read_document
from benvenuto.formats.scoring.rubrics.shape import check_shape
from benvenuto.formats.text_file import FaultKind, read_text

NO_SUCH_DAY = FaultKind(message("{day} is not a calendar date."), message("Write year-month-day, such as 2027-04-30."))
ENDS_BEFORE = FaultKind(
    message("This ends on {until}, before it begins."), message("Swap the two days, or correct one of them.")
)
OVERLAP = FaultKind(
    message("From {start}, two terms of “{fact}” would apply at once."),
    message("End the earlier one on {last}, the day before."),
)
GAP = FaultKind(
    message("Between {first} and {last}, no term of “{fact}” applies."),
    message("Extend the earlier one to {last}, or start the later one on {first}."),
)
NO_END = FaultKind(
    message("This term of “{fact}” has no last day, and another follows it."),
    message("Add “until: {last}”, the day before the next begins."),
)
ALL_ENDED = FaultKind(
    message("After {until}, nothing applies for “{fact}”."),
    message("Remove “until” from the last term, or add the one that follows it."),
)
OTHER_ORDER = FaultKind(message("The terms of “{fact}” are not in date order."), message("Put the earliest first."))
TAKEN = FaultKind(message("The id “{fact}” is already taken."), message("Give each fact an id of its own."))
NO_SUCH_CRITERION = FaultKind(
    message("“{rubric}” has no criterion “{criterion}”."), message("Choose one of: {known}, or remove it.")
)


def read_policy(path: Path) -> tuple[Policy, list[Fault]]:
    """The facts of a file and every fault. A fact with a fault is left out; the others are kept."""
    text, faults = read_text(path)
    if text is None:
        return Policy(), faults
    document, faults = read_document(text, path.as_posix())
    if document is None:
        return Policy(), faults
    shape = check_shape(document, "policy")
    faults += shape.faults
    facts = document.data.get("facts") if isinstance(document.data, dict) else None
    by_id: dict[str, Fact] = {}
    for place, data in enumerate(facts if isinstance(facts, list) else []):
        if not shape.sound(("facts", place)):
            continue
        wrong = list(_fact_faults(document, place, data, taken=data["id"] in by_id))
        faults += wrong
        if not wrong:
            by_id[data["id"]] = _fact(data)
    return Policy(tuple(by_id.values())), sorted(faults, key=lambda fault: fault.line)


def criterion_faults(path: Path, criteria: Mapping[str, Sequence[str]]) -> list[Fault]:
    """Criteria that a fact names and its rubric lacks; `criteria` has each rubric's, a rubric left out is not asked."""
    text, _ = read_text(path)
    document = read_document(text, path.as_posix())[0] if text else None
    if document is None or check_shape(document, "policy").faults:
        return []
    return [
        document.fault(("facts", fact, "criteria", at), NO_SUCH_CRITERION, **params)
        for fact, data in enumerate(document.data["facts"])
        for at, named in enumerate(data.get("criteria", ()))
        if (params := missing_criterion(named, criteria))
    ]


def missing_criterion(path: str, criteria: Mapping[str, Sequence[str]]) -> Mapping[str, str] | None:
    """What to say of a path that its rubric lacks; None when it is there, or when there is no such rubric."""
    rubric, _, criterion = path.partition("/")
    if rubric not in criteria or criterion in criteria[rubric]:
        return None
    return {"rubric": rubric, "criterion": criterion, "known": ", ".join(criteria[rubric])}


def _fact_faults(document: Document, place: int, data: Mapping[str, Any], *, taken: bool) -> Iterator[Fault]:
    if taken:
        yield document.fault(("facts", place, "id"), TAKEN, fact=data["id"])
    wrong = list(_day_faults(document, place, data["terms"]))
    yield from wrong
    if not wrong:
        yield from _order_faults(document, place, data["id"], data["terms"])


def _day_faults(document: Document, place: int, terms: Sequence[Mapping[str, Any]]) -> Iterator[Fault]:
    for at, term in enumerate(terms):
        here = ("facts", place, "terms", at)
        days = {key: _day(term[key]) for key in ("from", "until") if key in term}
        for key, day in days.items():
            if day is None:
                yield document.fault((*here, key), NO_SUCH_DAY, day=term[key])
        start, until = days["from"], days.get("until")
        if start and until and until < start:
            yield document.fault((*here, "until"), ENDS_BEFORE, until=until)


def _order_faults(document: Document, place: int, fact: str, terms: Sequence[Mapping[str, Any]]) -> Iterator[Fault]:
    here = ("facts", place, "terms")
    if any(later["from"] < earlier["from"] for earlier, later in pairwise(terms)):
        yield document.fault(here, OTHER_ORDER, fact=fact)
        return
    for at, (earlier, later) in enumerate(pairwise(terms)):
        start = date.fromisoformat(later["from"])
        before = start - timedelta(days=1)
        if "until" not in earlier:
            yield document.fault((*here, at), NO_END, fact=fact, last=before)
            continue
        ended = date.fromisoformat(earlier["until"])
        if ended >= start:
            yield document.fault((*here, at + 1, "from"), OVERLAP, fact=fact, start=start, last=before)
        elif ended < before:
            first = ended + timedelta(days=1)
            yield document.fault((*here, at + 1, "from"), GAP, fact=fact, first=first, last=before)
    if "until" in terms[-1]:
        yield document.fault((*here, len(terms) - 1, "until"), ALL_ENDED, fact=fact, until=terms[-1]["until"])


def _fact(data: Mapping[str, Any]) -> Fact:
    return Fact(
        id=data["id"],
        title=_text(data["title"]),
        criteria=tuple(data.get("criteria", ())),
        reasons=tuple(data.get("reasons", ())),
        terms=tuple(_term(term) for term in data["terms"]),
    )


def _term(data: Mapping[str, Any]) -> Term:
    return Term(
        start=date.fromisoformat(data["from"]),
        until=date.fromisoformat(data["until"]) if "until" in data else None,
        value=_text(data["value"]),
        rule=_text(data["rule"]),
        source=_text(data.get("source", "")),
        by_role={role: _text(value) for role, value in data.get("by_role", {}).items()},
    )


def _text(value: str | Mapping[str, str]) -> Text:
    return Text.plain(value) if isinstance(value, str) else Text(dict(value))


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None
