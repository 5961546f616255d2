"""The navigation of a run: every page that there is, without looking for its file again."""

from __future__ import annotations

import pytest
import streamlit as st

from benvenuto.domain.people import Role
from benvenuto.ui import shell
from benvenuto.ui.screens import LOGS, screens
from tests.house import House
from tests.pages.conftest import Open


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_run_declares_only_the_pages_whose_titles_have_changed(
    house: House, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell._declared.cache_clear()  # another test may have had one notice, too
    page = open_page(house.anna, "handbook")
    declared: list[object] = []
    declare = st.Page.__init__

    def noting(self: st.Page, file: str, **named: object) -> None:
        declared.append(named["title"])
        declare(self, file, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(st.Page, "__init__", noting)
    assert not page.run().exception
    assert declared == []
    house.published(house.bruno, house.call(house.anna))
    assert not page.run().exception
    assert declared == ["Per lei (1)"]


def test_even_with_a_works_agreement_an_administrators_menus_are_few_enough_for_a_desk() -> None:
    mine = [screen for screen in screens() if Role.ADMINISTRATOR in screen.roles and not screen.hidden]
    entries = [screen.menu or screen.address for screen in mine]
    assert entries.count(LOGS) == 3
    # at 1280 px ten pushed the account, with the way out, into "More"
    assert len(set(entries)) <= 9
