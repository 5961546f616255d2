"""How fast the pages on care quality are as the company grows, on SQLite and PostgreSQL, beside DuckDB.

`python -m benchmarks.trends` fills databases with 10,000, 100,000 and 1,000,000 evaluations and asks each the same
questions as DuckDB, which reads a Parquet copy; half an hour on two cores. `--sizes 10000` is a look in a minute.
docs/performance.md keeps the figures. Needs requirements-bench.txt.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from time import perf_counter
from uuid import uuid4

import duckdb
from sqlalchemy import select

from benchmarks.history import CRITERIA, FIRST, REASONS, WEEKS, Furnished, fill, furnish, write_parquet
from benchmarks.memory import most_held_mb
from benvenuto.bootstrap import Benvenuto, build, prepare
from benvenuto.config import read_settings
from benvenuto.domain.edits import ChooseLevel, Edit
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.followed import Followed, FollowedKind
from benvenuto.domain.people import Actor
from benvenuto.domain.scoring import applies
from benvenuto.domain.weeks import week_from, weeks_between
from benvenuto.services.quality.comparison import Whose
from benvenuto.services.quality.trends import Asked, Split
from benvenuto.storage.quality.weekly_rollups import SUMS, Grain
from benvenuto.storage.tables import weekly
from tests.databases import postgres_server

REPEATS = 21
NOW = FIRST + timedelta(weeks=WEEKS - 1, days=3)
PERIOD = 26
Question = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Answered:
    """Medians in milliseconds by question, and the most memory that the asking process held, in MB."""

    who: str
    evaluations: int
    milliseconds: Mapping[str, float]
    memory_mb: float


TREND = "Trend page, default view"
CRITERIA_OF_TEAMS = f"{PERIOD} weeks x 50 teams x {CRITERIA} criteria"
BY_CRITERION = "Trend page, by criterion"
YEAR = "One agent's year"
COMPARE = "Compare page: 1,000 agents"
BEHIND = "Drill-down: the calls behind a point"
PUBLISH = "Publishing one evaluation"


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.trends", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    sizes = parser.parse_args().sizes
    results: list[Answered] = []
    with tempfile.TemporaryDirectory() as folder, postgres_server(Path(folder)) as postgres:
        for size in sizes:
            here = Path(folder) / str(size)
            here.mkdir()
            for who, url in (("SQLite", f"sqlite:///{here / 'benvenuto.db'}"), ("PostgreSQL", postgres.new())):
                results.append(_apart(_ask_benvenuto, who, url, str(here), size))
                print(_line(results[-1]), flush=True)
            results.append(_apart(_ask_duckdb, "DuckDB", "", str(here), size))
            print(_line(results[-1]), flush=True)
    print(*_table(results), sep="\n")


def _apart(ask: Callable[[str, str, str, int], Answered], who: str, url: str, folder: str, size: int) -> Answered:
    """Fill in one process and ask in another, so that the memory is that of the asking."""
    spawn = multiprocessing.get_context("spawn")
    with spawn.Pool(1) as pool:
        pool.apply(_fill, (who, url, folder, size))
    with spawn.Pool(1) as pool:
        return pool.apply(ask, (who, url, folder, size))


def _open(url: str, folder: str) -> Benvenuto:
    return build(
        read_settings(
            {"BENVENUTO_DATA": folder, "BENVENUTO_DATABASE_URL": url, "BENVENUTO_SAMPLE": "no", "TZ": "Europe/Rome"}
        ),
        lambda: NOW,
    )


def _fill(who: str, url: str, folder: str, size: int) -> None:
    began = perf_counter()
    if who == "DuckDB":
        app = _open(f"sqlite:///{folder}/benvenuto.db", folder)
        write_parquet(Path(folder), _furnished(app), size)
    else:
        app = _open(url, folder)
        prepare(app)
        fill(app, furnish(app), size)
        with app.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            # a planner that knows nothing of what was just filled in would be measured instead
            connection.exec_driver_sql("ANALYZE")
    print(f"{who}, {size:,}: filled in {perf_counter() - began:.0f} s", flush=True)


def _ask_benvenuto(who: str, url: str, folder: str, size: int) -> Answered:
    app = _open(url, folder)
    at = _furnished(app)
    manager, supervisor = _actor(app, at.manager), _actor(app, at.supervisor)
    begin = week_from(FIRST.date() + timedelta(weeks=WEEKS - PERIOD), app.settings.timezone).low
    wanted = EvaluationFilter(begin=begin)
    last = FIRST.date() + timedelta(weeks=WEEKS - 2)

    mondays = [week.begin for week in weeks_between(begin, NOW, app.settings.timezone)]
    every_cell = select(weekly.c.week, weekly.c.team_id, weekly.c.of, *(weekly.c[name] for name in SUMS)).where(
        weekly.c.week.in_(mondays),
        weekly.c.team_id.in_(at.teams),
        weekly.c.grain == Grain.TEAM.value,
        weekly.c.kind == FollowedKind.CRITERION.value,
        weekly.c.selection == wanted.selection,
    )

    def criteria() -> object:
        with app.database.read() as tx:
            cells = list(tx.connection.execute(every_cell))
        assert len(cells) == PERIOD * len(at.teams) * CRITERIA or size < 1_000_000
        return cells

    def by_criterion() -> object:
        followed = Followed(FollowedKind.CRITERION)
        return app.trends.lines(manager, Asked(followed, wanted, Split.CRITERION))

    def trend() -> object:
        choices = app.trends.choices(manager)
        return choices, app.trends.lines(manager, Asked(wanted=wanted)), app.trends.critical(manager, wanted)

    def year() -> object:
        return app.trends.lines(manager, Asked(wanted=replace(wanted, agent_id=at.agents[7], begin=_year(app))))

    questions: dict[str, Question] = {
        TREND: trend,
        BY_CRITERION: by_criterion,
        CRITERIA_OF_TEAMS: criteria,
        YEAR: year,
        COMPARE: lambda: app.comparison.compare(manager, Followed(), wanted, Whose.AGENTS),
        BEHIND: lambda: app.trends.behind(manager, Asked(wanted=wanted), "", last, 1, 50),
    }
    measured = {name: _median(question, REPEATS) for name, question in questions.items()}
    measured[PUBLISH] = _publishing(app, supervisor, at)
    return Answered(who, size, measured, most_held_mb())


def _publishing(app: Benvenuto, supervisor: Actor, at: Furnished) -> float:
    """The service's publish, of drafts that are ready."""
    numbers, drafts = count(1), []
    for nth in range(REPEATS):
        with app.database.write() as tx:
            call = _call(nth, at)
            tx.calls.add_new([call])
            call_id = tx.calls.id_of(str(call["external_id"]))
        assert call_id is not None
        draft = app.scoring.begin(supervisor, call_id)
        for _ in range(2):  # some criteria apply only once others are answered
            edits = [
                Edit(next(numbers), path, ChooseLevel(criterion.scale[0].id))
                for path, criterion in draft.scorecard.criteria()
                if applies(criterion.applies_when, draft.facts, draft.answers)
            ]
            draft, _ = app.scoring.edit(supervisor, draft.id, "benchmark", edits)
        drafts.append(draft.id)
    ready = iter(drafts)
    # no warming up: each draft can be published once
    return _median(lambda: app.scoring.publish(supervisor, next(ready)), REPEATS, warm=0)


