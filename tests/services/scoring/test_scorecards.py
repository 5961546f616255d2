"""Rubrics in force: a broken file loses nothing, an old evaluation reads the same for ever."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from benvenuto.domain.faults import Forbidden
from benvenuto.services.scoring.scorecards import NoScorecard, Scorecards
from tests.house import House

ORDER = ["complaint", "general-enquiry", "order-support"]


@pytest.fixture
def scorecards(house: House, tmp_path: Path) -> Scorecards:
    """The service over a copy of the rubrics that a test may spoil."""
    folder = tmp_path / "rubrics"
    shutil.copytree(house.app.settings.rubrics, folder)
    copied = replace(house.app.scorecards, folder=folder, _decoded={})
    assert copied.refresh() == ()
    return copied


def change(scorecards: Scorecards, file: str, edit: Callable[[str], str]) -> None:
    path = scorecards.folder / file
    before = path.read_text("utf-8")
    after = edit(before)
    assert after != before
    path.write_text(after, "utf-8")


def title(scorecards: Scorecards, rubric_id: str = "greeting") -> str:
    parts = (part for one in scorecards.in_force() for part in one.scorecard.parts)
    return next(part.rubric.title.in_language("it") for part in parts if part.rubric.id == rubric_id)


def rename(scorecards: Scorecards, *, version: int) -> None:
    old = title(scorecards)
    change(
        scorecards,
        "greeting.yaml",
        lambda text: text.replace(old, "Un altro titolo", 1).replace("version: 5", f"version: {version}", 1),
    )


def test_the_files_that_come_with_the_house_are_sound_and_in_force(house: House) -> None:
    assert house.app.scorecards.refresh() == ()
    assert [one.scorecard.id for one in house.app.scorecards.in_force()] == ORDER


def test_reading_them_again_changes_nothing(house: House) -> None:
    before = house.app.scorecards.in_force()
    rows = house.audit()
    house.app.scorecards.refresh()
    assert house.app.scorecards.in_force() == before
    assert house.audit() == rows


def test_a_broken_file_keeps_the_last_good_version_in_force_and_says_why(house: House, scorecards: Scorecards) -> None:
    before = scorecards.in_force()
    change(scorecards, "greeting.yaml", lambda text: text.replace("criteria:", "criteria: [", 1))
    faults = scorecards.reload(house.dario)
    assert any(fault.file.endswith("greeting.yaml") and fault.line for fault in faults)
    assert scorecards.in_force() == before
    assert scorecards.library(house.dario).faults == tuple(faults)


def test_a_broken_file_does_not_keep_the_others_from_changing(scorecards: Scorecards) -> None:
    change(scorecards, "scorecards/complaint.yaml", lambda text: text + "\nnonsense: true\n")
    change(
        scorecards,
        "scorecards/order-support.yaml",
        lambda text: text.replace("version: 2", "version: 3", 1).replace("pass_from: 75", "pass_from: 80", 1),
    )
    before = {one.scorecard.id: one for one in scorecards.in_force()}
    scorecards.refresh()
    after = {one.scorecard.id: one for one in scorecards.in_force()}
    assert after["complaint"] == before["complaint"]
    assert after["order-support"].scorecard.verdict.pass_from == 80


def test_an_edited_rubric_whose_version_was_not_raised_is_a_fault_and_not_in_force(scorecards: Scorecards) -> None:
    old = title(scorecards)
    rename(scorecards, version=5)
    faults = scorecards.refresh()
    assert [Path(fault.file).name for fault in faults if fault.path == "version"] == ["greeting.yaml"]
    assert title(scorecards) == old


def test_a_new_version_is_in_force_for_new_evaluations(house: House, scorecards: Scorecards) -> None:
    rename(scorecards, version=6)
    assert scorecards.refresh() == ()
    assert title(scorecards) == "Un altro titolo"
    assert house.audit()[-1] == "rubrics_reloaded"


def test_an_old_evaluation_reads_the_same_after_a_new_version(house: House, scorecards: Scorecards) -> None:
    old = house.published(house.bruno, house.call(house.anna))
    draft = house.draft(house.bruno, house.call(house.anna))
    rename(scorecards, version=6)
    scorecards.refresh()
    for reading in (house.app.scoring, replace(house.app.scoring, scorecards=scorecards)):
        assert reading.read(house.bruno, old.id) == old
        assert reading.read(house.bruno, draft.id) == draft
    assert house.app.scoring.publish(house.bruno, draft.id).scorecard == draft.scorecard
    new = house.app.scoring.begin(house.bruno, house.call(house.anna))
    titles = {part.rubric.title.in_language("it") for part in new.scorecard.parts}
    assert "Un altro titolo" in titles


def test_without_any_scorecard_it_says_so(house: House) -> None:
    with house.app.database.write() as tx:
        tx.connection.exec_driver_sql("update scorecard_versions set in_force = false")
    with pytest.raises(NoScorecard):
        house.app.scoring.begin(house.bruno, house.call(house.anna))


def test_a_folder_that_is_gone_keeps_everything_in_force(scorecards: Scorecards) -> None:
    before = scorecards.in_force()
    shutil.rmtree(scorecards.folder)
    assert len(scorecards.refresh()) == 1
    assert scorecards.in_force() == before


def test_it_refuses_the_files_to_who_is_no_administrator(house: House) -> None:
    for name in ("anna", "bruno", "carla", "fulvio"):
        with pytest.raises(Forbidden):
            house.app.scorecards.library(getattr(house, name))
        with pytest.raises(Forbidden):
            house.app.scorecards.reload(getattr(house, name))


def test_a_scorecard_taken_out_of_the_folder_is_in_force_no_more(scorecards: Scorecards) -> None:
    (scorecards.folder / "scorecards" / "complaint.yaml").unlink()
    scorecards.refresh()
    assert [one.scorecard.id for one in scorecards.in_force()] == ["general-enquiry", "order-support"]


def test_an_empty_folder_takes_nothing_out_of_force(scorecards: Scorecards) -> None:
    shutil.rmtree(scorecards.folder)
    scorecards.refresh()
    assert [one.scorecard.id for one in scorecards.in_force()] == ORDER
