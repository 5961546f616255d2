"""Names in the code keep to the glossary of CONTRIBUTING.md: one word for each thing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "benvenuto"
ROW = re.compile(r"^\| `(?P<word>[a-z ]+)` \| .* \| (?P<where>[^|]*)\|$", re.MULTILINE)
PATH = re.compile(r"`([\w/]+\.py)`")
PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
KNOWN, _, FORBIDDEN = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("| not in code |")


def table(text: str) -> dict[str, set[str]]:
    """The modules named beside each word."""
    return {row["word"]: set(PATH.findall(row["where"])) for row in ROW.finditer(text)}


ONLY_IN = {word: modules for word, modules in table(KNOWN).items() if modules}
EXCEPT_IN = table(FORBIDDEN)


def bound(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every name that a module gives to something; what libraries and formats call theirs is theirs."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield node.lineno, name
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()) | ast.arg(arg=name):
                yield node.lineno, name
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                yield node.lineno, name


def words(name: str) -> set[str]:
    """The words of a snake_case or CamelCase name, in the singular."""
    parts = {part.lower() for part in PART.findall(name)}
    return parts | {part.removesuffix("s") for part in parts}


def uses(source: str, word: str) -> list[str]:
    """Where names have this word in them."""
    return [f"line {line}: {name}" for line, name in bound(ast.parse(source)) if word in words(name)]


def users(word: str) -> dict[str, list[str]]:
    """The modules with such names."""
    found = {path.relative_to(PACKAGE).as_posix(): path.read_text("utf-8") for path in sorted(PACKAGE.rglob("*.py"))}
    return {module: names for module, source in found.items() if (names := uses(source, word))}


def test_the_tables_are_read() -> None:
    assert ONLY_IN.keys() == {"moment"}
    assert EXCEPT_IN.keys() == {"review", "assessment", "qa", "question", "item", "ticket"}


@pytest.mark.parametrize("word", EXCEPT_IN)
def test_a_word_that_the_code_does_not_use_is_in_no_name(word: str) -> None:
    assert {module: names for module, names in users(word).items() if module not in EXCEPT_IN[word]} == {}


@pytest.mark.parametrize("word", ONLY_IN)
def test_a_reserved_word_means_one_thing_only(word: str) -> None:
    assert {module: names for module, names in users(word).items() if module not in ONLY_IN[word]} == {}


@pytest.mark.parametrize("word", [*ONLY_IN, *EXCEPT_IN])
def test_no_exception_is_left_over(word: str) -> None:
    assert (ONLY_IN | EXCEPT_IN)[word] <= users(word).keys()


def test_names_of_every_kind_are_seen() -> None:
    source = "class ReviewList:\n    a_review: int\n\n    def f(self, reviews):\n        self.review = [ITEM := x]\n"
    assert uses(source, "review") == ["line 1: ReviewList", "line 2: a_review", "line 4: reviews", "line 5: review"]
    assert uses(source, "item") == ["line 5: ITEM"]
    assert uses(source, "qa") == []
    assert uses("class QAForm: ...", "qa") == ["line 1: QAForm"]
