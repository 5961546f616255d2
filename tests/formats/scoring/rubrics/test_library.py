"""Whole folders: versions, links, what stays when something breaks, and the files that ship."""

import os
from pathlib import Path

import pytest

from benvenuto.domain.call import CONTACT_REASONS
from benvenuto.formats.handbook.chapters import read_handbook, sections_of
from benvenuto.formats.scoring.rubrics import Library, faults_of, file_hash, read_folder, read_ledger
from benvenuto.formats.text_file import MAX_BYTES
from tests.formats.scoring.rubrics.sound import CARD, CARD_TEXT, DEFAULT_TEXT, GREETING, GREETING_TEXT
from tests.work import calls_made

ROOT = Path(__file__).parents[4]
ANCHORS = {"opening#first-words", "opening#identity"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "scorecards").mkdir()
    (tmp_path / "greeting.yaml").write_text(GREETING_TEXT, "utf-8")
    (tmp_path / "scorecards" / "order-support.yaml").write_text(CARD_TEXT, "utf-8")
    (tmp_path / "scorecards" / "general.yaml").write_text(DEFAULT_TEXT, "utf-8")
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def said(library: Library) -> list[tuple[str, int, str]]:
    return [(Path(fault.file).name, fault.line, fault.text) for fault in library.faults]


def test_a_sound_folder_is_read_without_faults(folder: Path) -> None:
    library = read_folder(folder, ANCHORS)
    assert library.faults == ()
    assert library.rubrics == {"greeting": GREETING}
    assert library.scorecards["order-support"] == CARD


def test_the_proposed_scorecard_is_the_one_that_names_the_reason_or_the_one_that_names_none(folder: Path) -> None:
    library = read_folder(folder, ANCHORS)
    assert library.proposed("return") == library.scorecards["order-support"]
    assert library.proposed("presale") == library.scorecards["general"]


def test_without_any_scorecard_none_is_proposed(tmp_path: Path) -> None:
    assert read_folder(tmp_path).proposed("return") is None


def test_the_same_content_under_a_known_version_is_fine(folder: Path) -> None:
    known = read_folder(folder, ANCHORS).hashes()
    assert set(known) == {("rubric", "greeting", 3), ("scorecard", "order-support", 1), ("scorecard", "general", 1)}
    assert read_folder(folder, ANCHORS, known).faults == ()


def test_comments_and_layout_are_no_change_of_content(folder: Path) -> None:
    known = read_folder(folder, ANCHORS).hashes()
    edit(folder / "greeting.yaml", "version: 3\n", "\n# Agreed in March.\nversion:   3\n")
    assert read_folder(folder, ANCHORS, known).faults == ()


def test_an_edited_rubric_whose_version_was_not_raised_is_left_out_with_its_scorecards(folder: Path) -> None:
    known = read_folder(folder, ANCHORS).hashes()
    edit(folder / "greeting.yaml", "weight: 2", "weight: 3")
    library = read_folder(folder, ANCHORS, known)
    assert said(library)[0] == ("greeting.yaml", 2, "The content has changed, but the version is still 3.")
    assert (dict(library.rubrics), dict(library.scorecards)) == ({}, {})
    assert "Raise the version to 4" in library.faults[0].remedy.format(**library.faults[0].params)


def test_an_edited_rubric_with_a_raised_version_asks_nothing_of_its_scorecards(folder: Path) -> None:
    known = read_folder(folder, ANCHORS).hashes()
    edit(folder / "greeting.yaml", "weight: 2", "weight: 3")
    edit(folder / "greeting.yaml", "version: 3", "version: 4")
    library = read_folder(folder, ANCHORS, known)
    assert library.faults == ()
    assert library.hashes().keys() - known.keys() == {("rubric", "greeting", 4)}


def test_an_edited_scorecard_needs_a_new_version_of_its_own(folder: Path) -> None:
    known = read_folder(folder, ANCHORS).hashes()
    edit(folder / "scorecards" / "order-support.yaml", "pass_from: 75", "pass_from: 80")
    library = read_folder(folder, ANCHORS, known)
    assert said(library) == [("order-support.yaml", 2, "The content has changed, but the version is still 1.")]
    assert set(library.scorecards) == {"general"}


