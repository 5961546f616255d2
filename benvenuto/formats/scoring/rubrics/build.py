"""Rubrics and scorecards from data whose shape and meaning have been found sound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from benvenuto.domain.call import Speaker
from benvenuto.domain.evidence import Evidence, Passed, PhraseEvidence, PhrasesByLanguage
from benvenuto.domain.measure import Measure
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
from benvenuto.formats.scoring.rubrics.evidence import written_out

Data = Mapping[str, Any]


def criterion_path(rubric_id: str, reference: str) -> str:
    """The full path of a criterion that a rubric names by its id alone, or already as rubric/criterion."""
    return reference if "/" in reference else f"{rubric_id}/{reference}"


def rubric_of(data: Data) -> Rubric:
    """The rubric that a file's data describes."""
    return Rubric(
        id=data["id"],
        version=int(data["version"]),
        title=_text(data["title"]),
        summary=_text(data["summary"]),
        handbook=data["handbook"],
        criteria=tuple(_criterion(criterion, data["id"]) for criterion in data["criteria"]),
    )


def scorecard_of(data: Data, rubrics: Mapping[str, Rubric]) -> Scorecard:
    """The scorecard that a file's data describes, with its rubrics inside."""
    return Scorecard(
        id=data["id"],
        version=int(data["version"]),
        title=_text(data["title"]),
        summary=_text(data["summary"]),
        for_reasons=tuple(data.get("for_reasons", ())),
        parts=tuple(_part(part, rubrics[part["rubric"]]) for part in data["rubrics"]),
        bands=tuple(Band(band["id"], float(band["from"]), _text(band["label"])) for band in data["bands"]),
        verdict=Verdict(
            float(data["verdict"]["pass_from"]),
            tuple(CriticalType(kind) for kind in data["verdict"]["fail_on"]),
        ),
        judges=ScorecardKind(data.get("judges", ScorecardKind.CALLS)),
    )


def _part(data: Data, rubric: Rubric) -> ScorecardPart:
    """A part that names criteria takes those alone, in the order of the rubric."""
    weight, chosen = float(data["weight"]), tuple(data.get("criteria", ()))
    if not chosen:
        return ScorecardPart(rubric, weight)
    taken = tuple(criterion for criterion in rubric.criteria if criterion.id in chosen)
    return ScorecardPart(replace(rubric, criteria=taken), weight, tuple(criterion.id for criterion in taken))


def _criterion(data: Data, rubric_id: str) -> Criterion:
    return Criterion(
        id=data["id"],
        title=_text(data["title"]),
        description=_text(data["description"]),
        weight=float(data.get("weight", 1)),
        scale=tuple(_level(level) for level in data["scale"]),
        handbook=data["handbook"],
        critical=_critical(data),
        not_applicable=data.get("not_applicable", False),
        applies_when=_applies_when(data, rubric_id),
        reasons=tuple(Reason(reason["id"], _text(reason["text"])) for reason in data.get("reasons", ())),
        evidence=tuple(_evidence(evidence) for evidence in data.get("evidence", ())),
    )


def _level(data: Data) -> Level:
    cap = data.get("cap")
    return Level(
        data["level"],
        float(data["value"]),
        _text(data["label"]),
        _text(data["behaviour"]),
        None if cap is None else float(cap),
    )


def _critical(data: Data) -> Critical | None:
    if "critical" not in data:
        return None
    kind, on_fail = CriticalType(data["critical"]), data["on_fail"]
    if isinstance(on_fail, str):
        return Critical(kind, OnFail(on_fail))
    return Critical(kind, OnFail.CAP, float(on_fail["cap"]))


def _applies_when(data: Data, rubric_id: str) -> AppliesWhen:
    rule: Data = data.get("applies_when", {})
    return AppliesWhen(
        reasons=tuple(rule.get("reason", ())),
        languages=tuple(rule.get("language", ())),
        criterion=criterion_path(rubric_id, rule["criterion"]) if "criterion" in rule else "",
        levels=tuple(rule.get("level", ())),
        not_endings=tuple(Ending(ending) for ending in data.get("not_applicable_when", ())),
    )


def _evidence(data: Data) -> Evidence:
    sign = _passed(data) if "measure" in data else _phrase_evidence(data)
    return Evidence(data["id"], _text(data["label"]), sign, data.get("quiet", False))


def _passed(data: Data) -> Passed:
    above, below = data.get("above"), data.get("below")
    return Passed(
        Measure(data["measure"]), None if above is None else float(above), None if below is None else float(below)
    )


def _phrase_evidence(data: Data) -> PhraseEvidence:
    by = data.get("by", "agent")
    return PhraseEvidence(
        phrases=_phrases(data, "phrases"),
        unless=_phrases(data, "unless"),
        by=None if by == "anybody" else Speaker(by),
        first_turns=int(data.get("first_turns", 0)),
        last_turns=int(data.get("last_turns", 0)),
    )


def _phrases(data: Data, key: str) -> PhrasesByLanguage:
    by_language: Mapping[str, Sequence[str]] = data.get(key, {})
    return {
        language: tuple(written_out(phrase, data, language) for phrase in phrases)
        for language, phrases in by_language.items()
        if phrases
    }


def _text(data: str | Mapping[str, str]) -> Text:
    if isinstance(data, str):
        return Text.plain(data.strip())
    return Text({language: text.strip() for language, text in data.items()})
