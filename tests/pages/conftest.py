"""Pages opened as somebody, without a browser."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import cache
from html import escape

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest, local_script_runner
from streamlit.testing.v1.local_script_runner import LocalScriptRunner
from streamlit.util import calc_hash

from benvenuto.config import HOME
from benvenuto.domain.people import Actor
from benvenuto.services.people.sign_in import hash_token
from tests.house import PASSWORD, House

MAIN = HOME / "benvenuto" / "ui" / "main.py"
Open = Callable[..., AppTest]
"""open_page(actor, address, **query): the page as that person sees it."""


@pytest.fixture(scope="session", autouse=True)
def _installed_components() -> Iterator[None]:
    """Every run of an AppTest searches all installed packages for components: two thirds of a page test, found once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="session", autouse=True)
def _waiting() -> Iterator[None]:
    """AppTest looks a thousand times a second whether a run is over, through all that it has sent: so it waits."""
    look = local_script_runner.require_widgets_deltas

    def wait(runner: LocalScriptRunner, timeout: float = 3) -> None:
        assert runner._script_thread is not None
        runner._script_thread.join(timeout)
        look(runner, 0 if runner._script_thread.is_alive() else timeout)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local_script_runner, "require_widgets_deltas", wait)
        yield


@pytest.fixture
def open_page(house: House, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a page of the house at its address, signed in as somebody."""
    monkeypatch.setattr("benvenuto.ui.context.running", lambda: house.app)
    # AppTest puts the page in the place of the main module, where a process of a later test would find and run it
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])

    def opened(actor: Actor, address: str, **query: str) -> AppTest:
        token = house.app.sign_in.sign_in(actor.name.lower(), PASSWORD, "127.0.0.1")
        page = AppTest.from_file(str(MAIN), default_timeout=30)
        page.user = {"is_logged_in": True, "email": actor.name, "session": hash_token(token)}
        page._page_hash = calc_hash(address)  # as its address does, where `switch_page` needs a run of the front door
        for name, value in query.items():
            page.query_params[name] = value
        return page.run()

    return opened


def as_sent(text: str) -> str:
    """A text as `words` has it where a page escapes it: an apostrophe is written as it is read."""
    return escape(text).replace("&#x27;", "'")


def words(page: AppTest) -> str:
    """Everything that stands on the page, as it is sent to the browser, but for its way of writing an apostrophe."""
    found = []
    for node in page.main:
        proto = getattr(node, "proto", None)
        for name in ("body", "label", "value"):
            found.append(str(getattr(proto, name, "") or ""))
    return "\n".join(found).replace("&#x27;", "'")
