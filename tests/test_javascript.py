"""The JavaScript passes its own tests, and knows the views that Python sends under the names they have there."""

import re
import shutil
import subprocess
import types
import typing
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from benvenuto.ui.components import labels, player, rows, scorecard, strip

ROOT = Path(__file__).parents[1]
VIEWS = ROOT / "benvenuto" / "ui" / "assets" / "shared" / "views.d.ts"
INTERFACE = re.compile(r"^export interface (\w+) \{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
FIELD = re.compile(r"^  (\w+): (.+)$", re.MULTILINE)
PLAIN = {str: "string", int: "number", float: "number", bool: "boolean", types.NoneType: "null"}
NODE = shutil.which("node")


@pytest.mark.skipif(NODE is None, reason="there is no node here")
def test_the_javascript_passes_its_own_tests() -> None:
    files = sorted((ROOT / "tests" / "javascript").glob("*.test.js"))
    assert files
    assert NODE is not None
    done = subprocess.run([NODE, "--test", *files], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def in_typescript(kind: object) -> str:
    """A Python type as TypeScript spells it."""
    if isinstance(kind, type) and kind in PLAIN:
        return PLAIN[kind]
    if isinstance(kind, type) and typing.is_typeddict(kind):
        return kind.__name__
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Literal:
        return " | ".join(f'"{one}"' for one in inner)
    if origin in {types.UnionType, typing.Union}:
        return " | ".join(in_typescript(one) for one in inner)
    if origin in {list, Sequence}:
        (one,) = map(in_typescript, inner)
        return f"({one})[]" if "|" in one else f"{one}[]"
    assert origin in {dict, Mapping}, f"no TypeScript for {kind}"
    return f"Record<{in_typescript(inner[0])}, {in_typescript(inner[1])}>"


def test_the_views_of_python_and_javascript_are_the_same() -> None:
    sent = {
        view.__name__: {field: in_typescript(kind) for field, kind in typing.get_type_hints(view).items()}
        for module in (labels, player, rows, scorecard, strip)
        for view in vars(module).values()
        if typing.is_typeddict(view) and view.__module__ == module.__name__
    }
    known = {view: dict(FIELD.findall(body)) for view, body in INTERFACE.findall(VIEWS.read_text("utf-8"))}
    assert known == sent
