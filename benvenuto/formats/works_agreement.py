"""The works agreement from its YAML file: every version, with every fault at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from benvenuto.domain.faults import BenvenutoError, Fault, message
from benvenuto.domain.people import Role
from benvenuto.domain.text import Text
from benvenuto.domain.works_agreement import (
    HearingClause,
    NeverFor,
    Purpose,
    Retained,
    ScoringClause,
    TeamScoring,
    WorksAgreement,
    WorksAgreements,
)
from benvenuto.formats.document import Document, read_document
from benvenuto.formats.handbook.policy import NO_SUCH_DAY
from benvenuto.formats.scoring.rubrics.shape import check_shape
from benvenuto.formats.text_file import FaultKind, read_text

NOT_KEPT = FaultKind(
    message("This version of Benvenuto does not enforce “{key}”: written here, it would promise what nothing keeps."),
    message("Remove it, and keep that part of the agreement by other means."),
)
VERSION_TAKEN = FaultKind(message("The version “{version}” is there twice."), message("Give each its own."))
OTHER_ORDER = FaultKind(
    message("Version “{version}” is in force from {start}, which is not after the one above it."),
    message("Put the versions in the order of their days, the earliest first."),
)
SIGNED_LATER = FaultKind(
    message("It is in force from {start}, before it was signed on {signed}."),
    message("Correct one of the two days."),
)
TEAM_TWICE = FaultKind(
    message("The team “{team}” is in more than one list."), message("Leave it in the one that holds for it.")
)
NO_SUCH_TEAM = FaultKind(
    message("There is no team “{team}”: what is written for it holds for nobody."),
    message("Choose one of: {known}."),
)

_NOT_KEPT_HERE: Mapping[tuple[str, ...], frozenset[str]] = {
    (): frozenset({"retention", "voice", "cut", "groups", "pseudonyms", "share_recorded"}),
    ("hearing",): frozenset({"agent_informed", "agent_present", "reason"}),
}
"""Clauses that real works agreements have and nothing here keeps yet, by where in a version they would stand."""

_LISTS = {
    "allowed": TeamScoring.ALLOWED,
    "training_only": TeamScoring.TRAINING_ONLY,
    "forbidden": TeamScoring.FORBIDDEN,
}


class BrokenWorksAgreement(BenvenutoError):
    """The file of the works agreement has faults, so that nobody can tell what it allows."""

    template = message("The works agreement in {file} has an error on line {line}.")
    remedy = message("Nothing is heard or scored until it is fixed: “python -m benvenuto check” names every error.")


def read_works_agreement(path: Path) -> tuple[WorksAgreements, list[Fault]]:
    """Every version of a file, and every fault; with a fault there are no versions: half an agreement is none."""
    text, faults = read_text(path)
    if text is None:
        return WorksAgreements(), faults
    document, faults = read_document(text, path.as_posix())
    if document is None:
        return WorksAgreements(), faults
    faults += _not_kept(document)
    shape = check_shape(document, "works-agreement")
    faults += shape.faults
    if shape.sound(()):
        faults += _meaning(document)
    if faults:
        return WorksAgreements(), sorted(faults, key=lambda fault: fault.line)
    return WorksAgreements(tuple(map(_agreement, document.data["agreements"]))), []


def team_faults(path: Path, known: Sequence[str]) -> list[Fault]:
    """Teams that the file names and the house does not have."""
    text, _ = read_text(path)
    document = read_document(text, path.as_posix())[0] if text else None
    if document is None or _not_kept(document) or check_shape(document, "works-agreement").faults:
        return []
    folded = {name.strip().casefold() for name in known}
    return [
        document.fault(place, NO_SUCH_TEAM, team=team, known=", ".join(known) or "—")
        for version in range(len(document.data["agreements"]))
        for place, team in _named_teams(document, version)
        if team.strip().casefold() not in folded
    ]


def _not_kept(document: Document) -> list[Fault]:
    """The clauses that nothing keeps, which are taken out so that the shape says nothing more of them."""
    faults = []
    agreements = document.data.get("agreements") if isinstance(document.data, dict) else None
    for place, agreement in enumerate(agreements if isinstance(agreements, list) else []):
        for inside, keys in _NOT_KEPT_HERE.items():
            clause = agreement
            for step in inside:
                clause = clause.get(step) if isinstance(clause, dict) else None
            for key in [key for key in clause if key in keys] if isinstance(clause, dict) else []:
                faults.append(document.fault(("agreements", place, *inside, key), NOT_KEPT, key=key))
                del clause[key]
    return faults


def _meaning(document: Document) -> Iterator[Fault]:
    agreements = document.data["agreements"]
    wrong_days = list(_day_faults(document, agreements))
    yield from wrong_days
    versions: set[str] = set()
    for place, agreement in enumerate(agreements):
        if agreement["version"] in versions:
            yield document.fault(("agreements", place, "version"), VERSION_TAKEN, version=agreement["version"])
        versions.add(agreement["version"])
        yield from _team_twice(document, place)
    if wrong_days:
        return
    for place, (earlier, later) in enumerate(pairwise(agreements), 1):
        if later["from"] <= earlier["from"]:
            params = {"version": later["version"], "start": later["from"]}
            yield document.fault(("agreements", place, "from"), OTHER_ORDER, **params)
    for place, agreement in enumerate(agreements):
        start, signed = agreement["from"], agreement["signed"]["on"]
        if signed > start:
            yield document.fault(("agreements", place, "from"), SIGNED_LATER, start=start, signed=signed)


def _day_faults(document: Document, agreements: Sequence[Mapping[str, Any]]) -> Iterator[Fault]:
    for place, agreement in enumerate(agreements):
        for path, words in ((("from",), agreement["from"]), (("signed", "on"), agreement["signed"]["on"])):
            if _day(words) is None:
                yield document.fault(("agreements", place, *path), NO_SUCH_DAY, day=words)


def _team_twice(document: Document, version: int) -> Iterator[Fault]:
    seen: set[str] = set()
    for place, team in _named_teams(document, version):
        folded = team.strip().casefold()
        if folded in seen:
            yield document.fault(place, TEAM_TWICE, team=team)
        seen.add(folded)


def _named_teams(document: Document, version: int) -> Iterator[tuple[tuple[str | int, ...], str]]:
    scoring = document.data["agreements"][version].get("scoring", {})
    for key in _LISTS:
        for at, team in enumerate(scoring.get(key, ())):
            yield ("agreements", version, "scoring", key, at), team


def _agreement(data: Mapping[str, Any]) -> WorksAgreement:
    summary = data.get("summary")
    return WorksAgreement(
        version=data["version"],
        start=date.fromisoformat(data["from"]),
        signed_on=date.fromisoformat(data["signed"]["on"]),
        signed_by=tuple(data["signed"]["by"]),
        purposes=frozenset(map(Purpose, data["purposes"])),
        summary=None if summary is None else Text.plain(summary) if isinstance(summary, str) else Text(dict(summary)),
        scoring=_scoring(data.get("scoring", {})),
        hearing=_hearing(data.get("hearing", {})),
        handling_time=data.get("handling_time", "each-agent") == "each-agent",
        never_for=frozenset(map(NeverFor, data.get("never_for", ()))),
        retention={Retained(kind): days for kind, days in data.get("retention", {}).items()},
    )


def _scoring(data: Mapping[str, Any]) -> ScoringClause:
    return ScoringClause(
        default=TeamScoring(data.get("default", TeamScoring.ALLOWED)),
        by_team={team: kind for key, kind in _LISTS.items() for team in data.get(key, ())},
        oldest_days=data.get("oldest_days"),
    )


def _hearing(data: Mapping[str, Any]) -> HearingClause:
    return HearingClause(
        roles=frozenset(map(Role, data.get("roles", ("supervisor", "manager")))),
        calls_per_month=data.get("calls_per_agent_and_month"),
        oldest_days=data.get("oldest_days"),
    )


def _day(words: str) -> date | None:
    try:
        day = date.fromisoformat(words)
    except ValueError:
        return None
    return day if words == day.isoformat() else None  # 20270430 and 2027-W17 are dates to some, and sort otherwise
