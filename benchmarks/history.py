"""Years of evaluations from a fixed seed: 50 teams of 20 agents, 15 answers a call; and the same for DuckDB."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from benvenuto.bootstrap import Benvenuto
from benvenuto.domain.people import Membership, Role
from benvenuto.storage.bulk import append, reserve_ids
from benvenuto.storage.tables import calls

SEED = 20_260_301
WEEKS, TEAMS, AGENTS, EVALUATORS, CRITERIA = 104, 50, 1_000, 50, 15
FIRST = datetime(2024, 3, 4, tzinfo=UTC)
"""A Monday; the last week begins 103 weeks later."""
REASONS = ("delivery", "return", "refund", "payment", "order-change", "presale")
PROBABILITY = 0.05
VALUES = (0.0, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Furnished:
    """Whom and what the evaluations refer to."""

    teams: list[int]
    agents: list[int]
    evaluators: list[int]
    manager: int
    supervisor: int
    version_id: int
    paths: list[str]
    critical: str


@dataclass(frozen=True, slots=True)
class Week:
    """A week of evaluations as columns; `values` has a row for each and a column for each criterion."""

    at: list[datetime]
    agent: NDArray[np.int64]
    evaluator: NDArray[np.int64]
    reason: NDArray[np.int64]
    random: NDArray[np.bool_]
    values: NDArray[np.float64]
    failed: NDArray[np.bool_]

    @property
    def care(self) -> NDArray[np.float64]:
        """The care scores."""
        return np.asarray(100 * self.values.mean(axis=1))


def furnish(app: Benvenuto) -> Furnished:
    """Add teams and people, and name the scorecard whose first criteria are answered."""
    with app.database.write() as tx:
        teams = [tx.people.add_team(f"Team {nth + 1}") for nth in range(TEAMS)]

        def person(name: str, *held: Membership) -> int:
            added = tx.people.add(name, name, "it", None, FIRST, agent_code=name)
            tx.people.set_memberships(added, held)
            return added

        agents = [person(f"agent-{n}", Membership(Role.AGENT, teams[n % TEAMS])) for n in range(AGENTS)]
        evaluators = [person(f"evaluator-{n}", Membership(Role.SUPERVISOR, teams[n])) for n in range(EVALUATORS)]
        manager = person("carla", *(Membership(Role.MANAGER, team) for team in teams))
        supervisor = person("bruno", *(Membership(Role.SUPERVISOR, team) for team in teams))
        chosen = max(app.scorecards.in_force_within(tx), key=lambda version: len(list(version.scorecard.criteria())))
        paths = [path for path, _ in chosen.scorecard.criteria()][:CRITERIA]
        critical = next(path for path, criterion in chosen.scorecard.criteria() if criterion.critical)
    return Furnished(teams, agents, evaluators, manager, supervisor, chosen.version_id, paths, critical)


def weeks(number: int) -> Iterator[Week]:
    """So many evaluations, spread over the weeks."""
    rng = np.random.default_rng(SEED)
    skill = rng.normal(0, 0.06, AGENTS)
    for nth, size in enumerate(np.diff(np.linspace(0, number, WEEKS + 1).astype(int))):
        agent = rng.integers(0, AGENTS, size)
        low = np.clip(0.05 - skill[agent], 0.01, 0.2)
        drawn = rng.random((size, CRITERIA))
        level = (drawn > low[:, None]).astype(int) + (drawn > 0.2 - skill[agent][:, None])
        seconds = rng.integers(0, 6 * 86_400, size)
        yield Week(
            at=[FIRST + timedelta(weeks=nth, hours=6, seconds=int(s)) for s in np.sort(seconds)],
            agent=agent,
            evaluator=rng.integers(0, EVALUATORS, size),
            reason=rng.integers(0, len(REASONS), size),
            random=rng.random(size) < 0.9,
            values=np.array(VALUES)[level],
            failed=rng.random(size) < 0.02,
        )


def fill(app: Benvenuto, at: Furnished, number: int) -> None:
    """Put the evaluations into the database, a week a transaction: the way in which history is imported."""
    for nth, week in enumerate(weeks(number)):
        with app.database.write() as tx:
            size = len(week.at)
            call_ids = reserve_ids(tx.connection, calls, size)
            teams = [at.teams[agent % TEAMS] for agent in week.agent.tolist()]
            agents = [at.agents[agent] for agent in week.agent.tolist()]
            reasons = [REASONS[place] for place in week.reason.tolist()]
            append(
                tx.connection,
                calls,
                ("id", "external_id", "agent_id", "agent_code", "team_id", "started_at", "duration_s", "contact_reason",
                 "language", "caller", "note", "simulated", "created_at"),
                (
                    (call, f"w{nth}-{call}", agent, "", team, moment, 240, reason, "it", "", "", False, moment)
                    for call, agent, team, moment, reason in zip(
                        call_ids, agents, teams, week.at, reasons, strict=True
                    )
                ),
            )  # fmt: skip
            ids = tx.evaluations.add_history(
                [
                    {
                        "call_id": call_ids[place],
                        "agent_id": agents[place],
                        "team_id": teams[place],
                        "evaluator_id": at.evaluators[evaluator],
                        "scorecard_version_id": at.version_id,
                        "status": "acknowledged",
                        "selection": "random" if random else "targeted",
                        "probability": PROBABILITY if random else None,
                        "contact_reason": reasons[place],
                        "language": "it",
                        "revision": 1,
                        "summary": "",
                        "care_score": care,
                        "final_score": care,
                        "band": None,
                        "passed": True,
                        "called_at": week.at[place],
                        "created_at": week.at[place],
                        "published_at": week.at[place],
                        "acknowledged_at": week.at[place],
                    }
                    for place, (evaluator, random, care) in enumerate(
                        zip(week.evaluator.tolist(), week.random.tolist(), week.care.tolist(), strict=True)
                    )
                ]
            )
            add = tx.evaluations.add_history_details
            add(
                "answers",
                ("evaluation_id", "revision", "path", "level", "not_applicable", "value", "reasons", "note", "moments"),
                (
                    (number_, 1, path, "full", False, value, [], "", [])
                    for number_, row in zip(ids, week.values.tolist(), strict=True)
                    for path, value in zip(at.paths, row, strict=True)
                ),
            )
            rubrics = sorted({path.split("/")[0] for path in at.paths})
            add(
                "rubric_scores",
                ("evaluation_id", "rubric_id", "score"),
                (
                    (number_, rubric, care)
                    for number_, care in zip(ids, week.care.tolist(), strict=True)
                    for rubric in rubrics
                ),
            )
            add(
                "critical_errors",
                ("evaluation_id", "path", "type"),
                (
                    (number_, at.critical, "customer")
                    for number_, failed in zip(ids, week.failed.tolist(), strict=True)
                    if failed
                ),
            )


def write_parquet(folder: Path, at: Furnished, number: int) -> None:
    """The same as two Parquet files: evaluations, and answers with the columns of theirs that questions ask for."""
    with (
        pq.ParquetWriter(folder / "evaluations.parquet", _EVALUATIONS) as evaluations,
        pq.ParquetWriter(folder / "answers.parquet", _ANSWERS) as answers,
    ):
        begin = 0
        for nth, week in enumerate(weeks(number)):
            size = len(week.at)
            ids = np.arange(begin, begin + size)
            begin += size
            shared: dict[str, NDArray[Any]] = {
                "evaluation_id": ids,
                "week": np.full(size, nth, np.int32),
                "team": (week.agent % TEAMS).astype(np.int32),
                "agent": week.agent.astype(np.int32),
                "random": week.random,
            }
            evaluations.write_table(
                pa.table(
                    {
                        **shared,
                        "called_at": pa.array([moment.replace(tzinfo=None) for moment in week.at], pa.timestamp("us")),
                        "care": week.care,
                        "failed": week.failed,
                    },
                    schema=_EVALUATIONS,
                )
            )
            columns = {name: np.repeat(column, CRITERIA) for name, column in shared.items()}
            path = pa.DictionaryArray.from_arrays(
                pa.array(np.tile(np.arange(CRITERIA), size), pa.int32()), pa.array(at.paths)
            )
            answers.write_table(pa.table({**columns, "path": path, "value": week.values.reshape(-1)}, schema=_ANSWERS))


_SHARED = [
    ("evaluation_id", pa.int64()),
    ("week", pa.int32()),
    ("team", pa.int32()),
    ("agent", pa.int32()),
    ("random", pa.bool_()),
]
_EVALUATIONS = pa.schema([*_SHARED, ("called_at", pa.timestamp("us")), ("care", pa.float64()), ("failed", pa.bool_())])
_ANSWERS = pa.schema([*_SHARED, ("path", pa.dictionary(pa.int32(), pa.string())), ("value", pa.float64())])