def _ask_duckdb(who: str, _url: str, folder: str, size: int) -> Answered:
    asked = duckdb.connect()
    evaluations, answers = f"'{folder}/evaluations.parquet'", f"'{folder}/answers.parquet'"
    sums = "count(*), sum(w), sum(w*w), sum(w*x), sum(w*w*x), sum(w*w*x*x), min(x), max(x)"
    of_care = f"(select *, 20.0 as w, care as x from {evaluations} where random)"
    of_answers = f"(select *, 20.0 as w, 100 * value as x from {answers} where random)"
    free = f"(select *, 20.0 as w, case when failed then 0.0 else 100.0 end as x from {evaluations} where random)"
    recent = f"week >= {WEEKS - PERIOD}"
    questions = {
        TREND: [
            f"select week, {sums} from {of_care} where {recent} group by week",
            f"select week, {sums} from {free} where {recent} group by week",
        ],
        BY_CRITERION: [f"select week, path, {sums} from {of_answers} where {recent} group by week, path"],
        CRITERIA_OF_TEAMS: [
            f"select week, team, path, {sums} from {of_answers} where {recent} group by week, team, path"
        ],
        YEAR: [f"select week, {sums} from {of_care} where week >= {WEEKS - 52} and agent = 7 group by week"],
        COMPARE: [f"select agent, week, {sums} from {of_care} where {recent} group by agent, week"],
        BEHIND: [f"select * from {evaluations} where random and week = {WEEKS - 2} order by called_at desc limit 50"],
    }

    def answer(queries: Sequence[str]) -> object:
        return [asked.execute(query).fetchall() for query in queries]

    measured = {name: _median(partial(answer, queries), REPEATS) for name, queries in questions.items()}
    return Answered(who, size, measured, most_held_mb())


