"""The navigation of a run: every page that there is, without looking for its file again."""

from __future__ import annotations

import pytest
import streamlit as st

from benvenuto.ui import shell
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
