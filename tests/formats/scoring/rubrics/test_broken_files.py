"""Every file under tests/broken/rubrics says in its first lines what is wrong with it: `# line | path | text`."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from benvenuto.domain.faults import Fault
from benvenuto.domain.rubric import Rubric
from benvenuto.domain.scorecard import Scorecard
from benvenuto.formats import document, syntax
from benvenuto.formats.scoring.rubrics import format_fault, kinds, read_folder, read_rubric, read_scorecard
from benvenuto.formats.text_file import TOO_LARGE, FaultKind
from tests.formats.scoring.rubrics.sound import GREETING

BROKEN = Path(__file__).parents[3] / "broken" / "rubrics"
EXPECTED = re.compile(r"^# (\d+) \| (.*?) \| (.*)$", re.MULTILINE)


def files(folder: str) -> list[Path]:
    return sorted((BROKEN / folder).iterdir(), key=lambda path: path.name)


def said(faults: Iterable[Fault]) -> list[tuple[str, str, str]]:
    return [(str(fault.line), fault.path, fault.text) for fault in faults]


def faults_in(path: Path) -> tuple[Rubric | Scorecard | None, list[Fault]]:
    text = path.read_text("utf-8")
    if path.parent.name == "rubric":
        return read_rubric(text, path.name)
    return read_scorecard(text, path.name, {"greeting": GREETING})


@pytest.mark.parametrize(
    "path", [*files("rubric"), *files("scorecard")], ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_a_broken_file_is_told_with_every_fault_at_once_and_gives_nothing(path: Path) -> None:
    found, faults = faults_in(path)
    assert said(faults) == EXPECTED.findall(path.read_text("utf-8"))
    assert found is None


@pytest.mark.parametrize("folder", files("folder"), ids=lambda path: path.name)
def test_a_folder_gives_what_is_sound_and_tells_what_is_not(folder: Path) -> None:
    library = read_folder(folder, {"opening#identity", "opening#first-words"})
    report = "".join(format_fault(fault).replace(f"{folder.as_posix()}/", "") + "\n" for fault in library.faults)
    kept = f"rubrics: {', '.join(library.rubrics)}\nscorecards: {', '.join(library.scorecards)}\n"
    assert report + kept == (folder / "expected.txt").read_text("utf-8")


def test_every_kind_of_fault_has_a_broken_file() -> None:
    told = {fault.template for path in [*files("rubric"), *files("scorecard")] for fault in faults_in(path)[1]}
    libraries = [read_folder(folder, {"opening#identity"}) for folder in files("folder")]
    told |= {fault.template for library in libraries for fault in (*library.faults, *library.held_back)}
    elsewhere = {
        kinds.VERSION_NOT_RAISED, kinds.VERSION_WENT_BACK, kinds.NO_FOLDER, kinds.LEDGER_BROKEN,
        syntax.INVISIBLE, syntax.EMPTY_FILE, TOO_LARGE,
        *OF_LEARNING_PATHS,
    }  # fmt: skip
    untold = {kind.template for kind in all_kinds()} - told - {kind.template for kind in elsewhere}
    assert untold == set()


OF_LEARNING_PATHS = [kind for kind in kinds.NOT_LIKE.values() if "a chapter of the handbook" in kind.template]
"""Rubrics name sections; tests/formats/handbook/test_learning_path.py has the fault."""


def all_kinds() -> Iterator[FaultKind]:
    for module in (kinds, syntax, document):
        for value in vars(module).values():
            if isinstance(value, FaultKind):
                yield value
    yield from kinds.NOT_OF_TYPE.values()
    yield from kinds.NOT_LIKE.values()


@pytest.mark.parametrize("kind", set(all_kinds()))
def test_every_kind_of_fault_says_what_to_do(kind: FaultKind) -> None:
    assert kind.template.endswith((".", ": {reason}", "{problem}"))
    assert kind.remedy.endswith((".", "?"))