def _furnished(app: Benvenuto) -> Furnished:
    """What `furnish` said, read back."""
    with app.database.read() as tx:
        everyone = {person.username: person.id for person in tx.people.everyone()}
        teams = sorted((int(team.name.split()[1]), team.id) for team in tx.people.teams())
        chosen = max(app.scorecards.in_force_within(tx), key=lambda version: len(list(version.scorecard.criteria())))
    paths = [path for path, _ in chosen.scorecard.criteria()]
    return Furnished(
        teams=[team for _, team in teams],
        agents=[everyone[f"agent-{nth}"] for nth in range(sum(name.startswith("agent-") for name in everyone))],
        evaluators=[],
        manager=everyone["carla"],
        supervisor=everyone["bruno"],
        version_id=chosen.version_id,
        paths=paths[:CRITERIA],
        critical=next(path for path, criterion in chosen.scorecard.criteria() if criterion.critical),
    )


def _actor(app: Benvenuto, person_id: int) -> Actor:
    with app.database.read() as tx:
        actor = tx.people.actor(person_id)
    assert actor is not None
    return actor


def _call(nth: int, at: Furnished) -> Mapping[str, object]:
    return {
        "external_id": uuid4().hex,
        "agent_id": at.agents[nth],
        "agent_code": "",
        "team_id": at.teams[nth % len(at.teams)],
        "started_at": NOW - timedelta(hours=nth),
        "duration_s": 240,
        "contact_reason": REASONS[nth % len(REASONS)],
        "language": "it",
        "caller": "",
        "note": "",
        "simulated": False,
        "created_at": NOW,
    }


def _year(app: Benvenuto) -> datetime | None:
    return week_from(FIRST.date() + timedelta(weeks=WEEKS - 52), app.settings.timezone).low


def _median(question: Question, repeats: int, *, warm: int = 3) -> float:
    for _ in range(warm):
        question()
    return statistics.median(_timed(question) for _ in range(repeats))


def _timed(question: Question) -> float:
    began = perf_counter()
    question()
    return 1000 * (perf_counter() - began)


def _line(answered: Answered) -> str:
    times = ", ".join(f"{name}: {value:.1f} ms" for name, value in answered.milliseconds.items())
    return f"{answered.who}, {answered.evaluations:,}: {times}; {answered.memory_mb:.0f} MB"


def _table(results: Sequence[Answered]) -> Iterator[str]:
    """One row a question and size: medians of the three, and how many times DuckDB's each of ours is."""
    databases = "SQLite, ms | PostgreSQL, ms | DuckDB, ms | SQLite / DuckDB | PostgreSQL / DuckDB"
    yield f"| question | evaluations | {databases} |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    by = {(result.who, result.evaluations): result for result in results}
    for question in (TREND, BY_CRITERION, CRITERIA_OF_TEAMS, YEAR, COMPARE, BEHIND, PUBLISH):
        for size in sorted({result.evaluations for result in results}):
            ours = [by[who, size].milliseconds[question] for who in ("SQLite", "PostgreSQL")]
            theirs = by["DuckDB", size].milliseconds.get(question)
            ratios = [f"{ms / theirs:.2f}" if theirs else "" for ms in ours]
            cells = [question, f"{size:,}", *(f"{ms:.1f}" for ms in ours), f"{theirs:.1f}" if theirs else "", *ratios]
            yield f"| {' | '.join(cells)} |"
    for size in sorted({result.evaluations for result in results}):
        cells = [f"{by[who, size].memory_mb:.0f}" for who in ("SQLite", "PostgreSQL", "DuckDB")]
        yield f"| Peak memory of the asking process, MB | {size:,} | {' | '.join(cells)} | | |"


if __name__ == "__main__":
    main()
