"""Scorecards as JSON that reads the same for ever, and the hash that tells whether content has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.rubric import (
    AppliesWhen,
    Criterion,
    Critical,
    CriticalType,
    Ending,
    Level,
    OnFail,
    Reason,
    Rubric,
)
from benvenuto.domain.scorecard import Band, Scorecard, ScorecardKind, ScorecardPart, Verdict
from benvenuto.domain.text import Text
from benvenuto.formats.scoring.rubrics.evidence import read_stored_evidence, stored_evidence

FORMAT = 1
"""Stored in every snapshot. A later format gets a reader of its own beside this one; this one stays."""

Data = Mapping[str, Any]


class UnknownSnapshot(BenvenutoError):
    """A snapshot in a format, or of a shape, that this version cannot read."""

    template = message("This evaluation's scorecard was stored in a format that this version cannot read ({format}).")
    remedy = message("Start the newest version of Benvenuto.")


def to_json(scorecard: Scorecard) -> dict[str, Any]:
    """The whole scorecard, rubrics included, as JSON data; `from_json` gives back an equal one."""
    return {
        "format": FORMAT,
        **_scorecard(scorecard),
        "rubrics": [
            {"weight": _number(part.weight), "rubric": _rubric(part.rubric), **_chosen(part)}
            for part in scorecard.parts
        ],
    }


def from_json(data: Data) -> Scorecard:
    """The scorecard that `to_json` stored; raises UnknownSnapshot for anything else."""
    if data.get("format") != FORMAT:
        raise UnknownSnapshot(format=data.get("format"))
    try:
        return _read_scorecard(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnknownSnapshot(format=FORMAT) from error


def content_hash(content: Rubric | Scorecard) -> str:
    """SHA-256, in hex, of the whole content: of a scorecard's rubrics too. Equal content, equal hash, for ever."""
    return _hash(to_json(content) if isinstance(content, Scorecard) else {"format": FORMAT, **_rubric(content)})


def file_hash(content: Rubric | Scorecard) -> str:
    """SHA-256 of what the file itself says: of a scorecard's rubrics their ids and weights alone.

    So an edited rubric asks for a new version of the rubric, not of every scorecard that names it.
    """
    if isinstance(content, Rubric):
        return content_hash(content)
    parts = [[part.rubric.id, _number(part.weight), *_chosen(part).values()] for part in content.parts]
    return _hash({"format": FORMAT, **_scorecard(content), "rubrics": parts})


def _hash(data: Data) -> str:
    canonical = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def _scorecard(scorecard: Scorecard) -> dict[str, Any]:
    return {
        "id": scorecard.id,
        "version": scorecard.version,
        "title": _text(scorecard.title),
        "summary": _text(scorecard.summary),
        "for_reasons": list(scorecard.for_reasons),
        "bands": [{"id": b.id, "from": _number(b.start), "label": _text(b.label)} for b in scorecard.bands],
        "verdict": {
            "pass_from": _number(scorecard.verdict.pass_from),
            "fail_on": [kind.value for kind in scorecard.verdict.fail_on],
        },
        # what judges calls has the hash that it had before there was anything else to judge
        **({} if scorecard.judges is ScorecardKind.CALLS else {"judges": scorecard.judges.value}),
    }


def _chosen(part: ScorecardPart) -> dict[str, Any]:
    # left out where it is empty, for the same reason as evidence
    return {"criteria": list(part.chosen)} if part.chosen else {}


def _rubric(rubric: Rubric) -> dict[str, Any]:
    return {
        "id": rubric.id,
        "version": rubric.version,
        "title": _text(rubric.title),
        "summary": _text(rubric.summary),
        "handbook": rubric.handbook,
        "criteria": [_criterion(criterion) for criterion in rubric.criteria],
    }


