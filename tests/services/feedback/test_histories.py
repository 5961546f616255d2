"""Whatever is published, corrected, disputed, decided, taken back and discarded, in whichever order: every average is
that of a recount from scratch, and no revision is lost."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from benvenuto.domain.answer import Answers
from benvenuto.domain.dispute import Decision, DisputedCriterion, Ruling, disputable, in_dispute
from benvenuto.domain.edits import ChooseLevel, Edit, SetNote, SetSummary
from benvenuto.domain.evaluation import COUNTING, Evaluation, Status
from benvenuto.domain.faults import BenvenutoError
from benvenuto.domain.rubric import Criterion
from benvenuto.domain.scoring import score
from benvenuto.formats.scoring.rubrics import content_hash, to_json
from benvenuto.services.scoring.evaluations import assemble
from benvenuto.storage.tables import critical_errors, rubric_scores
from tests.databases import SqliteFiles
from tests.house import House, criterion_at, enter, furnish
from tests.storage.quality.test_weekly_rollups import agree

DRAFTS = 3
EXPLORING = settings.default is not None and settings.default.max_examples >= 1000
HISTORIES = 10_000 if EXPLORING else 40
"""For who goes looking, see docs/performance.md; each is some tens of transactions."""
EACH_RUBRIC = 2
"""So many criteria of each rubric are scored, critical ones first: all of them show no more and take longer."""
_done = count(1)


@dataclass
class History:
    """A house with some evaluations of Anna's calls, and what every revision of them must still be."""

    house: House
    ids: Sequence[int]
    published: dict[int, list[Answers]] = field(default_factory=dict)

    def evaluation(self, which: int) -> Evaluation | None:
        """One of them, None once it was discarded."""
        with self.house.app.database.read() as tx:
            stored = tx.evaluations.get(self.ids[which])
            return assemble(tx, self.house.app.scorecards, stored) if stored else None


def furnished(url: str, folder: Path) -> None:
    """Drafts that are ready: of drawn calls and of one picked by hand, in two weeks."""
    furnish(url, folder)
    house = enter(url, folder)
    _shorten(house)
    house.app.sampling.set_plan(house.bruno, house.nord, 50)
    calls = [house.call(house.anna, at=house.clock() - timedelta(days=8 * nth)) for nth in range(DRAFTS - 1)]
    house.app.sampling.draw_due(house.bruno)
    calls.append(house.call(house.anna))
    for nth, call_id in enumerate(calls):
        house.draft(house.bruno, call_id, level=nth % 2)
    house.app.database.engine.dispose()


def _shorten(house: House) -> None:
    """Put a shorter scorecard in force for these calls."""
    with house.app.database.write() as tx:
        whole = house.app.scorecards.for_reason(tx, "delivery").scorecard
        parts = [
            replace(part, rubric=replace(part.rubric, criteria=_telling(part.rubric.criteria))) for part in whole.parts
        ]
        short = replace(whole, parts=tuple(parts))
        tx.rubrics.put_in_force(short.id, content_hash(short), to_json(short), house.clock())


def _telling(criteria: Sequence[Criterion]) -> tuple[Criterion, ...]:
    # one that waits for another would wait for ever without it
    alone = [criterion for criterion in criteria if not criterion.applies_when.criterion]
    return tuple(sorted(alone, key=lambda criterion: criterion.critical is None)[:EACH_RUBRIC])


