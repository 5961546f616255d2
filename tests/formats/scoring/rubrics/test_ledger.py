"""The ledger is appended, and never changed."""

from pathlib import Path

import pytest

from benvenuto.formats.scoring.rubrics import LEDGER, read_folder, read_ledger, record

FIRST = {
    ("rubric", "greeting", 1): "a" * 64,
    ("scorecard", "complaint", 1): "b" * 64,
    ("rubric", "greeting", 10): "c" * 64,
}


def test_without_a_ledger_nothing_is_known(tmp_path: Path) -> None:
    assert read_ledger(tmp_path) == ({}, [])


def test_what_is_recorded_is_read_back(tmp_path: Path) -> None:
    assert record(tmp_path, FIRST) == sorted(FIRST)
    assert read_ledger(tmp_path) == (FIRST, [])


def test_recording_appends_and_never_changes_what_is_there(tmp_path: Path) -> None:
    record(tmp_path, FIRST)
    assert record(tmp_path, {("rubric", "greeting", 1): "f" * 64, ("rubric", "greeting", 2): "d" * 64}) == [
        ("rubric", "greeting", 2)
    ]
    known, _ = read_ledger(tmp_path)
    assert known == {**FIRST, ("rubric", "greeting", 2): "d" * 64}


def test_recording_the_same_again_leaves_the_file_alone(tmp_path: Path) -> None:
    record(tmp_path, FIRST)
    before = (tmp_path / LEDGER).stat().st_mtime_ns
    assert record(tmp_path, FIRST) == []
    assert (tmp_path / LEDGER).stat().st_mtime_ns == before


def test_versions_stand_in_their_order_with_a_word_on_who_writes_them(tmp_path: Path) -> None:
    record(tmp_path, FIRST)
    lines = (tmp_path / LEDGER).read_text("utf-8").splitlines()
    assert "check --record" in lines[0]
    assert [line.strip() for line in lines[2:]] == [
        "rubric:", "greeting:", f'1: "{"a" * 64}"', f'10: "{"c" * 64}"', "scorecard:", "complaint:", f'1: "{"b" * 64}"',
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["- a list\n", "rubric: {greeting: 3}\n", "rubric: {greeting: {one: abc}}\n"])
def test_a_ledger_that_does_not_read_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / LEDGER).write_text(text, "utf-8")
    known, faults = read_ledger(tmp_path)
    assert known == {}
    assert [fault.text for fault in faults] == ["This list of versions is not in the form “kind: id: version: hash”."]


def test_the_ledger_is_no_rubric(tmp_path: Path) -> None:
    record(tmp_path, FIRST)
    assert read_folder(tmp_path).rubrics == {}
    assert LEDGER not in {fault.file.rsplit("/", 1)[-1] for fault in read_folder(tmp_path).faults}
