"""Every field in which words are typed has them kept in the browser, or stands here with why not."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from benvenuto.config import HOME

UI = HOME / "benvenuto" / "ui"
TREES: Mapping[str, ast.Module] = {
    path.relative_to(UI).as_posix(): ast.parse(path.read_text("utf-8")) for path in sorted(UI.rglob("*.py"))
}
FIELDS = {"text_area", "text_input", "chat_input", "data_editor"}
SEARCH = "a search: one or two words, and most of them stand in the address"
SECRET = "a password or a code that proves who somebody is: no browser may keep it"
LINE = "a name, code, address or reason of one line, which whoever types it has before them"
NOT_KEPT = {
    "calls/imports.py": SEARCH,
    "calls/inbox.py": SEARCH,
    "calls/sound/why.py": LINE,
    "feedback/own_filters.py": SEARCH,
    "feedback/scored.py": SEARCH,
    "handbook/chapters.py": SEARCH,
    "people/account.py": SECRET,
    "people/adding.py": LINE,
    "people/agent_codes.py": LINE,
    "people/audit.py": SEARCH,
    "people/messages_outside.py": LINE,
    "people/people.py": f"{SEARCH}; and {LINE}",
    "people/person.py": LINE,
    "people/second_factor.py": SECRET,
}
"""Whole files, for none of them has a field of another kind; text areas are never left out."""


def test_every_field_for_words_is_kept_or_its_file_says_why_not() -> None:
    forgotten = [
        f"{name}: {kind}({key})"
        for name, tree in TREES.items()
        for kind, key in _fields(tree)
        if key not in _named(tree) and (name not in NOT_KEPT or kind == "text_area")
    ]
    assert not forgotten, f"give them to keep_drafts, under the same words as their key: {forgotten}"


def test_what_is_kept_is_also_forgotten_once_it_was_sent() -> None:
    lasting = [
        f"{name}:{call.lineno}"
        for name, tree in TREES.items()
        for call in _calls(tree, "keep_drafts")
        if not (any(word.arg == "sent" for word in call.keywords) or list(_calls(tree, "drafts_sent")))
    ]
    assert not lasting, f"say what was `sent`, or drafts_sent after the deed: {lasting}"


def test_no_file_is_excused_that_has_nothing_to_be_excused() -> None:
    excused = {name for name, tree in TREES.items() if list(_fields(tree)) and not list(_calls(tree, "keep_drafts"))}
    assert set(NOT_KEPT) == excused - {"feedback/deciding.py"}, "the one left out hands its fields to steps.py"


def _fields(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Of each field what it is, and the code of its key."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in FIELDS:
            yield (
                node.func.attr,
                next((ast.unparse(word.value) for word in node.keywords if word.arg == "key"), "no key"),
            )


def _named(tree: ast.Module) -> set[str]:
    """The code of every key of a dict: `fields` is one, or is put together of some."""
    keys = [key for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys if key is not None]
    keys += [node.key for node in ast.walk(tree) if isinstance(node, ast.DictComp)]
    return {ast.unparse(key) for key in keys}


def _calls(tree: ast.Module, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node
