"""YAML that remembers its lines, and refuses what is hostile before it unfolds."""

import time
from pathlib import Path

import pytest
import yaml

from benvenuto.config import HOME
from benvenuto.domain.faults import Fault
from benvenuto.formats.document import MAX_NODES, Document, read_document

BROKEN = Path(__file__).parents[1] / "broken"


def read(text: str) -> tuple[Document | None, list[Fault]]:
    return read_document(text, "a.yaml")


def readable(text: str) -> tuple[Document, list[Fault]]:
    document, faults = read(text)
    assert document is not None
    return document, faults


def test_every_place_knows_its_line() -> None:
    document, faults = readable("title: Greeting\ncriteria:\n\n  - id: name\n    scale: [1,\n      2]\n")
    assert faults == []
    places = {(): 1, ("title",): 1, ("criteria",): 2, ("criteria", 0): 4, ("criteria", 0, "scale", 1): 6}
    assert {place: document.line(place) for place in places} == places


def test_what_is_missing_has_the_line_of_what_is_around_it() -> None:
    document, _ = readable("a: 1\ncriteria:\n  - id: name\n")
    assert document.line(("criteria", 0, "title", "it")) == 3
    assert document.line(("nowhere",)) == 1


def test_a_place_is_called_by_ids_or_counted_from_one() -> None:
    document, _ = readable("criteria:\n  - {id: name, scale: [{level: full}, {level: ''}, 3]}\n")
    scale = ("criteria", 0, "scale")
    assert [document.label((*scale, at, "value")) for at in range(3)] == [
        "criteria.name.scale.full.value", "criteria.name.scale.2.value", "criteria.name.scale.3.value",
    ]  # fmt: skip
    assert document.label(("criteria", 7, "title")) == "criteria.8.title"
    assert document.label(()) == ""


def test_the_first_of_two_equal_keys_is_kept_and_the_second_told() -> None:
    document, faults = readable("a: 1\nb: 2\na: {c: 3}\n")
    assert document.data == {"a": 1, "b": 2}
    assert [(fault.line, fault.text) for fault in faults] == [(3, "“a” is written twice, first on line 1.")]


def test_what_is_named_can_be_repeated() -> None:
    assert readable("a: &x [1, 2]\nb: *x\n")[0].data == {"a": [1, 2], "b": [1, 2]}


def test_something_cannot_be_repeated_inside_itself() -> None:
    document, faults = read("a: &x [*x]\n")
    assert document is None
    assert faults[0].text.startswith("“*x” repeats something")


def test_hostile_files_are_refused_at_once() -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
    )
    for text in (bomb, "[" * 100_000, "{a: " * 50_000, "- " * 100_000, "a: [" + "x, " * (MAX_NODES + 1) + "]"):
        start = time.process_time()
        document, faults = read(text)
        assert document is None
        assert len(faults) == 1
        assert time.process_time() - start < 5


def test_a_text_longer_than_the_limit_is_not_even_parsed() -> None:
    assert read("a: " + "x" * 300_000)[1][0].text == "The file is larger than 256 KB."


def test_comments_alone_are_an_empty_file() -> None:
    assert [fault.text for fault in read("# nothing yet\n")[1]] == ["The file is empty."]


def test_a_document_says_where_its_faults_are() -> None:
    document = Document("b.yaml", {"a": 1}, {(): 1, ("a",): 4})
    assert (document.file, document.line(("a",))) == ("b.yaml", 4)


FILES = [file for folder in (HOME / "rubrics", BROKEN) for file in sorted(folder.glob("**/*.yaml"))]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_without_the_fast_parser_every_file_reads_the_same(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = file.read_text("utf-8")
    fast = read_document(text, file.name)
    monkeypatch.setattr("benvenuto.formats.document._FASTEST", yaml.SafeLoader)
    assert read_document(text, file.name) == fast
