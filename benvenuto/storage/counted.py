"""Which evaluations count, and with which value: what every trend is made of, as queries over one shape of row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Float,
    FromClause,
    Integer,
    Label,
    Select,
    Subquery,
    case,
    cast,
    exists,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.sql.elements import ColumnElement

from benvenuto.domain.evaluation import COUNTING
from benvenuto.domain.followed import Followed, FollowedKind
from benvenuto.domain.rubric import CriticalType
from benvenuto.domain.sums import Sums
from benvenuto.storage.tables import answers, calls, critical_errors, evaluations, measures, recordings, rubric_scores
from benvenuto.storage.watched import COUNTS, WEIGHT, Condition

_THIRDS = Sums._fields[9:]


def counted(followed: Followed, *conditions: Condition, inside: bool = False) -> CompoundSelect[Any] | Select[Any]:
    """A row for each value that counts: what it is `of`, the value x, its weight w, and the evaluation's own columns.

    x is a score 0..100, 100 and 0 for free of a critical error and not, or what was measured. With `inside`, a row for
    each part of what is followed: every rubric, every criterion (of the rubric named), every critical type.
    """
    match followed.kind:
        case FollowedKind.CARE:
            return _rows(literal(""), evaluations.c.care_score, conditions)
        case FollowedKind.RUBRIC:
            named = () if inside else (rubric_scores.c.rubric_id == followed.of,)
            on = rubric_scores.c.evaluation_id == evaluations.c.id
            return _rows(rubric_scores.c.rubric_id, rubric_scores.c.score, (*conditions, *named), rubric_scores, on)
        case FollowedKind.CRITERION:
            return _criteria(followed.of, conditions, inside=inside)
        case FollowedKind.CRITICAL:
            types = [kind.value for kind in CriticalType] if inside else [followed.of]
            return union_all(*(_free_of(one, conditions) for one in types))
        case FollowedKind.MEASURE:
            return _measured(followed.of, conditions)


def every_kind(*conditions: Condition) -> Subquery:
    """The same of everything that an evaluation itself says, by `kind`; what was measured of the sound is not in it."""
    parts = {
        FollowedKind.CARE: [counted(Followed(), *conditions)],
        FollowedKind.RUBRIC: [counted(Followed(FollowedKind.RUBRIC), *conditions, inside=True)],
        FollowedKind.CRITERION: [counted(Followed(FollowedKind.CRITERION), *conditions, inside=True)],
        FollowedKind.CRITICAL: [
            _free_of("", conditions),
            counted(Followed(FollowedKind.CRITICAL), *conditions, inside=True),
        ],
    }
    rows = [select(literal(kind.value).label("kind"), one.subquery()) for kind, found in parts.items() for one in found]
    return union_all(*rows).subquery("every_kind")


def sums(rows: FromClause, *, thirds: bool = False) -> list[Label[Any]]:
    """The columns of `Sums` over such rows, in its order."""
    w, x = rows.c.w, rows.c.x
    powers = [w, w * w, w * x, w * w * x, w * w * x * x]
    powers += [w * w * w, w * w * w * x, w * w * w * x * x, w * w * w * x * x * x] if thirds else []
    found: list[ColumnElement[Any]] = [func.count(), func.sum(rows.c.simulated), func.min(x), func.max(x)]
    found += [func.sum(power) for power in powers]
    return [column.label(name) for name, column in zip(Sums._fields, found, strict=False)]


def sums_again(table: FromClause) -> list[Label[Any]]:
    """The columns of `Sums` over rows that are sums already."""
    columns: dict[str, ColumnElement[Any]] = {
        name: func.sum(table.c[name]) for name in Sums._fields if name not in _THIRDS
    }
    columns |= {"least": func.min(table.c.least), "most": func.max(table.c.most)}
    return [column.label(name) for name, column in columns.items()]


def read_sums(row: Sequence[Any]) -> Sums:
    """The sums from the columns of a row."""
    n, simulated, *amounts = row
    return Sums(int(n), int(simulated), *amounts)  # PostgreSQL adds whole numbers up to decimals


def _criteria(of: str, conditions: Sequence[Condition], *, inside: bool) -> Select[Any]:
    path = answers.c.path
    named = path.startswith(f"{of}/", autoescape=True) if inside and of else path == of
    which = () if inside and not of else (named,)
    counts = (answers.c.revision == evaluations.c.revision, answers.c.value.is_not(None))
    on = answers.c.evaluation_id == evaluations.c.id
    return _rows(path, answers.c.value * 100, (*conditions, *counts, *which), answers, on)


def _free_of(critical_type: str, conditions: Sequence[Condition]) -> Select[Any]:
    """100 for a call free of critical errors of this type, of any when it is empty, 0 for one that is not."""
    failed = critical_errors.c.evaluation_id == evaluations.c.id
    if critical_type:
        failed &= critical_errors.c.type == critical_type
    return _rows(literal(critical_type), case((exists().where(failed), 0.0), else_=100.0), conditions)


def _measured(measure: str, conditions: Sequence[Condition]) -> Select[Any]:
    """What was measured of the sound; a call that several people evaluated in one way counts once."""
    another = evaluations.alias("another")
    first = select(func.min(another.c.id)).where(
        another.c.call_id == evaluations.c.call_id,
        another.c.selection == evaluations.c.selection,
        another.c.status.in_([status.value for status in COUNTING]),
        another.c.care_score.is_not(None),
    )
    taken = (
        select(recordings.c.call_id, measures.c.value)
        .join(measures, measures.c.recording_id == recordings.c.id)
        .where(measures.c.measure == measure)
        .subquery()
    )
    once = evaluations.c.id == first.scalar_subquery()
    return _rows(literal(measure), taken.c.value, (*conditions, once), taken, taken.c.call_id == evaluations.c.call_id)


def _rows(
    of: ColumnElement[Any],
    x: ColumnElement[Any],
    conditions: Sequence[Condition],
    joined: FromClause | None = None,
    on: Condition | None = None,
) -> Select[Any]:
    query = select(
        of.label("of"),
        cast(x, Float).label("x"),
        WEIGHT.label("w"),
        cast(calls.c.simulated, Integer).label("simulated"),
        evaluations.c.id,
        evaluations.c.called_at,
        evaluations.c.selection,
        evaluations.c.team_id,
        evaluations.c.agent_id,
        evaluations.c.contact_reason,
    ).join(calls, calls.c.id == evaluations.c.call_id)
    if joined is not None:
        query = query.join(joined, on)
    return query.where(COUNTS, *conditions)
