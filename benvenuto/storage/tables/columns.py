"""What all tables are made of: the metadata they register with, the types of their columns, and their keys."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    CursorResult,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Text,
    TypeDecorator,
)


class Instant(TypeDecorator[datetime]):
    """A moment in time: aware in Python, UTC in the database, on SQLite and PostgreSQL alike."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment without a time zone would be taken for the machine's own time")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class CleanText(TypeDecorator[str]):
    """Text that people send or files hold; what no database can keep (NUL, half a surrogate pair) is left out."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else value.replace("\0", "").encode("utf-8", "ignore").decode()


class LongWords(CleanText):
    """The same without a limit."""

    impl = Text
    cache_ok = True


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = BigInteger().with_variant(Integer, "sqlite")


def inserted_id(result: CursorResult[Any]) -> int:
    """The id of the row just inserted."""
    key = result.inserted_primary_key
    assert key is not None  # noqa: S101 - every table here has a generated key
    return int(key[0])


def id_column() -> Column[int]:
    """The primary key `id`, counted by the database."""
    return Column("id", Id, primary_key=True, autoincrement=True)


def reference(table: str, *, nullable: bool = False, index: bool = False) -> Column[int]:
    """A foreign key to the `id` of another table, named after one row of it: person_id, team_id."""
    name = {"people": "person", "scorecard_versions": "scorecard_version"}.get(table, table.rstrip("s"))
    return Column(f"{name}_id", Id, ForeignKey(f"{table}.id"), nullable=nullable, index=index)
