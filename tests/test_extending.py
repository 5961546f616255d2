"""docs/extending.md says what works: its page is built as it tells, and every place that it names is there."""

from __future__ import annotations

import io
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import streamlit as st
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po

import benvenuto.ui.people
from benvenuto.config import HOME
from benvenuto.ui import screens as declared
from benvenuto.ui import shell
from benvenuto.ui.context import PageContext
from benvenuto.ui.screens import Screen, screens
from tests.house import House
from tests.pages.conftest import Open, _installed_components, open_page, words  # noqa: F401 - fixtures

GUIDE = (HOME / "docs" / "extending.md").read_text("utf-8")
FENCE = re.compile(r"^( *)```(\w+)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
PLACE = re.compile(r"`((?:[\w.-]+/)+[\w.-]*)`")
SYMBOL = re.compile(r"`(\w+)`(?: and `(\w+)`)? in\s+`([\w./-]+)`")
PROSE = re.sub(r"\s+", " ", FENCE.sub("", GUIDE))


def blocks(kind: str) -> list[str]:
    """The code of this kind in the guide, in its order."""
    return [dedent(code) for _, language, code in FENCE.findall(GUIDE) if language == kind]


SCREEN_FILE, PAGE_FILE, TEST_FILE = blocks("python")
(ROW,) = blocks("text")
NEW = {"benvenuto/ui/people/team_list.py", "pages/people/team_list.py", "tests/pages/people/test_team_list.py"}


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Screen]:
    """The page of the guide among ours, its files written as the guide tells."""
    pages = Path(shutil.copytree(HOME / "pages", tmp_path / "pages"))
    (pages / "people" / "team_list.py").write_text(PAGE_FILE, "utf-8")
    (tmp_path / "team_list.py").write_text(SCREEN_FILE, "utf-8")
    monkeypatch.setattr(benvenuto.ui.people, "__path__", [*benvenuto.ui.people.__path__, str(tmp_path)])
    monkeypatch.setattr(declared, "PAGES", pages)
    declared._declared.cache_clear()
    yield next(screen for screen in screens() if screen.address == "all-teams")
    declared._declared.cache_clear()
    sys.modules.pop("benvenuto.ui.people.team_list", None)


def everything(ctx: PageContext) -> list[Screen]:
    """A navigation that hides nothing."""
    return list(screens())


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_the_page_of_the_guide_opens_for_its_role_as_the_guides_own_test_says(
    built: Screen,
    house: House,
    open_page: Open,  # noqa: F811
) -> None:
    said: dict[str, Any] = {}
    exec(compile(TEST_FILE, "docs/extending.md", "exec"), said)  # noqa: S102 - our own page
    said["test_dario_reads_every_team"](house, open_page)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("name", "stands_there"), [("dario", True), ("carla", False)])
def test_the_page_of_the_guide_stands_in_the_navigation_of_its_role_alone(
    built: Screen,
    house: House,
    open_page: Open,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    stands_there: bool,
) -> None:
    offered: dict[str, str] = {}
    navigation = st.navigation

    def noted(sections: dict[str, list[st.Page]], **how: Any) -> st.Page:
        offered.update({page.url_path: page.visibility for pages in sections.values() for page in pages})
        return navigation(sections, **how)

    monkeypatch.setattr(st, "navigation", noted)
    open_page(house.people[name.capitalize()], "account")
    assert offered["all-teams"] == ("visible" if stands_there else "hidden")


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize("by_address", [True, False], ids=["by the address", "shown to all by mistake"])
def test_the_page_of_the_guide_is_refused_to_whom_its_row_does_not_name(
    built: Screen,
    house: House,
    open_page: Open,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    by_address: bool,
) -> None:
    if not by_address:  # then the service refuses
        monkeypatch.setattr(shell, "_screens", everything)
    entered = {
        name.lower()
        for name in ("Anna", "Bruno", "Carla", "Dario")
        if "Nord" in words(open_page(house.people[name], "all-teams"))
    }
    assert entered == eval(f"{{{ROW}}}")["all-teams"]  # noqa: S307 - our own page


def test_the_page_of_the_guide_says_all_that_it_says_in_italian_too() -> None:
    italian = read_po(io.BytesIO(blocks("po")[0].encode()), locale="it")
    said = {
        found
        for code in (SCREEN_FILE, PAGE_FILE)
        for _, _, found, _ in extract_python(io.BytesIO(code.encode()), {"_": None, "message": None}, (), {})
    }
    assert said
    assert {one for one in said if not ((known := italian.get(one)) and known.string)} == set()


@pytest.mark.parametrize("place", sorted(set(PLACE.findall(GUIDE)) - NEW))
def test_every_place_that_the_guide_names_is_there(place: str) -> None:
    assert (HOME / place).exists()


@pytest.mark.parametrize(
    ("symbol", "place"),
    sorted({(one, place) for *some, place in SYMBOL.findall(PROSE) for one in some if one}),
)
def test_every_name_that_the_guide_names_is_where_it_says(symbol: str, place: str) -> None:
    there = re.compile(rf"^\s*(?:class |def |\")?{symbol}\b", re.MULTILINE)
    assert there.search((HOME / place).read_text("utf-8"))


def test_nothing_of_the_guide_is_there_already() -> None:
    assert [place for place in sorted(NEW) if place not in GUIDE or (HOME / place).exists()] == []
