"""Thousands of calls at once go in as one by one, and those that are there stay as they are."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, insert, select

from benvenuto.domain.instants import microseconds
from benvenuto.storage.calls.call_bulk import NewCalls, add_calls, make_ready
from benvenuto.storage.database import Database
from benvenuto.storage.tables import calls

WHEN = datetime(2026, 3, 4, 11, 0, 0, 123456, tzinfo=UTC)


class NewCall(NamedTuple):
    """One of the calls that `NewCalls` holds in columns."""

    external_id: str
    agent_id: int | None
    agent_code: str
    team_id: int | None
    started_at: datetime
    duration_s: int | None
    contact_reason: str
    language: str
    caller: str
    note: str
    recording_name: str
    simulated: bool
    created_at: datetime
    import_id: int | None = None


CALL = NewCall(
    "c-1", None, "int-204", None, WHEN, 200, "delivery", "it", "+39 051 000", "città", "RE77.wav", False, WHEN
)


def together(*rows: NewCall) -> NewCalls:
    told = [
        row._asdict() | {"started_at": microseconds(row.started_at), "created_at": microseconds(row.created_at)}
        for row in rows
    ]
    return NewCalls(**{name: [row[name] for row in told] for name in NewCalls._fields})


def kept(database: Database) -> list[tuple[object, ...]]:
    with database.read() as tx:
        columns = [calls.c[name] for name in NewCall._fields]
        return [tuple(row) for row in tx.connection.execute(select(*columns).order_by(calls.c.id))]


def test_every_value_comes_back_as_it_went_in_and_in_the_same_order(database: Database) -> None:
    zone = timedelta(hours=1)
    rows = [CALL._replace(external_id=f"c-{n}", started_at=WHEN - n * zone, duration_s=n or None) for n in range(6000)]
    with database.write() as tx:
        assert tx.calls.add_many([database.ready(together(*rows))]) == 6000
    assert kept(database) == [tuple(row) for row in rows]


@settings(deadline=None)
@given(
    started=st.lists(
        st.datetimes(datetime(1960, 1, 1), datetime(2060, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001
        | st.integers(0, 200_000).map(lambda seconds: WHEN.replace(microsecond=0) + timedelta(seconds=seconds)),
        min_size=1,
        max_size=6,
    )
)
def test_moments_are_written_as_sqlalchemy_writes_them(started: list[datetime]) -> None:
    engine = create_engine("sqlite://")
    ready = make_ready(
        engine.dialect, together(*(CALL._replace(external_id=str(n), started_at=at) for n, at in enumerate(started)))
    )
    with engine.begin() as connection:
        calls.create(connection)
        add_calls(connection, [ready])
        connection.execute(
            insert(calls),
            [{**CALL._asdict(), "external_id": f"o{n}", "started_at": at} for n, at in enumerate(started)],
        )
        written = connection.exec_driver_sql("select cast(started_at as text) from calls order by id").scalars().all()
    engine.dispose()
    assert written[: len(started)] == written[len(started) :]


def test_it_writes_what_sqlalchemy_writes(database: Database) -> None:
    in_rome = datetime(2026, 7, 4, 11, 0, tzinfo=ZoneInfo("Europe/Rome"))
    odd = CALL._replace(
        started_at=in_rome, note="a\0b \ud800 \\N \t 😀", caller="'; drop table calls; --", simulated=True
    )
    with database.write() as tx:
        tx.calls.add_many([database.ready(together(odd))])
        tx.connection.execute(insert(calls).values(**odd._replace(external_id="c-2")._asdict()))
    ours, theirs = kept(database)
    assert ours[1:] == theirs[1:]
    with database.read() as tx:  # as text, since a date in another shape may read the same and sort elsewhere
        shapes = tx.connection.exec_driver_sql("select cast(started_at as text), cast(created_at as text) from calls")
        assert len(set(shapes.all())) == 1


def test_calls_that_are_there_and_calls_told_twice_are_added_once(database: Database) -> None:
    with database.write() as tx:
        assert tx.calls.add_many([database.ready(together(CALL))]) == 1
        twice = [CALL._replace(note="changed"), CALL._replace(external_id="c-2"), CALL._replace(external_id="c-2")]
        assert tx.calls.add_many([database.ready(together(*twice))]) == 1
        assert tx.calls.add_many([database.ready(together())]) == 0
    assert [(row[0], row[9]) for row in kept(database)] == [("c-1", "città"), ("c-2", "città")]


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    naive = CALL._replace(started_at=WHEN.replace(tzinfo=None))
    with database.write() as tx, pytest.raises(ValueError, match="without a time zone"):
        tx.calls.add_many([database.ready(together(naive))])
