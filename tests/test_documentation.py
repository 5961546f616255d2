"""docs/architecture.md says what the code is: its picture is today's imports, and what it names is there."""

import ast
import doctest
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit

from benvenuto.domain.text import LANGUAGES
from benvenuto.listening.evidence import compiling
from docs import correspondence
from docs.draw_house import PAGE, drawing, with_drawing

ROOT = Path(__file__).parents[1]
TEXT = PAGE.read_text("utf-8")
LINES = [line for line in TEXT.splitlines() if "`" in line and not line.startswith("```")]
FILE = re.compile(r"\.?[\w./-]+\.(?:py|js|toml)|[\w./]+/")
COMMAND = "python -m "
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def defined(tree: ast.AST, within: str = "") -> Iterator[str]:
    """Every class and function, also with its class before it."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, FUNCTIONS):
            yield node.name
            yield f"{within}{node.name}"
            yield from defined(node, f"{node.name}.")


def holds(path: Path, name: str) -> bool:
    """Whether a file defines a name; a setting of a file that is no code need only stand there."""
    source = path.read_text("utf-8")
    if path.suffix == ".py":
        return name in set(defined(ast.parse(source)))
    if path.suffix == ".js":
        owner, _, method = name.rpartition(".")
        return f"class {owner or name}" in source and (
            not owner or re.search(rf"^  {method}\(", source, re.M) is not None
        )
    return name in source


def test_the_picture_of_the_house_is_what_its_imports_make() -> None:
    assert with_drawing(TEXT, drawing()) == TEXT, "run: python -m docs.draw_house"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_book_rubric_exercise_and_sample_is_what_the_files_make(language: str) -> None:
    written = correspondence.PAGES[language].read_text("utf-8")
    assert written == correspondence.page(language), "run: python -m docs.correspondence"


@pytest.mark.parametrize("line", LINES)
def test_what_the_architecture_names_is_there(line: str) -> None:
    named = re.findall(r"`([^`]+)`", line)
    files = [name for name in named if FILE.fullmatch(name)]
    assert [name for name in files if not (ROOT / name).exists()] == []
    found = [ROOT / name for name in files if (ROOT / name).is_file()]
    missing = []
    for name in named:
        if name in files:
            continue
        if name.startswith(COMMAND):
            known = (ROOT / (name.removeprefix(COMMAND).replace(".", "/") + ".py")).is_file()
        elif name.startswith("st."):
            known = hasattr(streamlit, name.removeprefix("st."))
        else:
            known = any(holds(path, name) for path in found) or (ROOT / "benvenuto" / name).is_dir()
        if not known:
            missing.append(name)
    assert missing == [], "not in the files that the line names"


def test_the_worked_example_of_the_evidence_compiler_holds() -> None:
    done = doctest.testmod(compiling)
    assert done.attempted
    assert not done.failed
