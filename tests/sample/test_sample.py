"""The sample week: it loads once, it is the same every time, and what was planted in it can be found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benvenuto.bootstrap import Benvenuto, build, prepare
from benvenuto.config import HOME, read_settings
from benvenuto.domain.dispute import Decision
from benvenuto.domain.evaluation import Status
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.hearing import HearingReason
from benvenuto.domain.people import Actor, Role
from benvenuto.domain.published import PUBLISHED_PASSWORD
from benvenuto.sample import load
from benvenuto.sample.people import PEOPLE
from benvenuto.sample.second_listening import READ_DIFFERENTLY
from benvenuto.services.quality.trends import Asked, Split
from benvenuto.statistics.enough import Change, enough_to_say

NOW = datetime(2026, 3, 4, 11, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Benvenuto]:
    folder = tmp_path_factory.mktemp("sample")
    app = build(read_settings({"BENVENUTO_DATA": str(folder)}), lambda: NOW)
    prepare(app)
    assert load(app)
    yield app
    app.database.engine.dispose()


def person(app: Benvenuto, username: str) -> Actor:
    with app.database.read() as tx:
        found = next(one for one in tx.people.everyone() if one.username == username)
        actor = tx.people.actor(found.id)
    assert actor is not None
    return actor


def test_it_is_loaded_only_into_an_empty_house(sample: Benvenuto) -> None:
    assert not load(sample)


def test_the_accounts_that_are_shown_open_with_the_password_that_is_shown(sample: Benvenuto) -> None:
    for one in PEOPLE:
        if one.shown:
            assert sample.sign_in.sign_in(one.username, PUBLISHED_PASSWORD, "127.0.0.1")


def test_its_agents_find_who_listened_to_them(sample: Benvenuto) -> None:
    rows, total = sample.hearings.mine(person(sample, "giulia"), limit=None)
    assert {(row.person_name, row.hearing.reason) for row in rows} >= {
        ("Bruno Galli", HearingReason.SAMPLING),
        ("Silvia Testa", HearingReason.SECOND_LISTENING),
        ("Luca Greco", HearingReason.CALIBRATION),
    }
    assert total == len(rows)
    assert all(row.hearing.began_at <= NOW for row in rows)


def test_every_call_with_sound_has_its_recording(sample: Benvenuto) -> None:
    with sample.database.read() as tx:
        calls = tx.calls.external_ids()
        with_sound = {name for name, call_id in calls.items() if tx.recordings.of_call(call_id)}
    folders = {wav.parent.name for wav in (HOME / "sample_data").rglob("*.wav")}
    assert with_sound == folders


def test_the_inbox_waits_for_the_supervisor(sample: Benvenuto) -> None:
    assert sample.sampling.next_call(person(sample, "bruno")) is not None


@pytest.mark.parametrize("username", ["giulia", "marta", "joe"])
def test_these_agents_have_feedback_with_moments_to_hear(sample: Benvenuto, username: str) -> None:
    agent = person(sample, username)
    newest = sample.feedback.mine(agent)[0][0]
    read = sample.feedback.read(agent, newest.id)
    assert any(answer.moments for answer in read.evaluation.answers.values())
    assert sample.calls.listen(agent, newest.call_id).recording is not None


def test_nothing_in_it_is_so_new_that_publishing_it_could_be_undone(sample: Benvenuto) -> None:
    assert sample.scoring.just_published(person(sample, "bruno")) is None


def test_a_dispute_waits_for_the_manager(sample: Benvenuto) -> None:
    assert [each.evaluation.agent_name for each in sample.deadlines.disputes(person(sample, "carla"))] == ["Marta Riva"]


def test_a_dispute_was_decided_on_one_criterion_and_its_agent_reads_before_and_after(sample: Benvenuto) -> None:
    giulia = person(sample, "giulia")
    read = sample.feedback.read(giulia, sample.feedback.mine(giulia)[0][0].id)
    ((path, decided),) = read.dispute.decided.items()
    assert (read.stored.status, decided.ruling.decision, decided.author_name) == (
        Status.CHANGED,
        Decision.CHANGED,
        "Carla Moretti",
    )
    assert [change.path for revised in read.revisions for change in revised.changes] == [path]


def test_calls_before_and_since_practice_can_be_compared_and_some_are_too_few(sample: Benvenuto) -> None:
    change = {
        (one.agent.name, one.criterion): one.change for one in sample.before_after.compared(person(sample, "carla"))
    }
    assert change["Marta Riva", "listening/paraphrase"] is not Change.TOO_FEW
    assert change["Giulia Ferri", "precise-answers/summary"] is Change.TOO_FEW


def test_the_newest_are_on_their_way_and_the_last_step_of_one_is_signed(sample: Benvenuto) -> None:
    paths = {path.agent.name: path for path in sample.learning.team(person(sample, "bruno"))}
    assert 0 < paths["Chiara Fontana"].signed < len(sample.learning.path)
    assert paths["Nadia Costa"].next is None
    assert paths["Giulia Ferri"].signed == 0


def test_the_slip_of_precise_answers_can_be_found(sample: Benvenuto) -> None:
    lines = sample.trends.lines(person(sample, "carla"), Asked(split=Split.RUBRIC))
    change = {line.key: line for line in lines}
    slipped = change["precise-answers"]
    assert slipped.change is Change.SIGNAL
    assert slipped.difference is not None
    assert slipped.difference.high < 0
    assert change["listening"].change is not Change.SIGNAL


def test_the_agents_who_joined_late_have_too_few_calls_to_say(sample: Benvenuto) -> None:
    chiara = person(sample, "chiara")
    line = sample.trends.own(chiara)
    assert line is not None
    assert line.change is Change.TOO_FEW


def test_the_strict_evaluator_marks_below_the_lenient_one(sample: Benvenuto) -> None:
    carla = person(sample, "carla")

    def mean(username: str) -> float:
        wanted = EvaluationFilter(evaluator_id=person(sample, username).id)
        return sample.trends.lines(carla, Asked(wanted=wanted))[0].overall.mean

    assert mean("silvia") < mean("bruno") < mean("luca")


def test_some_calls_were_scored_by_two_who_read_one_criterion_differently_and_the_rest_alike(sample: Benvenuto) -> None:
    compared = sample.rater_agreement.compared(person(sample, "carla"), EvaluationFilter())
    assert 40 < compared.counted.shared < 80
    told = {
        agreed.path: agreed.chance_corrected
        for agreed in compared.criteria
        if agreed.chance_corrected and enough_to_say(agreed.calls)
    }
    lowest = min(told, key=lambda path: told[path].value)
    assert lowest == READ_DIFFERENTLY
    assert len(told) > 10
    bruno = person(sample, "bruno")
    own = sample.rater_agreement.of_evaluator(bruno, EvaluationFilter(), bruno.id)
    assert own.percent is not None
    assert enough_to_say(own.percent.n)


def test_it_is_the_same_every_time(sample: Benvenuto, tmp_path: Path) -> None:
    again = build(read_settings({"BENVENUTO_DATA": str(tmp_path)}), lambda: NOW)
    prepare(again)
    load(again)
    until_march = Asked(wanted=EvaluationFilter(end=datetime(2026, 3, 1, tzinfo=UTC)))
    overall = [app.trends.lines(person(app, "carla"), until_march)[0].overall for app in (sample, again)]
    again.database.engine.dispose()
    assert overall[0] == overall[1]


def test_every_role_has_somebody_who_holds_it() -> None:
    assert {one.role for one in PEOPLE} == set(Role)


def test_it_is_loaded_whole_under_a_works_agreement_that_lets_nobody_score(tmp_path: Path) -> None:
    agreed = HOME / "docs" / "works-agreements" / "5-orders-and-complaints.yaml"
    settings = {"BENVENUTO_DATA": str(tmp_path), "BENVENUTO_WORKS_AGREEMENT": str(agreed)}
    app = build(read_settings(settings), lambda: NOW)
    prepare(app)
    assert load(app)
    app.database.engine.dispose()
