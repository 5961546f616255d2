"""What a chapter refers to: policy facts that it quotes, recordings that can be heard, sections of other chapters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import quote

from benvenuto.domain.policy import Policy

_QUOTE = re.compile(r"\{\{\s*(?P<name>[^{}]*?)\s*\}\}")
_LINK = re.compile(r"\]\((?P<target>[^()\s]+)\)")
_EXCERPT = re.compile(r"excerpt:(?P<call>[a-z0-9-]+)@(?P<start>\d+(\.\d+)?)-(?P<end>\d+(\.\d+)?)")
_PLAYED = re.compile(r"^\[(?P<words>[^\]]+)\]\((?P<target>excerpt:[^()\s]*)\)\s*$", re.MULTILINE)
_SECTION = re.compile(r"[a-z0-9-]+(#[a-z0-9-]+)?")
_ELSEWHERE = re.compile(r"[a-z]+:|/")
NOTHING_IN_FORCE = "—"


class ReferenceKind(StrEnum):
    """What a reference leads to."""

    POLICY = "policy"
    EXCERPT = "excerpt"
    SECTION = "section"


@dataclass(frozen=True, slots=True)
class Reference:
    """Something that a chapter refers to, and the line of its file, from 1; what stands around a quoted policy."""

    kind: ReferenceKind
    target: str
    line: int
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a recording, in seconds from its start; `words` invite to hear it."""

    words: str
    call: str
    start_s: float
    end_s: float

    @property
    def name(self) -> str:
        """How an address names it: "call@start-end"."""
        return f"{self.call}@{self.start_s:.1f}-{self.end_s:.1f}"


def references(text: str) -> Iterator[Reference]:
    """Every reference of a file's text, line by line."""
    for number, line in enumerate(text.splitlines(), 1):
        for policy in _QUOTE.finditer(line):
            around = line[: policy.start()], line[policy.end() :]
            yield Reference(ReferenceKind.POLICY, policy["name"], number, *around)
        for link in _LINK.finditer(line):
            if link["target"].startswith("excerpt:"):
                yield Reference(ReferenceKind.EXCERPT, link["target"], number)
            elif not _ELSEWHERE.match(link["target"]):
                yield Reference(ReferenceKind.SECTION, link["target"], number)


def quotes(markdown: str) -> bool:
    """Whether it quotes the policy at all."""
    return _QUOTE.search(markdown) is not None


def quoted(markdown: str, policy: Policy, day: date, language: str) -> str:
    """The markdown with every {{fact}} as it was in force on this day; a dash where nothing was."""

    def quote(match: re.Match[str]) -> str:
        return policy.quote(match["name"], day, language) or NOTHING_IN_FORCE

    return _QUOTE.sub(quote, markdown)


def read_excerpt(target: str, words: str = "") -> Excerpt | None:
    """The excerpt that "excerpt:call@start-end" means, None when it means none."""
    match = _EXCERPT.fullmatch(target)
    if match is None or not float(match["start"]) < float(match["end"]):
        return None
    return Excerpt(words, match["call"], float(match["start"]), float(match["end"]))


def pieces(markdown: str) -> Iterator[str | Excerpt]:
    """The markdown in its order, cut where a line of its own invites to hear an excerpt."""
    done = 0
    for line in _PLAYED.finditer(markdown):
        excerpt = read_excerpt(line["target"], line["words"])
        if excerpt is None:
            continue
        if before := markdown[done : line.start()].strip():
            yield before
        yield excerpt
        done = line.end()
    if rest := markdown[done:].strip():
        yield rest


def handbook_address(at: str, on: date | None = None) -> str:
    """The address of a chapter or section; `on` quotes the policy of that day instead of today's."""
    return f"/handbook?at={quote(at, safe='')}" + (f"&on={on}" if on else "")


def linked(markdown: str, address: Callable[[str], str]) -> str:
    """The markdown with its links between chapters leading to the `address` of "slug" or "slug#anchor"."""

    def leading(match: re.Match[str]) -> str:
        target = match["target"]
        return f"]({address(target)})" if _SECTION.fullmatch(target) else match[0]

    return _LINK.sub(leading, markdown)