def _criterion(criterion: Criterion) -> dict[str, Any]:
    critical, rule = criterion.critical, criterion.applies_when
    return {
        "id": criterion.id,
        "title": _text(criterion.title),
        "description": _text(criterion.description),
        "weight": _number(criterion.weight),
        "handbook": criterion.handbook,
        "critical": critical and _critical(critical),
        "not_applicable": criterion.not_applicable,
        "applies_when": {
            "reason": list(rule.reasons),
            "language": list(rule.languages),
            "criterion": rule.criterion,
            "level": list(rule.levels),
            **_not_endings(rule),
        },
        "scale": [
            {
                "level": v.id,
                "value": _number(v.value),
                "label": _text(v.label),
                "behaviour": _text(v.behaviour),
                # left out where there is none, for the same reason as evidence
                **({} if v.cap is None else {"cap": _number(v.cap)}),
            }
            for v in criterion.scale
        ],
        "reasons": [{"id": reason.id, "text": _text(reason.text)} for reason in criterion.reasons],
        **_evidence(criterion),
    }


def _not_endings(rule: AppliesWhen) -> dict[str, Any]:
    # left out where there is none, for the same reason as evidence
    return {"not_ending": [ending.value for ending in rule.not_endings]} if rule.not_endings else {}


def _evidence(criterion: Criterion) -> dict[str, Any]:
    # left out where there is none, so that what was stored before there was evidence keeps its hash
    stored = [stored_evidence(evidence, _text(evidence.label)) for evidence in criterion.evidence]
    return {"evidence": stored} if stored else {}


def _critical(critical: Critical) -> dict[str, Any]:
    return {"type": critical.type.value, "on_fail": critical.on_fail.value, "cap": _number(critical.cap)}


def _text(text: Text) -> str | dict[str, str]:
    return text.versions[""] if set(text.versions) == {""} else dict(text.versions)


def _number(value: float) -> float:
    return float(value) + 0.0  # whole numbers and minus zero are the same content, so they get the same hash


def _read_scorecard(data: Data) -> Scorecard:
    return Scorecard(
        id=data["id"],
        version=data["version"],
        title=_read_text(data["title"]),
        summary=_read_text(data["summary"]),
        for_reasons=tuple(data["for_reasons"]),
        parts=tuple(
            ScorecardPart(_read_rubric(part["rubric"]), float(part["weight"]), tuple(part.get("criteria", ())))
            for part in data["rubrics"]
        ),
        bands=tuple(Band(band["id"], float(band["from"]), _read_text(band["label"])) for band in data["bands"]),
        verdict=Verdict(
            float(data["verdict"]["pass_from"]), tuple(CriticalType(kind) for kind in data["verdict"]["fail_on"])
        ),
        judges=ScorecardKind(data.get("judges", ScorecardKind.CALLS)),
    )


def _read_rubric(data: Data) -> Rubric:
    return Rubric(
        id=data["id"],
        version=data["version"],
        title=_read_text(data["title"]),
        summary=_read_text(data["summary"]),
        handbook=data["handbook"],
        criteria=tuple(_read_criterion(criterion) for criterion in data["criteria"]),
    )


def _read_criterion(data: Data) -> Criterion:
    critical, rule = data["critical"], data["applies_when"]
    return Criterion(
        id=data["id"],
        title=_read_text(data["title"]),
        description=_read_text(data["description"]),
        weight=float(data["weight"]),
        scale=tuple(
            Level(v["level"], float(v["value"]), _read_text(v["label"]), _read_text(v["behaviour"]), v.get("cap"))
            for v in data["scale"]
        ),
        handbook=data["handbook"],
        critical=critical
        and Critical(CriticalType(critical["type"]), OnFail(critical["on_fail"]), float(critical["cap"])),
        not_applicable=data["not_applicable"],
        applies_when=AppliesWhen(
            tuple(rule["reason"]),
            tuple(rule["language"]),
            rule["criterion"],
            tuple(rule["level"]),
            tuple(Ending(ending) for ending in rule.get("not_ending", ())),
        ),
        reasons=tuple(Reason(reason["id"], _read_text(reason["text"])) for reason in data["reasons"]),
        evidence=tuple(read_stored_evidence(e, _read_text(e["label"])) for e in data.get("evidence", ())),
    )


def _read_text(data: str | Mapping[str, str]) -> Text:
    return Text.plain(data) if isinstance(data, str) else Text(dict(data))
