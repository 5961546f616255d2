"""Which evaluations count, and with which value: what every trend is made of, as queries over one shape of row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    CTE,
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
    literal_column,
    select,
    true,
    union_all,
)
from sqlalchemy.sql.elements import ColumnElement

from benvenuto.domain.evaluation import COUNTING
from benvenuto.domain.followed import Followed, FollowedKind
from benvenuto.domain.rubric import CriticalType
from benvenuto.domain.sums import Sums
from benvenuto.storage.quality.evaluation_filters import COUNTS, WEIGHT, Condition
from benvenuto.storage.tables import answers, calls, critical_errors, evaluations, measures, recordings, rubric_scores

_THIRDS = Sums._fields[9:]


def metric_rows(followed: Followed, *conditions: Condition, inside: bool = False) -> Select[Any]:
    """Query of one row a value that counts: what it is `of`, the value x, its weight w, the evaluation's own columns.

    x is a score 0..100, 100 and 0 for free of a critical error and not, or what was measured. With `inside`, a row for
    each part of what is followed: every rubric, every criterion (of the rubric named), every critical type.
    `conditions` are over evaluations.
    """
    base = _base(conditions)
    match followed.kind:
        case FollowedKind.CARE:
            return _rows(base, literal_column("''"), base.c.care_score)
        case FollowedKind.RUBRIC:
            rows = _rubrics(base)
            return rows if inside else rows.where(rubric_scores.c.rubric_id == followed.of)
        case FollowedKind.CRITERION:
            return _named_criteria(base, followed.of, inside=inside)
        case FollowedKind.CRITICAL:
            return _free_of(base, [kind.value for kind in CriticalType] if inside else [followed.of])
        case FollowedKind.MEASURE:
            return _measured(base, followed.of)


def criterion_rows(*conditions: Condition) -> Select[Any]:
    """The same of every criterion, with `answers` to narrow it further."""
    return _criteria(_base(conditions))


def all_metric_rows(*conditions: Condition) -> Subquery:
    """The same of everything that an evaluation itself says, by `kind`; what was measured of the sound is not in it.

    An evaluation drawn with probability 0.25, so w = 4, with a care score of 80, rubrics greeting (100) and listening
    (60), one answer in each and no critical error, brings nine rows:

        kind       of                    x         kind       of           x
        care                            80         critical              100
        rubric     greeting            100         critical   customer   100
        rubric     listening            60         critical   business   100
        criterion  greeting/first-words 100        critical   compliance 100
        criterion  listening/waits      60

    A criterion that did not apply brings none: its answer has no value.
    """
    base = _base(conditions)
    parts: dict[FollowedKind, Select[Any]] = {
        FollowedKind.CARE: _rows(base, literal_column("''"), base.c.care_score),
        FollowedKind.RUBRIC: _rubrics(base),
        FollowedKind.CRITERION: _criteria(base),
        FollowedKind.CRITICAL: _free_of(base, ["", *(kind.value for kind in CriticalType)]),
    }
    rows = [query.add_columns(literal_column(f"'{kind.value}'").label("kind")) for kind, query in parts.items()]
    return union_all(*rows).subquery("every_kind")


def sums(rows: FromClause, *, thirds: bool = False) -> list[Label[Any]]:
    """Aggregates over such rows, named as the fields of `Sums` and in their order; third powers when asked."""
    w, x = rows.c.w, rows.c.x
    powers = [w, w * w, w * x, w * w * x, w * w * x * x]
    powers += [w * w * w, w * w * w * x, w * w * w * x * x, w * w * w * x * x * x] if thirds else []
    columns: list[ColumnElement[Any]] = [func.count(), func.sum(rows.c.simulated), func.min(x), func.max(x)]
    columns += [func.sum(power) for power in powers]
    return [column.label(name) for name, column in zip(Sums._fields, columns, strict=False)]


def resum(table: FromClause) -> list[Label[Any]]:
    """Aggregates over rows that are sums already, named as the fields of `Sums`; those kept have no third powers."""
    columns: dict[str, ColumnElement[Any]] = {
        name: func.sum(table.c[name]) for name in Sums._fields if name not in _THIRDS
    }
    columns |= {"least": func.min(table.c.least), "most": func.max(table.c.most)}
    return [column.label(name) for name, column in columns.items()]


def read_sums(row: Sequence[Any]) -> Sums:
    """`Sums` from the columns of a row."""
    n, simulated, *amounts = row
    return Sums(int(n), int(simulated), *amounts)  # PostgreSQL adds whole numbers up to decimals


def _base(conditions: Sequence[Condition]) -> CTE:
    """The evaluations that count, looked up once however many values each brings."""
    own = ("id", "call_id", "revision", "care_score", *_OWN)
    return (
        select(
            *(evaluations.c[name] for name in own),
            WEIGHT.label("w"),
            # PostgreSQL adds up no booleans
            cast(calls.c.simulated, Integer).label("simulated"),
        )
        .join(calls, calls.c.id == evaluations.c.call_id)
        .where(COUNTS, *conditions)
        .cte("base")
    )


_OWN = ("called_at", "selection", "team_id", "agent_id", "contact_reason")


def _rubrics(base: CTE) -> Select[Any]:
    on = rubric_scores.c.evaluation_id == base.c.id
    return _rows(base, rubric_scores.c.rubric_id, rubric_scores.c.score, rubric_scores, on)


def _named_criteria(base: CTE, of: str, *, inside: bool) -> Select[Any]:
    path, rows = answers.c.path, _criteria(base)
    if inside:
        return rows.where(path.startswith(f"{of}/", autoescape=True)) if of else rows
    return rows.where(path == of)


def _criteria(base: CTE) -> Select[Any]:
    on = (answers.c.evaluation_id == base.c.id) & (answers.c.revision == base.c.revision) & answers.c.value.is_not(None)
    return _rows(base, answers.c.path, answers.c.value * 100, answers, on)


def _free_of(base: CTE, critical_types: Sequence[str]) -> Select[Any]:
    """100 for a call free of critical errors of each type, of any where it is empty, 0 for one that is not."""
    types = union_all(*(select(literal(kind).label("of")) for kind in critical_types)).subquery("types")
    failed = exists().where(
        critical_errors.c.evaluation_id == base.c.id, (types.c.of == "") | (critical_errors.c.type == types.c.of)
    )
    return _rows(base, types.c.of, case((failed, 0.0), else_=100.0), types, true())


def _measured(base: CTE, measure: str) -> Select[Any]:
    """What was measured of the sound; a call that several people evaluated in one way counts once."""
    another = evaluations.alias("another")
    first = select(func.min(another.c.id)).where(
        another.c.call_id == base.c.call_id,
        another.c.selection == base.c.selection,
        another.c.status.in_([status.value for status in COUNTING]),
        another.c.care_score.is_not(None),
    )
    taken = (
        select(recordings.c.call_id, measures.c.value)
        .join(measures, measures.c.recording_id == recordings.c.id)
        .where(measures.c.measure == measure)
        .subquery()
    )
    rows = _rows(base, literal(measure), taken.c.value, taken, taken.c.call_id == base.c.call_id)
    return rows.where(base.c.id == first.scalar_subquery())


def _rows(
    base: CTE,
    of: ColumnElement[Any],
    x: ColumnElement[Any],
    joined: FromClause | None = None,
    on: Condition | None = None,
) -> Select[Any]:
    columns = (base.c.id, base.c.w, base.c.simulated, *(base.c[name] for name in _OWN))
    # one type for all kinds of row, whatever each database would make of the expression
    query = select(of.label("of"), cast(x, Float).label("x"), *columns)
    return query if joined is None else query.join(joined, on)