def test_a_version_that_went_back_is_told_unless_it_is_the_old_content_again(folder: Path) -> None:
    known = {("rubric", "greeting", 5): "0" * 64}
    assert said(read_folder(folder, ANCHORS, known))[0][2] == "Version 3 is new, but version 5 has been in force."
    restored = {**known, ("rubric", "greeting", 3): file_hash(GREETING)}
    assert read_folder(folder, ANCHORS, restored).faults == ()


def test_a_link_that_leads_nowhere_is_told_and_hurts_no_score(folder: Path) -> None:
    library = read_folder(folder, {"opening#identity"})
    assert said(library) == [("greeting.yaml", 15, "The handbook has no section “opening#first-words”.")]
    assert set(library.scorecards) == {"order-support", "general"}
    assert read_folder(folder).faults == ()


def test_a_file_that_is_not_utf_8_is_told_with_its_line_and_hides_no_other(folder: Path) -> None:
    (folder / "latin.yaml").write_bytes("id: latin\ntitle: Perché\n".encode("latin-1"))
    library = read_folder(folder, ANCHORS)
    assert said(library) == [("latin.yaml", 2, "The file is not UTF-8 text.")]
    assert set(library.rubrics) == {"greeting"}


def test_a_byte_order_mark_is_no_fault(folder: Path) -> None:
    path = folder / "greeting.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_folder(folder, ANCHORS).rubrics == {"greeting": GREETING}


def test_a_huge_file_is_refused_unread(folder: Path) -> None:
    (folder / "call.yaml").write_bytes(b"x" * (MAX_BYTES + 1))
    assert said(read_folder(folder, ANCHORS)) == [("call.yaml", 0, "The file is larger than 256 KB.")]


def test_an_empty_file_and_a_pasted_control_character_are_told(folder: Path) -> None:
    (folder / "empty.yaml").write_text("", "utf-8")
    (folder / "pasted.yaml").write_text("id: pasted\ntitle: Gree\x07ting\n", "utf-8")
    assert said(read_folder(folder, ANCHORS)) == [
        ("empty.yaml", 0, "The file is empty."),
        ("pasted.yaml", 2, "There is an invisible control character here."),
    ]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert said(read_folder(tmp_path / "rubrics")) == [("rubrics", 0, "There is no folder of this name.")]


def test_a_single_file_is_checked_as_part_of_its_folder(folder: Path) -> None:
    edit(folder / "greeting.yaml", "weight: 2", "weight: 0")
    card = folder / "scorecards" / "order-support.yaml"
    assert [fault.text for fault in faults_of(folder / "greeting.yaml")] == ["“weight” is 0: it must be above 0."]
    assert [fault.line for fault in faults_of(card)] == [7]
    assert len(faults_of(folder)) == 1  # that the scorecards wait follows from it
    assert [fault.text for fault in faults_of(folder / "nowhere.yaml")] == ["There is no folder of this name."]


def test_what_has_not_changed_is_not_understood_anew_and_what_has_is_however_soon(folder: Path) -> None:
    first, again = (calls_made(lambda: read_folder(folder, ANCHORS)) for _ in range(2))
    assert again < first / 3
    before = (folder / "greeting.yaml").stat()
    edit(folder / "greeting.yaml", "weight: 2", "weight: 0")
    os.utime(folder / "greeting.yaml", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert said(read_folder(folder, ANCHORS)) == [("greeting.yaml", 12, "“weight” is 0: it must be above 0.")]


def test_the_files_that_ship_are_sound_and_their_links_lead_somewhere() -> None:
    chapters, _ = read_handbook(ROOT / "benvenuto" / "handbook")
    known, faults = read_ledger(ROOT / "rubrics")
    library = read_folder(ROOT / "rubrics", sections_of(chapters), known)
    assert [fault.text for fault in (*faults, *library.faults)] == []
    assert {"greeting", "listening", "precise-answers", "e-commerce-support"} <= set(library.rubrics)
    assert all(library.proposed(reason) for reason in CONTACT_REASONS)
    assert all(3 <= len(rubric.criteria) <= 8 for rubric in library.rubrics.values())
