"""Names in the code keep to the glossary of CONTRIBUTING.md: one word for each thing."""

import ast
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "benvenuto"
ROW = re.compile(r"^\| `(?P<word>[a-z ]+)` \| .* \| (?P<where>[^|]*)\|$", re.MULTILINE)
PATH = re.compile(r"`([\w/]+(?:\.py|/))`")
PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
KNOWN, _, REST = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("| not in code |")
FORBIDDEN, _, ALONE = REST.partition("| not alone |")


def table(text: str) -> dict[str, set[str]]:
    """The modules, or folders with a slash behind them, named beside each word."""
    return {row["word"]: set(PATH.findall(row["where"])) for row in ROW.finditer(text)}


ONLY_IN = {word: modules for word, modules in table(KNOWN).items() if modules}
EXCEPT_IN = table(FORBIDDEN)
ALONE_IN = table(ALONE)


@cache
def bound(source: str) -> Sequence[tuple[int, str]]:
    """Every name that a module gives to something, with its line; what libraries and formats call theirs is theirs."""
    return list(_bound(ast.parse(source)))


def _bound(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield node.lineno, name
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()) | ast.arg(arg=name):
                yield node.lineno, name
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                yield node.lineno, name


@cache
def words(name: str) -> set[str]:
    """The words of a snake_case or CamelCase name, in the singular."""
    parts = {part.lower() for part in PART.findall(name)}
    return parts | {part.removesuffix("s") for part in parts}


def uses(source: str, word: str, within: Callable[[str], Collection[str]] = words) -> list[str]:
    """Where names have this word in them; `within` gives the words of a name that are looked at."""
    return [f"line {line}: {name}" for line, name in bound(source) if word in within(name)]


def alone(name: str) -> set[str]:
    """A name as a single word, whoever may use it."""
    return {name.strip("_").lower()}


def users(word: str) -> dict[str, list[str]]:
    """The modules with such names."""
    sources = {path.relative_to(PACKAGE).as_posix(): path.read_text("utf-8") for path in sorted(PACKAGE.rglob("*.py"))}
    within = alone if word in ALONE_IN else words
    return {module: names for module, source in sources.items() if (names := uses(source, word, within))}


def users_outside(word: str, modules: Collection[str]) -> dict[str, list[str]]:
    """Those that are neither among these modules nor below these folders."""
    return {module: names for module, names in users(word).items() if not any(map(module.startswith, modules))}


def test_the_tables_are_read() -> None:
    assert ONLY_IN.keys() == {"frame", "moment", "turn"}
    assert EXCEPT_IN.keys() == {"review", "assessment", "qa", "question", "item", "ticket"}
    assert ALONE_IN.keys() == {"found", "one", "told", "said"}


@pytest.mark.parametrize("word", EXCEPT_IN)
def test_a_word_that_the_code_does_not_use_is_in_no_name(word: str) -> None:
    assert users_outside(word, EXCEPT_IN[word]) == {}


@pytest.mark.parametrize("word", ALONE_IN)
def test_a_name_says_what_the_thing_is(word: str) -> None:
    assert users_outside(word, ALONE_IN[word]) == {}


@pytest.mark.parametrize("word", ONLY_IN)
def test_a_reserved_word_means_one_thing_only(word: str) -> None:
    assert users_outside(word, ONLY_IN[word]) == {}


@pytest.mark.parametrize("word", [*ONLY_IN, *EXCEPT_IN, *ALONE_IN])
def test_no_exception_is_left_over(word: str) -> None:
    modules = users(word)
    excepted = (ONLY_IN | EXCEPT_IN | ALONE_IN)[word]
    assert {place for place in excepted if not any(module.startswith(place) for module in modules)} == set()


def test_names_of_every_kind_are_seen() -> None:
    source = "class ReviewList:\n    a_review: int\n\n    def f(self, reviews):\n        self.review = [ITEM := x]\n"
    assert uses(source, "review") == ["line 1: ReviewList", "line 2: a_review", "line 4: reviews", "line 5: review"]
    assert uses(source, "item") == ["line 5: ITEM"]
    assert uses(source, "qa") == []
    assert uses("class QAForm: ...", "qa") == ["line 1: QAForm"]
    assert uses("_found, found_at, founds = [one for one in x]", "found", alone) == ["line 1: _found"]
