"""Uploaded rubrics: looked at as `check` does, kept as a file and in force at once, or not at all."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from benvenuto.config import PACKAGE
from benvenuto.domain.faults import Fault, Forbidden
from benvenuto.formats.scoring.rubrics import ReservedName, ScorecardInstead
from benvenuto.services.scoring.rubric_uploads import FolderNotWritable, NotSound, RubricUploads, ShippedFolder
from tests.house import House
from tests.services.people.test_audit import FULL_LOG


@pytest.fixture
def uploads(house: House, tmp_path: Path) -> RubricUploads:
    """The service over a copy of the rubrics."""
    folder = Path(shutil.copytree(house.app.settings.rubrics, tmp_path / "rubrics"))
    scorecards = replace(house.app.scorecards, folder=folder)
    house.app = replace(house.app, scorecards=scorecards)
    return replace(house.app.rubric_uploads, scorecards=scorecards)


def greeting(uploads: RubricUploads, *edits: tuple[str, str]) -> bytes:
    text = (uploads.scorecards.folder / "greeting.yaml").read_text("utf-8")
    for before, after in edits:
        assert before in text
        text = text.replace(before, after, 1)
    return text.encode()


RAISED = ("version: 5", "version: 6")
HEAVIER = ("weight: 2", "weight: 4")


def texts(faults: Sequence[Fault]) -> list[tuple[str, int, str]]:
    return [(fault.file, fault.line, fault.text) for fault in faults]


def in_force(uploads: RubricUploads) -> set[int]:
    """The versions of the greeting that new evaluations use."""
    parts = [part for choice in uploads.scorecards.in_force() for part in choice.scorecard.parts]
    return {part.rubric.version for part in parts if part.rubric.id == "greeting"}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_proposal_stands_beside_what_is_in_force_and_changes_nothing(house: House, uploads: RubricUploads) -> None:
    before, rows = contents(uploads.scorecards.folder), house.audit()
    proposed = uploads.propose(house.dario, greeting(uploads, RAISED, HEAVIER), "greeting (1).yaml")
    assert proposed.proposal.rubric is not None
    assert proposed.before is not None
    assert (proposed.before.version, proposed.proposal.rubric.version, proposed.scorecards) == (5, 6, 3)
    assert proposed.proposal.faults == ()
    assert (contents(uploads.scorecards.folder), house.audit(), in_force(uploads)) == (before, rows, {5})


def test_it_is_kept_as_the_file_of_its_id_and_in_force_with_one_row(house: House, uploads: RubricUploads) -> None:
    content, rows = greeting(uploads, RAISED, HEAVIER), house.audit()
    uploads.put_in_force(house.dario, content, "my greeting.yaml")
    assert (uploads.scorecards.folder / "greeting.yaml").read_bytes() == content
    assert in_force(uploads) == {6}
    assert house.audit() == [*rows, "rubric_uploaded"]
    row = house.app.audit.latest(house.dario, 1)[0]
    assert (row.actor, row.subject_id, row.detail) == ("Dario", "greeting", {"version": 6, "before": 5})
    assert uploads.scorecards.refresh() == ()
    assert in_force(uploads) == {6}


def test_every_fault_is_told_at_once_under_the_name_that_was_sent(house: House, uploads: RubricUploads) -> None:
    content = greeting(uploads, RAISED, HEAVIER, ("value: 0.5", "value: 1.5"), ("    scale:", "    scales:"))
    proposal = uploads.propose(house.dario, content, "mine.yaml").proposal
    assert proposal.rubric is None
    assert [fault.file for fault in proposal.faults] == ["mine.yaml"] * len(proposal.faults)
    assert [fault.text for fault in proposal.faults] == ["“scales” means nothing here."]
    with pytest.raises(NotSound):
        uploads.put_in_force(house.dario, content, "mine.yaml")
    assert in_force(uploads) == {5}


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"id: greeting\nid: greeting\n", "“id” is written twice, first on line 1."),
        (b"a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
         b"d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d,*d,*d]\n",
         "The file holds more than 20000 values once every repetition is written out."),
        (b"id: !!python/object/apply:os.system [x]\n",
         "The tag “tag:yaml.org,2002:python/object/apply:os.system” is not allowed."),
        (b"\xff\xfe\x00", "The file is not UTF-8 text."),
        (b"#" * (256 * 1024 + 1), "The file is larger than 256 KB."),
        (b"", "The file is empty."),
    ],
    ids=["twice", "bomb", "tag", "binary", "huge", "empty"],
)  # fmt: skip
def test_what_is_hostile_or_no_rubric_at_all_is_told_as_check_tells_it(
    house: House, uploads: RubricUploads, content: bytes, text: str
) -> None:
    proposal = uploads.propose(house.dario, content, "mine.yaml").proposal
    assert proposal.rubric is None
    assert text in {fault.text for fault in proposal.faults}


def test_a_change_without_a_higher_version_is_refused(house: House, uploads: RubricUploads) -> None:
    proposal = uploads.propose(house.dario, greeting(uploads, HEAVIER), "greeting.yaml").proposal
    assert [fault.text for fault in proposal.faults] == ["The content has changed, but the version is still 5."]


def test_what_it_would_break_elsewhere_is_a_fault_and_what_is_broken_already_is_none(
    house: House, uploads: RubricUploads
) -> None:
    folder = uploads.scorecards.folder
    (folder / "broken.yaml").write_text("id: [\n", "utf-8")
    listening = (folder / "listening.yaml").read_text("utf-8")
    waits = "    applies_when: {criterion: greeting/first-words, level: full}\n    handbook: listening#"
    (folder / "listening.yaml").write_text(
        listening.replace("version: ", "version: 9", 1).replace("    handbook: listening#", waits, 1), "utf-8"
    )
    assert uploads.propose(house.dario, greeting(uploads, RAISED), "greeting.yaml").proposal.faults == ()
    content = greeting(uploads, RAISED, ("- id: first-words", "- id: opening-words"))
    proposal = uploads.propose(house.dario, content, "greeting.yaml").proposal
    assert [(fault.file, fault.text) for fault in proposal.faults] == [
        ("listening.yaml", "There is no criterion “greeting/first-words”.")
    ]


def test_a_new_rubric_has_none_before_it_and_is_in_no_scorecard(house: House, uploads: RubricUploads) -> None:
    content = greeting(uploads, ("id: greeting\n", "id: farewell\n"))
    proposed = uploads.propose(house.dario, content, "x.yaml")
    assert (proposed.before, proposed.scorecards, proposed.proposal.file) == (None, 0, "farewell.yaml")
    uploads.put_in_force(house.dario, content, "x.yaml")
    assert (uploads.scorecards.folder / "farewell.yaml").read_bytes() == content


@pytest.mark.parametrize("name", ["../farewell", "/etc/farewell", "a/b", "A", "", "x" * 200])
def test_no_id_leads_out_of_the_folder(house: House, uploads: RubricUploads, name: str) -> None:
    content = greeting(uploads, ("id: greeting\n", f"id: {name!r}\n"))
    assert uploads.propose(house.dario, content, "x.yaml").proposal.rubric is None
    before = contents(uploads.scorecards.folder.parent)
    with pytest.raises(NotSound):
        uploads.put_in_force(house.dario, content, "x.yaml")
    assert contents(uploads.scorecards.folder.parent) == before


def test_a_scorecard_and_the_name_of_the_ledger_are_refused_in_words(house: House, uploads: RubricUploads) -> None:
    card = (uploads.scorecards.folder / "scorecards" / "complaint.yaml").read_bytes()
    with pytest.raises(ScorecardInstead):
        uploads.propose(house.dario, card, "complaint.yaml")
    with pytest.raises(ReservedName):
        uploads.propose(house.dario, greeting(uploads, ("id: greeting\n", "id: versions\n")), "versions.yaml")


def test_when_the_database_refuses_the_file_stays_as_it_was(house: House, uploads: RubricUploads) -> None:
    before = contents(uploads.scorecards.folder)
    with house.app.database.write() as tx:
        for statement in FULL_LOG[tx.connection.dialect.name]:
            tx.connection.exec_driver_sql(statement)
    for edits in ((RAISED, HEAVIER), (("id: greeting\n", "id: farewell\n"),)):
        with pytest.raises(DBAPIError, match="the log is full"):
            uploads.put_in_force(house.dario, greeting(uploads, *edits), "x.yaml")
        assert contents(uploads.scorecards.folder) == before
    assert in_force(uploads) == {5}


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_folder_that_takes_no_file_is_told_and_nothing_is_in_force(house: House, uploads: RubricUploads) -> None:
    content = greeting(uploads, RAISED)
    (uploads.scorecards.folder / "greeting.new").mkdir()
    with pytest.raises(FolderNotWritable):
        uploads.put_in_force(house.dario, content, "greeting.yaml")
    assert in_force(uploads) == {5}


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_the_rubrics_of_an_installed_package_are_not_written_over(house: House, uploads: RubricUploads) -> None:
    shipped = replace(uploads, scorecards=replace(uploads.scorecards, folder=PACKAGE / "shipped" / "rubrics"))
    with pytest.raises(ShippedFolder):
        shipped.put_in_force(house.dario, greeting(uploads, RAISED), "greeting.yaml")


def test_only_the_administrator_uploads(house: House, uploads: RubricUploads) -> None:
    content = greeting(uploads, RAISED)
    for actor in (house.anna, house.bruno, house.carla, house.fulvio):
        with pytest.raises(Forbidden):
            uploads.propose(actor, content, "x.yaml")
        with pytest.raises(Forbidden):
            uploads.put_in_force(actor, content, "x.yaml")
