"""What the YAML parser complains about, in words for whoever wrote the file."""

from __future__ import annotations

import yaml
from yaml.reader import ReaderError

from benvenuto.domain.faults import Fault, message
from benvenuto.formats.text_file import FaultKind

TAB = FaultKind(message("The line is indented with a tab."), message("Indent with spaces."))
EMPTY_FILE = FaultKind(
    message("The file is empty."),
    message("Write it, starting from a copy of a file that comes with Benvenuto, or delete it."),
)
COLON = FaultKind(
    message("There is a colon where none is allowed."),
    message("Put the text that holds the colon in quotes."),
)
QUOTE = FaultKind(
    message("A quotation mark opens here and never closes."),
    message("Close it; inside single quotes, write an apostrophe twice."),
)
AFTER_QUOTE = FaultKind(
    message("A text goes on after its closing quotation mark."),
    message("Put the whole text in quotes; inside single quotes, write an apostrophe twice."),
)
BRACKET = FaultKind(
    message("A bracket or a brace is not closed, or a comma is missing before this point."),
    message("Close what is open, put a comma between values, and quotes around a text that holds a colon."),
)
INDENTATION = FaultKind(
    message("The indentation does not fit the lines above."),
    message("Start the keys of one mapping, and the dashes of one list, in the same column."),
)
CHARACTER = FaultKind(
    message("A text begins with a character that YAML keeps for itself."),
    message("Put the text in quotes."),
)
BACKSLASH = FaultKind(
    message("There is a backslash in a text in double quotes."),
    message("Use single quotes, or write the backslash twice."),
)
INVISIBLE = FaultKind(
    message("There is an invisible control character here."),
    message("Delete it; it often comes with text pasted from elsewhere."),
)
SYNTAX = FaultKind(
    message("This is not valid YAML: {problem}"),
    message("Compare the line, and the one above it, with the files that come with Benvenuto."),
)

_BY_PROBLEM = (
    ("mapping values are not allowed", COLON),
    ("found unexpected end of stream", QUOTE),
    ("did not find expected ',' or", BRACKET),
    ("expected ',' or", BRACKET),
    ("cannot start any token", CHARACTER),
    ("expected alphabetic or numeric character", CHARACTER),
    ("found unknown escape character", BACKSLASH),
    ("could not find expected ':'", INDENTATION),
    ("sequence entries are not allowed", INDENTATION),
    ("block mapping keys are not allowed", INDENTATION),
    ("expected <block end>, but found '<scalar>'", AFTER_QUOTE),
    ("expected <block end>", INDENTATION),
    ("expected the node content", BRACKET),
)


def syntax_fault(error: yaml.YAMLError, text: str, file: str) -> Fault:
    """The parser's complaint as a fault with its line."""
    if isinstance(error, ReaderError):
        return _fault(file, text.count("\n", 0, error.position) + 1, INVISIBLE)
    if not isinstance(error, yaml.MarkedYAMLError):
        return _fault(file, 0, SYNTAX, problem=str(error))
    problem = error.problem or ""
    kind = next((kind for words, kind in _BY_PROBLEM if words in problem), SYNTAX)
    mark = error.context_mark if kind is QUOTE and error.context_mark else error.problem_mark
    return _fault(file, mark.line + 1 if mark else 0, kind, **({"problem": problem} if kind is SYNTAX else {}))


def _fault(file: str, line: int, kind: FaultKind, **params: object) -> Fault:
    return Fault(file, line, "", kind.template, kind.remedy, params)
