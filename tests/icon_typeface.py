"""The icons' typeface: what of Streamlit's Material Symbols is served, which are 4,000 icons and 375 kB.

`python -m tests.icon_typeface` makes the file anew (`pip install fonttools` before).
tests/browser/test_icons.py tells when that is due: an icon is new in our code or in Streamlit's.
"""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Collection, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import streamlit

import benvenuto
from benvenuto.config import HOME
from benvenuto.web.bundles import ICONS

_STREAMLIT = Path(streamlit.__file__).parent
_LETTERS = string.ascii_letters + string.digits + "_ "  # an icon is the ligature of the letters of its name


def whole() -> Path:
    """Streamlit's file, with every icon that there is."""
    [file] = _STREAMLIT.glob("static/static/media/MaterialSymbols-Rounded.*.woff2")
    return file


@cache
def words() -> frozenset[str]:
    """Whatever may name an icon: every word that is a string in our code, and the icons of Streamlit's own."""
    code = (HOME / "app.py", *HOME.glob("pages/**/*.py"), *Path(benvenuto.__file__).parent.rglob("*.py"))
    ours = (word for file in code for word in _strings(file))
    theirs = (
        name
        for ending in ("py", "js")
        for file in _STREAMLIT.rglob(f"*.{ending}")
        for name in re.findall(r"material/([a-z0-9_]+)", file.read_text(encoding="utf-8", errors="replace"))
    )
    return frozenset((*ours, *theirs))


def _strings(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            icon = re.fullmatch(r"(?::material/)?([a-z0-9_]+):?", node.value)
            if icon:
                yield icon[1]


def _glyphs(font: Any, names: Collection[str]) -> Iterator[str]:
    """The glyphs of the icons of these names; some icons have two names."""
    letters = {glyph: chr(code).lower() for code, glyph in font.getBestCmap().items() if code < 128}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for extension in lookup.SubTable:
            for first, ligatures in extension.ExtSubTable.ligatures.items():
                for ligature in ligatures:
                    if "".join(letters[glyph] for glyph in (first, *ligature.Component)) in names:
                        yield ligature.LigGlyph


def main() -> None:
    """Write the file, in place of the one before."""
    subset = import_module("fontTools.subset")
    options = subset.Options(flavor="woff2", layout_closure=False, layout_features=["rlig"])
    font = subset.load_font(whole(), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(glyphs=set(_glyphs(font, words())), unicodes=map(ord, _LETTERS))
    subsetter.subset(font)
    subset.save_font(font, ICONS, options)


if __name__ == "__main__":
    main()
