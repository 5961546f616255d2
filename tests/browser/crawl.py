"""A walk through every screen of a role, and what was seen there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from benvenuto.bootstrap import Benvenuto
from benvenuto.domain.people import Role
from benvenuto.domain.published import PUBLISHED_PASSWORD
from benvenuto.services.people.sign_in import hash_token
from benvenuto.ui.screens import screens
from tests.browser.windows import PHONE, Windows

WORDS = """() => {
  const found = new Set()
  const walk = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (["STYLE", "SCRIPT", "TEMPLATE", "NOSCRIPT"].includes(node.tagName) || !node.checkVisibility()) continue
      if (node.closest("[lang]:not(:root)")?.lang === "en") continue // says itself that it is in another language
      for (const name of ["aria-label", "title", "placeholder", "alt"]) found.add(node.getAttribute(name))
      for (const child of node.childNodes) if (child.nodeType === Node.TEXT_NODE) found.add(child.data)
      if (node.shadowRoot) walk(node.shadowRoot)
    }
  }
  walk(document)
  return [...found].filter(Boolean).map((words) => words.trim()).filter(Boolean)
}"""
FIELDS = ":is(input:is([type=text], [type=password], [type=number]):not([role=combobox]), textarea):visible"
TOO_WIDE = """() => {
  const places = [document.documentElement, ...document.querySelectorAll("[data-testid=stMain], [data-testid=stApp]")]
  return Math.max(...places.map((place) => place.scrollWidth - place.clientWidth))
}"""
WHO = {Role.AGENT: "giulia", Role.SUPERVISOR: "bruno", Role.MANAGER: "carla", Role.ADMINISTRATOR: "dario"}
"""Somebody of the sample week for each role; all four read Italian."""


@dataclass(frozen=True)
class Seen:
    """One screen: every word on it, how much wider than the window it is (pixels), and what the browser minded."""

    address: str
    words: frozenset[str]
    too_wide: int
    complaints: Sequence[str]


def walk(windows: Windows, role: Role) -> Sequence[Seen]:
    """See every screen of a role on a telephone."""
    app = windows.served.app
    token = app.sign_in.sign_in(WHO[role], PUBLISHED_PASSWORD, "browser test")
    page = windows.with_session(token, PHONE, "it")
    return [_see(windows, page, address) for address in _addresses(app, token, role)]


def _see(windows: Windows, page: Page, address: str) -> Seen:
    page.goto(address)
    settled(page)
    words, too_wide = page.evaluate(WORDS), page.evaluate(TOO_WIDE)
    seen = Seen(address, frozenset([*words, *_said_while_typing(page)]), too_wide, tuple(windows.complaints))
    windows.forgive()
    return seen


def _said_while_typing(page: Page) -> Iterator[str]:
    """What the screen says while something is typed into each of its fields, and taken back."""
    fields = page.locator(FIELDS)
    for place in range(fields.count()):
        fields.nth(place).focus()
        page.keyboard.type("1")
        yield from page.evaluate(WORDS)
        page.keyboard.press("Backspace")


def settled(page: Page) -> None:
    """Wait until the page has run and everything on it is drawn."""
    expect(page.locator("h1").first).to_be_visible()
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_attached()
    page.wait_for_load_state("networkidle")


def _addresses(app: Benvenuto, token: str, role: Role) -> Iterator[str]:
    for screen in screens():
        if role in screen.roles and not screen.hidden and screen.address != "leaving":
            yield f"/{screen.address}"
    actor = app.sign_in.actor(hash_token(token))
    assert actor
    with app.database.read() as tx:
        calls = tx.calls.external_ids()
        [read] = tx.evaluations.of_call(calls["05-consiglio-prodotto"])
    match role:
        case Role.SUPERVISOR:
            yield f"/evaluate?call={calls['01-ordine-in-ritardo']}"
            yield f"/evaluation?id={read.id}"
        case Role.MANAGER:
            yield f"/evaluation?id={read.id}"
            yield "/trend?split=agent"
        case Role.AGENT:
            yield f"/evaluation?id={app.feedback.mine(actor, 1)[0][0].id}"
            yield "/learning-path"


def english(text: str) -> re.Pattern[str]:
    """What a message of the catalogue looks like on the screen, whatever is filled in."""
    return re.compile(".+?".join(re.escape(part) for part in re.split(r"\{\w+\}", text)), re.DOTALL)
