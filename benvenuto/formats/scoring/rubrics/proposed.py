"""A proposal on the words of a rubric as the part of its file that it would change, for a person to put in."""

from __future__ import annotations

import json
from collections.abc import Iterator

from benvenuto.domain.calibration import RubricProposal


def proposed_yaml(proposal: RubricProposal) -> str:
    """The place in the rubric, with the new behaviour; who proposed it, when and why stand above it as comments."""
    return "\n".join(_lines(proposal)) + "\n"


def _lines(proposal: RubricProposal) -> Iterator[str]:
    new = proposal.new
    rubric, _, criterion = new.path.partition("/")
    yield f"# rubrics/{rubric}.yaml, written for version {proposal.rubric_version}. Raise the version with it."
    yield f"# {_comment(proposal.author_name)}, {proposal.at:%Y-%m-%d}, {_comment(proposal.session_title)}:"
    for line in new.reason.splitlines():
        yield f"# {_comment(line)}"
    yield "criteria:"
    yield f"  - id: {criterion}"
    yield "    scale:"
    yield f"      - level: {new.level}"
    yield "        behaviour:"
    for code, words in new.words.versions.items():
        yield f"          {code}: {_quoted(words)}"


def _quoted(words: str) -> str:
    """As JSON has it, which is YAML too, but for what YAML wants escaped and JSON does not."""
    text = json.dumps(words, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else f"\\U{ord(sign):08x}" for sign in text)


def _comment(words: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())