def edits(evaluation: Evaluation, number: int) -> list[Edit]:
    """Another mark somewhere, with a note; now and then other words for the agent."""
    applicable = list(disputable(evaluation) or evaluation.answers)
    path = applicable[number % len(applicable)]
    scale = criterion_at(evaluation, path).scale
    made = [
        Edit(number + 1, path, ChooseLevel(scale[number // 7 % len(scale)].id)),
        Edit(number + 2, path, SetNote(f"Nota {number}.")),
    ]
    return made if number % 3 else [*made, Edit(number + 3, "", SetSummary(f"Parole {number}."))]


def publish(on: History, evaluation: Evaluation, _: int) -> None:
    house = on.house
    before = evaluation.status
    if before is Status.DRAFT:
        evaluation = house.answer(house.bruno, evaluation)
    after = house.app.scoring.publish(house.bruno, evaluation.id)
    if before is Status.DRAFT:
        on.published[after.id] = [after.answers]


def edit(on: History, evaluation: Evaluation, number: int) -> None:
    on.house.app.scoring.edit(on.house.bruno, evaluation.id, f"window-{number}", edits(evaluation, number))


def correct(on: History, evaluation: Evaluation, number: int) -> None:
    house = on.house
    after = house.app.corrections.correct(
        house.bruno, evaluation.id, edits(evaluation, number), "Riascoltata.", seen=evaluation.revision
    )
    on.published[after.id].append(after.answers)


def acknowledge(on: History, evaluation: Evaluation, _: int) -> None:
    on.house.app.feedback.acknowledge(on.house.anna, evaluation.id)


def dispute(on: History, evaluation: Evaluation, number: int) -> None:
    paths = disputable(evaluation)
    named = paths[:: 1 + number % 5][: number % 4] if number % 9 else paths
    criteria = [DisputedCriterion(path, "Non è andata così.") for path in named]
    on.house.app.feedback.dispute(on.house.anna, evaluation.id, "" if named else "Tutto.", criteria)


def decide(on: History, evaluation: Evaluation, number: int) -> None:
    house = on.house
    house.app.feedback.listen(house.carla, evaluation.id, {})
    with house.app.database.read() as tx:
        named = tx.disputes.of(evaluation.id)
    paths = in_dispute(evaluation, named)
    rulings = {path: ruling(evaluation, path, number + nth) for nth, path in enumerate(paths)}
    if number % 4 == 0:
        house.app.feedback.decide(house.carla, evaluation.id, uphold=number % 8 == 0, words="Deciso.")
    elif number % 4 == 1 and not named.criteria:
        rulings = dict(list(rulings.items())[: number % 3])
        house.app.feedback.decide_each(house.carla, evaluation.id, rulings, "Deciso.")
    else:
        house.app.feedback.decide_each(house.carla, evaluation.id, rulings)
    after = on.evaluation(on.ids.index(evaluation.id))
    if after is not None and after.status is Status.CHANGED:
        on.published[after.id].append(after.answers)


def ruling(evaluation: Evaluation, path: str, number: int) -> Ruling:
    standing = evaluation.answers[path].choice
    others = [level.id for level in criterion_at(evaluation, path).scale if level.id != standing]
    match number % 3:
        case 0:
            return Ruling(Decision.UPHELD, "Resta.")
        case 1:
            return Ruling(Decision.CHANGED, "Si sente altro.", others[number // 3 % len(others)])
        case _:
            return Ruling(Decision.STRUCK, "Non c'entra.")


def take_back(on: History, evaluation: Evaluation, _: int) -> None:
    on.house.app.scoring.take_back(on.house.bruno, evaluation.id)
    if evaluation.status is not Status.DRAFT:
        del on.published[evaluation.id]


def discard(on: History, evaluation: Evaluation, _: int) -> None:
    on.house.app.scoring.discard(on.house.bruno, evaluation.id)


def wait(on: History, _evaluation: Evaluation, number: int) -> None:
    on.house.clock.forward(seconds=45 + number % 40)


Deed = Callable[[History, Evaluation, int], None]
TRIED: Mapping[Status, Sequence[Deed]] = {
    Status.DRAFT: (publish, publish, publish, publish, edit, discard, take_back),
    Status.PUBLISHED: (
        correct,
        dispute,
        correct,
        dispute,
        acknowledge,
        dispute,
        take_back,
        wait,
        edit,
        discard,
        decide,
    ),
    Status.ACKNOWLEDGED: (correct, dispute, take_back, acknowledge),
    Status.DISPUTED: (decide, decide, decide, correct, dispute, acknowledge, take_back),
    Status.UPHELD: (correct, dispute, decide),
    Status.CHANGED: (correct, dispute, decide, take_back),
    Status.OVERTURNED: (correct, dispute, decide, publish),
}
"""What is tried where an evaluation stands: what may be done, and some of what may not."""

STEPS = st.tuples(st.integers(0, DRAFTS - 1), st.integers(0, 40), st.integers(0, 2000))


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@settings(
    max_examples=HISTORIES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(STEPS, min_size=6, max_size=14))
def test_after_any_history_every_average_is_a_recount_and_no_revision_is_lost(
    databases: SqliteFiles, tmp_path: Path, steps: list[tuple[int, int, int]]
) -> None:
    url = databases.lend("histories", lambda empty: furnished(empty, tmp_path))
    house = enter(url, tmp_path)
    with house.app.database.read() as tx:
        on = History(
            house, sorted(row.id for call in tx.calls.external_ids().values() for row in tx.evaluations.of_call(call))
        )
    for which, tried, number in steps:
        evaluation = on.evaluation(which)
        if evaluation is None:
            continue
        deed = TRIED[evaluation.status][tried % len(TRIED[evaluation.status])]
        try:
            deed(on, evaluation, number)
        except BenvenutoError:  # what is refused changes nothing, and the next step is taken from where this one stood
            assert on.evaluation(which) == evaluation
    recounted(on)
    databases.take_back(url)
    if EXPLORING and (number := next(_done)) % 500 == 0:
        sys.stdout.write(f"{number} histories\n")
        sys.stdout.flush()


def recounted(on: History) -> None:
    """Fail unless every number is what the answers make, and every revision is what it was when it was made."""
    agree(on.house.app.database)  # the sums by week, from the evaluations
    care: list[float] = []
    with on.house.app.database.read() as tx:
        for number in on.ids:
            stored = tx.evaluations.get(number)
            if stored is None:
                assert number not in on.published
                continue
            for revision, answers in enumerate(on.published.get(number, []), 1):
                assert tx.evaluations.answers(number, revision) == answers
            if stored.status is Status.DRAFT:
                assert stored.care_score is None
                continue
            assert stored.revision == len(on.published[number])
            assert [each.number for each in tx.revisions.of(number)] == list(range(2, stored.revision + 1))
            evaluation = assemble(tx, on.house.app.scorecards, stored)
            result = score(evaluation.scorecard, evaluation.answers, evaluation.facts)
            assert (stored.care_score, stored.final_score) == (result.care, result.final)
            by_rubric = tx.connection.execute(select(rubric_scores).where(rubric_scores.c.evaluation_id == number))
            assert {row.rubric_id: row.score for row in by_rubric} == result.rubrics
            errors = tx.connection.execute(select(critical_errors).where(critical_errors.c.evaluation_id == number))
            assert {row.path for row in errors} == {error.path for error in result.critical_errors}
            if stored.status in COUNTING and stored.selection.probability and result.care is not None:
                care.append(result.care)
    own = on.house.app.trends.own(on.house.anna)
    assert (own is None) is (not care)
    if own is not None:
        assert own.overall.n == len(care)
        assert own.overall.mean == pytest.approx(sum(care) / len(care))
