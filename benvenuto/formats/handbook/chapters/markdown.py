"""What is needed of a chapter's markdown: its headings with their lines, its plain words, and itself as HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the chapter itself; `line` counts from 0."""

    level: int
    line: int
    words: str


def headings(markdown: str) -> Iterator[Heading]:
    """The headings of levels 1 and 2; not what only looks like one, in code or in a quotation."""
    tokens = _MARKDOWN.parse(markdown)
    for position, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag in ("h1", "h2") and token.level == 0 and token.map:
            yield Heading(int(token.tag[1]), token.map[0], tokens[position + 1].content)


def as_html(markdown: str) -> str:
    """The markdown as HTML, in which tags that somebody wrote are shown and do nothing."""
    return str(_MARKDOWN.render(markdown))


@lru_cache(maxsize=2048)
def first_column(markdown: str) -> tuple[str, ...]:
    """The cells of the first column of every table, as plain words, without the head."""
    return tuple(row[0] for row in _rows(markdown))


@lru_cache(maxsize=2048)
def last_column(markdown: str) -> tuple[str, ...]:
    """The cells of the last column of every table, as plain words, without the head."""
    return tuple(row[-1] for row in _rows(markdown))


def _rows(markdown: str) -> Iterator[list[str]]:
    inside = False
    row: list[str] = []
    for token in _MARKDOWN.parse(markdown):
        inside = token.type == "tbody_open" or (inside and token.type != "tbody_close")
        if token.type == "tr_open":
            row = []
        elif token.type == "inline":
            row.append(_words(token))
        elif inside and token.type == "tr_close":
            yield row


@lru_cache(maxsize=2048)
def plain_text(markdown: str) -> str:
    """The words of a markdown text, without its marks, on one line."""
    pieces = []
    for token in _MARKDOWN.parse(markdown):
        if token.type == "inline":
            pieces.append(_words(token))
        elif token.type in ("fence", "code_block"):
            pieces.append(token.content)
    return " ".join(" ".join(pieces).split())


def _words(inline: Token) -> str:
    return "".join(child.content or " " * child.type.endswith("break") for child in inline.children or ())
