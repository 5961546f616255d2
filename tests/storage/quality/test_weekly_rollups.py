"""Sums by week: whatever was done in whichever order, they are what the evaluations add up to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from math import isclose
from threading import Barrier, Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import RowMapping, delete, select, update

from benvenuto.domain.evaluation import Status
from benvenuto.domain.people import Actor
from benvenuto.domain.sampling import DrawnCall, week_of
from benvenuto.domain.sums import Sums, add_up
from benvenuto.storage.database import Database, Transaction
from benvenuto.storage.quality.weekly_rollups import SUMS
from benvenuto.storage.tables import answers, critical_errors, evaluations, rubric_scores, weekly, weekly_basis
from tests.databases import ROME
from tests.house import House
from tests.sums import sums_of

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
TYPES = ("", "customer", "business", "compliance")

Place = tuple[object, ...]


def added_up_by_hand(tx: Transaction) -> Mapping[Place, Sums]:
    """What the table must hold, from the rows of every evaluation, in plain Python."""
    found: dict[Place, list[tuple[float, float]]] = defaultdict(list)
    for one in tx.connection.execute(select(evaluations)).mappings():
        if one["status"] in ("draft", "overturned") or one["care_score"] is None:
            continue
        if one["selection"] in ("second", "session"):  # they say how far evaluators agree
            continue
        for kind, of, value in brought(tx, one):
            week = week_of(one["called_at"].astimezone(ROME).date())
            for grain, agent, reason in (
                ("team", 0, ""),
                ("agent", one["agent_id"], ""),
                ("reason", 0, one["contact_reason"]),
            ):
                place = (week, one["team_id"], grain, kind, one["selection"], of, agent, reason)
                found[place].append((value, 1 / (one["probability"] or 1)))
    return {place: added for place, pairs in found.items() if (added := sums_of(pairs))}


def brought(tx: Transaction, one: RowMapping) -> Iterator[tuple[str, str, float]]:
    """What an evaluation brings to which sum."""
    yield "care", "", one["care_score"]
    for row in tx.connection.execute(select(rubric_scores).where(rubric_scores.c.evaluation_id == one["id"])):
        yield "rubric", row.rubric_id, row.score
    for row in tx.connection.execute(select(answers).where(answers.c.evaluation_id == one["id"])):
        if row.revision == one["revision"] and row.value is not None:
            yield "criterion", row.path, 100 * row.value
    failed = list(
        tx.connection.scalars(select(critical_errors.c.type).where(critical_errors.c.evaluation_id == one["id"]))
    )
    for kind in TYPES:
        yield "critical", kind, 0.0 if (failed if kind == "" else kind in failed) else 100.0


def kept(tx: Transaction) -> Mapping[Place, Sums]:
    """What the table holds."""
    rows = tx.connection.execute(select(weekly))
    return {tuple(row)[:8]: Sums(*tuple(row)[8:]) for row in rows}


def agree(database: Database) -> None:
    """Fail unless every sum is there, and only those, each what it must be."""
    with database.read() as tx:
        expected, found = added_up_by_hand(tx), kept(tx)
    assert found.keys() == expected.keys()
    for place, sums in expected.items():
        # not pytest.approx, which looks at each number's type for longer than the database takes to add them up
        assert all(map(_alike, found[place][: len(SUMS)], sums[: len(SUMS)])), place


def _alike(first: float, second: float) -> bool:
    return isclose(first, second, rel_tol=1e-9, abs_tol=1e-12)


def test_the_worked_example_holds(house: House) -> None:
    """What the docstrings of weekly_rollups and metric_rows tell, number by number."""
    database, tuesday = house.app.database, MONDAY + timedelta(days=1, hours=10)
    told = {"team": (0, ""), "agent": (house.anna.id, ""), "reason": (0, "delivery")}
    monday, first = MONDAY.date(), (1, 0, 80, 80, 4, 16, 320, 1280, 102400)
    with database.write() as tx:
        example(house, tx, house.anna, tuesday, contact_reason="delivery", probability=0.25, care_score=80.0)
    with database.read() as tx:
        rows = kept(tx)
    assert len(rows) == 27
    for grain, (agent_id, reason) in told.items():
        sums = rows[monday, house.nord, grain, "care", "random", "", agent_id, reason]
        assert sums[: len(SUMS)] == first
    with database.write() as tx:
        example(house, tx, house.elena, tuesday, contact_reason="refund", probability=0.5, care_score=60.0)
    with database.read() as tx:
        rows = kept(tx)
    assert rows[monday, house.nord, "team", "care", "random", "", 0, ""][: len(SUMS)] == (
        *(2, 0, 60, 80, 6, 20, 440, 1520, 116800),
    )
    assert rows[monday, house.nord, "agent", "care", "random", "", house.elena.id, ""].n == 1
    assert rows[monday, house.nord, "reason", "care", "random", "", 0, "refund"].n == 1


def example(house: House, tx: Transaction, agent: Actor, at: datetime, **facts: object) -> None:
    """An evaluation of a drawn call, with two rubrics and one answer in each."""
    row = {
        "call_id": call(house, tx, agent.id, house.nord, at),
        "agent_id": agent.id,
        "team_id": house.nord,
        "evaluator_id": house.bruno.id,
        "scorecard_version_id": 1,
        "status": "published",
        "selection": "random",
        "language": "it",
        "revision": 1,
        "summary": "",
        "called_at": at,
        "created_at": at,
        "published_at": at,
        **facts,
    }
    (number,) = tx.evaluations.add_history([row])
    scores = {"greeting": 100.0, "listening": 60.0}
    empty = {"level": "full", "not_applicable": False, "reasons": [], "note": "", "moments": []}
    paths = {"greeting/first-words": 1.0, "listening/waits": 0.6}
    add_details(
        tx,
        {
            "rubric_scores": [{"evaluation_id": number, "rubric_id": one, "score": scores[one]} for one in scores],
            "answers": [
                {"evaluation_id": number, "revision": 1, "path": path, "value": paths[path], **empty} for path in paths
            ],
        },
    )


OPERATIONS = ("history", "publish", "acknowledge", "dispute", "uphold", "overturn", "redraw", "revise", "discard")


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(st.tuples(st.sampled_from(OPERATIONS), st.integers(0, 10**6)), min_size=1, max_size=14))
def test_after_any_sequence_of_operations_the_sums_are_those_of_the_evaluations(
    house: House, steps: list[tuple[str, int]]
) -> None:
    for operation, number in steps:
        with house.app.database.write() as tx:
            DO[operation](house, tx, number)
    agree(house.app.database)


def add(house: House, tx: Transaction, number: int, status: str) -> int:
    """An evaluation of some call: drawn or not, in one of a few weeks, teams, reasons, with some errors."""
    agent, team = ((house.anna, house.nord), (house.elena, house.nord), (house.andrea, house.sud))[number % 3]
    drawn = number % 2 == 0
    at = MONDAY + timedelta(hours=number % (24 * 15) - 2)  # some before Monday in UTC and on it in Rome
    with_call = call(house, tx, agent.id, team, at)
    row = {
        "call_id": with_call,
        "agent_id": agent.id,
        "team_id": team,
        "evaluator_id": house.bruno.id,
        "scorecard_version_id": 1,
        "status": status,
        "selection": "random" if drawn else ("targeted", "self")[number % 4 // 2],
        "probability": (0.05, 0.5, 1.0)[number % 3] if drawn else None,
        "contact_reason": ("delivery", "refund")[number // 7 % 2],
        "language": "it",
        "revision": 1,
        "summary": "",
        "care_score": None if number % 11 == 0 else number % 101,
        "called_at": at,
        "created_at": at,
        "published_at": at,
    }
    (evaluation_id,) = tx.evaluations.add_history([row])
    add_details(tx, details(evaluation_id, 1, number))
    return evaluation_id


def call(house: House, tx: Transaction, agent_id: int, team_id: int, at: datetime) -> int:
    from benvenuto.storage.tables import calls, inserted_id

    number = tx.connection.scalar(select(calls.c.id).order_by(calls.c.id.desc()).limit(1)) or 0
    row = {
        "external_id": f"w-{number}",
        "agent_id": agent_id,
        "agent_code": "",
        "team_id": team_id,
        "started_at": at,
        "contact_reason": "delivery",
        "language": "it",
        "caller": "",
        "note": "",
        "simulated": False,
        "created_at": at,
    }
    return inserted_id(tx.connection.execute(calls.insert().values(row)))


Row = Mapping[str, object]


def add_details(tx: Transaction, rows_by_table: Mapping[str, Sequence[Row]]) -> None:
    for table, rows in rows_by_table.items():
        if rows:
            tx.evaluations.add_history_details(table, list(rows[0]), (tuple(row.values()) for row in rows))


def details(evaluation_id: int, revision: int, number: int) -> Mapping[str, Sequence[Row]]:
    empty: dict[str, object] = {"level": None, "not_applicable": False, "reasons": [], "note": "", "moments": []}
    answered = [
        {"evaluation_id": evaluation_id, "revision": revision, "path": path, "value": value, **empty}
        for path, value in (("greeting/tone", number % 3 / 2), ("listening/notes", None if number % 5 else 1.0))
    ]
    scores = [{"evaluation_id": evaluation_id, "rubric_id": "greeting", "score": number % 3 * 50.0}]
    errors = [{"evaluation_id": evaluation_id, "path": "greeting/tone", "type": TYPES[1 + number % 3]}]
    return {
        "answers": answered,
        "rubric_scores": scores if revision == 1 else [],
        "critical_errors": errors if number % 4 == 0 and revision == 1 else [],
    }


def some(tx: Transaction, number: int, *statuses: str) -> int | None:
    """One of the evaluations in these states."""
    query = select(evaluations.c.id).where(evaluations.c.status.in_(statuses)).order_by(evaluations.c.id)
    found = list(tx.connection.scalars(query))
    return found[number % len(found)] if found else None


def moved(tx: Transaction, number: int, status: Status, *statuses: str) -> None:
    if (one := some(tx, number, *statuses)) is not None:
        tx.evaluations.set(one, status=status.value)


def redraw(tx: Transaction, number: int) -> None:
    """A call picked by hand is drawn later."""
    if (one := some(tx, number, "published", "acknowledged")) is not None:
        stored = tx.evaluations.get(one)
        assert stored is not None
        tx.evaluations.count_as_drawn([DrawnCall(stored.call_id, 0.25)])


def revise(tx: Transaction, number: int) -> None:
    if (one := some(tx, number, "published", "upheld")) is not None:
        stored = tx.evaluations.get(one)
        assert stored is not None
        add_details(tx, details(one, stored.revision + 1, number + 1))
        tx.evaluations.set(one, revision=stored.revision + 1, care_score=float(number % 90))


def discard(tx: Transaction, number: int) -> None:
    if (one := some(tx, number, "draft")) is not None:
        tx.evaluations.discard(one)


DO: dict[str, Callable[[House, Transaction, int], object]] = {
    "history": lambda house, tx, number: [add(house, tx, number + nth, "acknowledged") for nth in range(4)],
    "publish": lambda house, tx, number: moved(
        tx, number, Status.PUBLISHED, "draft"
    ) if number % 2 else add(house, tx, number, "draft"),
    "acknowledge": lambda _, tx, number: moved(tx, number, Status.ACKNOWLEDGED, "published"),
    "dispute": lambda _, tx, number: moved(tx, number, Status.DISPUTED, "published", "acknowledged"),
    "uphold": lambda _, tx, number: moved(tx, number, Status.UPHELD, "disputed"),
    "overturn": lambda _, tx, number: moved(tx, number, Status.OVERTURNED, "disputed", "published"),
    "redraw": lambda _, tx, number: redraw(tx, number),
    "revise": lambda _, tx, number: revise(tx, number),
    "discard": lambda _, tx, number: discard(tx, number),
}  # fmt: skip


def test_the_services_keep_them_too(house: House) -> None:
    published = house.published(house.bruno, house.drawn_call(house.anna, house.bruno))
    house.published(house.beatrice, house.call(house.andrea))
    house.app.feedback.acknowledge(house.anna, published.id)
    overturned = house.disputed(house.anna, house.bruno)
    house.decide(house.carla, overturned.id, uphold=False, words="Ha ragione.")
    agree(house.app.database)
    with house.app.database.read() as tx:
        total = add_up(sums for place, sums in kept(tx).items() if place[2:4] == ("team", "care"))
    assert total is not None
    assert total.n == 2


def test_the_least_and_the_most_of_a_week_are_those_of_its_publications_in_whichever_order(house: House) -> None:
    middle, low, high = (house.published(house.bruno, house.call(house.anna), level=level) for level in (1, 2, 0))
    care = [one.score.care for one in (low, middle, high) if one.score and one.score.care is not None]
    assert care == sorted(set(care))  # three different scores
    with house.app.database.read() as tx:
        rollups = [sums for place, sums in kept(tx).items() if place[3] == "care"]
    assert len(rollups) == 3  # of the team, of Anna and of the contact reason
    for sums in rollups:
        assert (sums.n, sums.least, sums.most) == pytest.approx((3, care[0], care[-1]))
    agree(house.app.database)


def test_two_who_publish_in_the_same_week_at_once_both_count(house: House) -> None:
    drafts = [house.draft(who, house.call(house.anna)) for who in (house.bruno, house.elena)]
    together = Barrier(2)

    def publish(nth: int) -> None:
        together.wait()
        house.app.scoring.publish((house.bruno, house.elena)[nth], drafts[nth].id)

    threads = [Thread(target=publish, args=(nth,)) for nth in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    agree(house.app.database)


def test_a_rebuild_mends_what_somebody_broke_and_tells_how_far_it_is(house: House) -> None:
    house.published(house.bruno, house.call(house.anna))
    with house.app.database.write() as tx:
        tx.connection.execute(update(weekly).values(wx=1.0))
        tx.connection.execute(delete(weekly).where(weekly.c.grain == "agent"))
        stray = {"week": date(2020, 1, 6), "team_id": house.nord, "agent_id": 0, "contact_reason": "", "kind": "care"}
        tx.connection.execute(
            weekly.insert().values(
                **stray, grain="team", selection="random", of="", n=1, simulated=0, **dict.fromkeys(SUMS[2:], 1.0)
            )
        )
    told: list[tuple[int, int]] = []
    assert house.app.weekly.rebuild(lambda done, of: told.append((done, of))) == len(told) == 2
    assert told[-1] == (2, 2)
    agree(house.app.database)


def test_another_time_zone_or_older_sums_are_added_up_anew_at_the_start(house: House) -> None:
    house.published(house.bruno, house.call(house.anna))
    with house.app.database.write() as tx:
        tx.connection.execute(update(weekly).values(wx=1.0))
    house.app.weekly.put_in_order()  # in order as far as it knows
    with house.app.database.write() as tx:
        assert {sums.wx for sums in kept(tx).values()} == {1.0}
        tx.connection.execute(update(weekly_basis).values(timezone="Pacific/Auckland"))
    house.app.weekly.put_in_order()
    agree(house.app.database)


def test_sums_of_parts_are_the_sums_of_the_whole() -> None:
    parts = [sums_of([(10, 1), (90, 2)]), sums_of([(50, 4)])]
    whole = sums_of([(10, 1), (90, 2), (50, 4)])
    assert whole is not None
    assert add_up(one for one in parts if one) == pytest.approx(whole)
    assert add_up([]) is None
