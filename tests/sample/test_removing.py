"""Going live: the sample leaves a house that was tried out, and nothing of the house's own goes with it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from benvenuto.domain.evaluation import SelectionKind
from benvenuto.domain.feedback_filter import FeedbackFilter
from benvenuto.domain.learning import Signer
from benvenuto.domain.people import Role
from benvenuto.domain.published import PUBLISHED_PASSWORD
from benvenuto.domain.sampling import SkipReason
from benvenuto.sample import load
from benvenuto.sample.people import PEOPLE
from benvenuto.sample.removing import remove
from benvenuto.services.people.local_administrator import LOCAL_ADMINISTRATOR
from benvenuto.services.people.sign_in import PublishedPassword
from benvenuto.storage.sample_week import Hanging
from benvenuto.storage.tables import metadata
from tests.calibrated import give_words, new_session
from tests.house import House

UNCHANGED = {"alembic_version", "rubric_versions", "scorecard_versions", "weekly_basis"}


def rows(house: House, but: Sequence[str] = ()) -> Mapping[str, list[tuple[Any, ...]]]:
    """Everything in the database, but these tables."""
    with house.app.database.read() as tx:
        return {
            table.name: sorted((tuple(row) for row in tx.connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
            if table.name not in but
        }


def counts(house: House) -> Mapping[str, int]:
    """How many rows the tables have that have any."""
    with house.app.database.read() as tx:
        found = {
            table.name: int(tx.connection.scalar(select(func.count()).select_from(table)) or 0)
            for table in metadata.sorted_tables
            if table.name not in UNCHANGED
        }
    return {name: number for name, number in found.items() if number}


def stored(house: House) -> set[str]:
    """The files in the store."""
    root = Path(house.app.settings.recordings_url)
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def usernames(house: House) -> set[str]:
    with house.app.database.read() as tx:
        return {one.username for one in tx.people.everyone()}


def own_password(house: House, name: str) -> None:
    """Give an account of the sample to somebody."""
    house.app.people.reset_password(LOCAL_ADMINISTRATOR, house.people[name].id)


def test_nothing_is_left_of_a_sample_on_which_nothing_was_built(sampled: House) -> None:
    outcome = remove(sampled.app)
    assert outcome.removed is not None
    assert outcome.removed.calls > 700
    assert outcome.removed.waiting == 0
    assert counts(sampled).keys() == {"people", "memberships", "audit"}
    assert usernames(sampled) == {"admin"}
    assert stored(sampled) == set()


def test_the_people_and_calls_of_the_house_stay_and_the_sample_is_gone(tried_out: House) -> None:
    house = tried_out
    with house.app.database.read() as tx:
        call_id = tx.calls.id_of("vera-1")
        assert call_id is not None
        before = tx.recordings.of_call(call_id)
        [evaluated] = tx.evaluations.of_call(call_id)
        answers = tx.evaluations.answers(evaluated.id, 1)
    assert before is not None
    remove(house.app)
    with house.app.database.read() as tx:
        assert set(tx.calls.external_ids()) == {"vera-1", "vera-2"}
        assert tx.recordings.of_call(call_id) == before
        assert tx.evaluations.of_call(call_id) == [evaluated]
        assert tx.evaluations.answers(evaluated.id, 1) == answers
        assert [team.id for team in tx.people.teams()] == [house.nord]
        assert [tx.people.actor(one.id) for one in (house.rita, house.ugo)] == [house.rita, house.ugo]
    assert usernames(house) == {"rita", "ugo", "admin"}
    assert stored(house) == {before.listening_key, *(one.key for one in before.originals)}


def test_a_call_that_the_sample_s_agent_had_taken_waits_for_the_one_it_belongs_to(tried_out: House) -> None:
    outcome = remove(tried_out.app)
    assert outcome.removed is not None
    assert outcome.removed.waiting == 1
    assert tried_out.app.people.waiting_codes(LOCAL_ADMINISTRATOR) == {"giulia": 1}


def test_trends_read_what_is_left_and_to_add_it_up_anew_changes_no_row(tried_out: House) -> None:
    house = tried_out
    remove(house.app)
    with house.app.database.read() as tx:
        kept = tx.evaluations.of_agent(house.ugo.id, FeedbackFilter(), 10)[0]
    assert [one.selection.kind for one in kept] == [SelectionKind.TARGETED]
    left = rows(house)["weekly"]
    assert left
    house.app.weekly.rebuild()
    assert rows(house)["weekly"] == left


def test_an_administrator_is_let_in_with_a_password_that_is_shown_once(tried_out: House) -> None:
    first, again = remove(tried_out.app), remove(tried_out.app)
    assert first.administrator is not None
    username, password = first.administrator
    assert tried_out.app.sign_in.sign_in(username, password, "192.0.2.1")
    assert password not in repr(first)
    assert again.administrator is None


def test_where_somebody_administers_already_nobody_is_added(tried_out: House) -> None:
    tried_out.app.people.add(tried_out.dario, "sara", "Sara", list(tried_out.dario.memberships), "it")
    assert remove(tried_out.app).administrator is None
    assert usernames(tried_out) == {"rita", "ugo", "sara"}


def test_a_closed_account_called_admin_is_left_alone(tried_out: House) -> None:
    added, _ = tried_out.app.people.add(tried_out.dario, "admin", "Ada", list(tried_out.dario.memberships), "it")
    tried_out.app.people.set_active(tried_out.dario, added, active=False)
    outcome = remove(tried_out.app)
    assert outcome.administrator is not None
    assert outcome.administrator[0] == "admin2"


def test_run_again_it_changes_nothing(tried_out: House) -> None:
    remove(tried_out.app)
    before, files = rows(tried_out), stored(tried_out)
    outcome = remove(tried_out.app)
    assert outcome.removed is None
    assert (rows(tried_out), stored(tried_out)) == (before, files)


def test_files_that_a_cut_off_left_behind_go_when_it_is_run_again(tried_out: House, tmp_path: Path) -> None:
    root = Path(tried_out.app.settings.recordings_url)
    shutil.copytree(root, tmp_path / "before")
    remove(tried_out.app)
    left = stored(tried_out)
    shutil.copytree(tmp_path / "before", root, dirs_exist_ok=True)
    remove(tried_out.app)
    assert stored(tried_out) == left


def test_the_audit_log_still_tells_who_did_what(tried_out: House) -> None:
    told = [(row.at, row.actor, row.action) for row in tried_out.app.audit.latest(LOCAL_ADMINISTRATOR, 1000)]
    assert ("Dario Conti", "person_added") in [one[1:] for one in told]
    remove(tried_out.app)
    after = [(row.at, row.actor, row.action) for row in tried_out.app.audit.latest(LOCAL_ADMINISTRATOR, 1000)]
    assert after[-len(told) :] == told
    assert [action for _, _, action in after[: -len(told)]] == ["sample_removed", "person_added"]


def test_no_row_of_the_audit_log_is_about_another_thing_than_before(tried_out: House) -> None:
    remove(tried_out.app)
    with tried_out.app.database.read() as tx:
        there = {
            "person": {str(one.id) for one in tx.people.everyone()},
            "call": {str(one) for one in tx.calls.external_ids().values()},
            "team": {str(one.id) for one in tx.people.teams()},
        }
    for row in tried_out.app.audit.latest(LOCAL_ADMINISTRATOR, 1000):
        assert row.subject_id in there.get(row.subject_type, {row.subject_id}) or row.subject_id.startswith("sample-")


def test_work_on_real_calls_by_the_sample_s_people_is_a_reason_to_refuse_that_is_told(tried_out: House) -> None:
    house = tried_out
    bruno_s = house.published(house.bruno, house.call(house.ugo))
    house.app.feedback.comment(house.bruno, bruno_s.id, "Bene.")
    step = next(one for one in house.app.learning.path if one.signer is Signer.SUPERVISOR)
    house.app.learning.sign(house.bruno, house.ugo.id, step.id)
    house.app.practice.assign(house.bruno, house.ugo.id, "listening/paraphrase")
    own = give_words(house, house.call(house.ugo))
    people = [person.id for person in (house.bruno, house.silvia)]
    house.app.calibrations.begin(house.rita, replace(new_session(house, own, people=(house.bruno,)), people=people))
    before = rows(house, but=["people", "memberships", "audit"])
    outcome = remove(house.app)
    assert outcome.removed is None
    assert outcome.hanging == Hanging(
        ["bruno", "silvia"],
        evaluations=1,
        comments=1,
        signatures=1,
        assignments=1,
        coaching=0,
        plans=0,
        calibration=2,
    )
    assert rows(house, but=["people", "memberships", "audit"]) == before
    assert usernames(house) == {"rita", "ugo", "admin", *(one.username for one in PEOPLE)}


def test_an_evaluated_call_of_the_sample_s_agent_is_a_reason_to_refuse(tried_out: House) -> None:
    with tried_out.app.database.read() as tx:
        call_id = tx.calls.id_of("vera-2")
    assert call_id is not None
    tried_out.published(tried_out.rita, call_id)
    outcome = remove(tried_out.app)
    assert outcome.hanging is not None
    assert outcome.hanging.usernames == ["giulia"]


def test_a_manager_of_the_sample_who_has_listened_to_a_real_dispute_stays(tried_out: House) -> None:
    house = tried_out
    evaluation = house.published(house.rita, house.call(house.ugo))
    house.app.feedback.dispute(house.ugo, evaluation.id, "Non era la mia chiamata.")
    house.app.feedback.listen(house.carla, evaluation.id, {})
    outcome = remove(house.app)
    assert outcome.removed is None
    assert outcome.hanging is not None
    assert outcome.hanging.usernames == ["carla"]


def test_an_account_that_was_given_a_password_of_its_own_is_somebody_s_and_stays(tried_out: House) -> None:
    house = tried_out
    house.published(house.bruno, house.call(house.ugo))
    for name in ("Bruno", "Chiara"):
        own_password(house, name)
    outcome = remove(house.app)
    assert set(outcome.kept) == {"bruno", "chiara"}
    assert usernames(house) == {"rita", "ugo", "admin", "bruno", "chiara"}
    with house.app.database.read() as tx:
        assert len(tx.calls.external_ids()) == 3
        bruno = tx.people.actor(house.bruno.id)
    assert bruno is not None
    assert Role.SUPERVISOR in bruno.roles
    left = rows(house)["weekly"]
    house.app.weekly.rebuild()
    assert rows(house)["weekly"] == left


def test_afterwards_the_sample_does_not_come_back(sampled: House) -> None:
    remove(sampled.app)
    assert not load(sampled.app)
    with pytest.raises(PublishedPassword):
        sampled.app.sign_in.sign_in("dario", PUBLISHED_PASSWORD, "192.0.2.1")


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_house_that_never_had_the_sample_loses_nothing(house: House) -> None:
    house.published(house.bruno, house.call(house.anna, simulated=True))
    before = rows(house)
    outcome = remove(house.app)
    assert (outcome.removed, outcome.hanging, outcome.administrator) == (None, None, None)
    assert rows(house) == before


def test_a_call_of_the_sample_that_was_skipped_goes_with_it(sampled: House) -> None:
    bruno = sampled.bruno
    call_id = sampled.app.sampling.next_call(bruno)
    assert call_id is not None
    sampled.app.sampling.skip(bruno, call_id, SkipReason.INAUDIBLE)
    assert remove(sampled.app).removed is not None
    assert "skipped_calls" not in counts(sampled)
