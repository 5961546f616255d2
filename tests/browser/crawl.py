"""A walk through every screen of a role, and what was seen there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

from playwright.sync_api import Page, expect

from benvenuto.bootstrap import Benvenuto
from benvenuto.domain.people import Role
from benvenuto.domain.published import PUBLISHED_PASSWORD
from benvenuto.services.people.sign_in import hash_token
from benvenuto.ui.screens import screens
from tests.browser.windows import DESK, PHONE, Windows

ColorScheme = Literal["light", "dark"]

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
AXE_SCRIPT = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
AXE = """async (rules) => {
  const only = rules.length ? { runOnly: rules } : { rules: { "label-content-name-mismatch": { enabled: true } } }
  const { violations } = await axe.run(document, { ...only, resultTypes: ["violations"] })
  const tell = ({ id, impact, nodes }) => nodes.map(({ html }) => `${impact}: ${id}: ${html.slice(0, 200)}`)
  // minor ones are advice: of Streamlit's upload field, which has a role and a tabindex that contradict each other
  return violations.filter(({ impact }) => impact !== "minor").flatMap(tell)
}"""
LOOKS: Sequence[tuple[ColorScheme, tuple[int, int], Sequence[str]]] = (
    ("light", PHONE, ()),
    ("dark", PHONE, ("color-contrast",)),
    ("dark", DESK, ()),
    ("light", DESK, ("color-contrast",)),
)
"""Theme, size and rules (none: all of them): a theme changes nothing but colours."""
GROUND = {"light": "rgb(250, 248, 245)", "dark": "rgb(23, 22, 20)"}
ANSWER_CHECKS = """{
  const ask = window.fetch
  window.fetch = (what, how) => {
    const { origin, pathname } = new URL(what.url ?? what, document.baseURI)
    const check = origin === location.origin && pathname.startsWith("/media/")
    return check ? Promise.resolve(new Response()) : ask(what, how)
  }
}"""
"""Lets the network come to rest: Streamlit asks for each file that a button offers, and never reads the answer.

As the answer may be stored nowhere, the browser would keep it waiting to be read, as long as the page stands. No route
of Playwright's: where one is, the browser caches nothing, and loads and compiles every script for every page.
"""
TOO_WIDE = """() => {
  const places = [document.documentElement, ...document.querySelectorAll("[data-testid=stMain], [data-testid=stApp]")]
  return Math.max(...places.map((place) => place.scrollWidth - place.clientWidth))
}"""
WHO = {Role.AGENT: "giulia", Role.SUPERVISOR: "bruno", Role.MANAGER: "carla", Role.ADMINISTRATOR: "dario"}
"""Somebody of the sample week for each role; all four read Italian."""


@dataclass(frozen=True)
class Seen:
    """One screen: its document's title, its downloads, every word on it, how much wider than the window it is (pixels).

    `complaints` are the browser's, `violations` what axe-core finds against WCAG in either theme, narrow and wide.
    """

    address: str
    title: str
    downloads: Sequence[str]
    words: frozenset[str]
    too_wide: int
    complaints: Sequence[str]
    violations: Sequence[str]


def walk(windows: Windows, role: Role) -> Sequence[Seen]:
    """See every screen of a role on a telephone."""
    app = windows.served.app
    token = app.sign_in.sign_in(WHO[role], PUBLISHED_PASSWORD, "browser test")
    page = windows.with_session(token, PHONE, "it")
    page.add_init_script(ANSWER_CHECKS)
    return [_see(windows, page, address, looks) for address, looks in _addresses(app, token, role)]


def _see(windows: Windows, page: Page, address: str, looks: int) -> Seen:
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(address)
    settled(page)
    title, downloads = page.title(), page.get_by_test_id("stDownloadButton").all_text_contents()
    too_wide = page.evaluate(TOO_WIDE)
    violations = list(_violations(page, looks))
    words = frozenset([*page.evaluate(WORDS), *_said_while_typing(page)])
    seen = Seen(address, title, downloads, words, too_wide, tuple(windows.complaints), violations)
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


def _violations(page: Page, looks: int) -> Iterator[str]:
    page.evaluate(AXE_SCRIPT)
    for scheme, (width, height), rules in LOOKS[:looks]:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        expect(page.locator("[data-testid=stApp]")).to_have_css("background-color", GROUND[scheme])
        settled(page)
        for violation in page.evaluate(AXE, list(rules)):
            yield f"{scheme}, {width}: {violation}"


def settled(page: Page) -> None:
    """Wait until the page has run and everything on it is drawn."""
    expect(page.locator("h1").first).to_be_visible()
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_attached()
    page.wait_for_load_state("networkidle")


def _addresses(app: Benvenuto, token: str, role: Role) -> Iterator[tuple[str, int]]:
    """Each with the number of looks that axe-core takes at it: all of them at the first role that sees it."""
    for screen in screens():
        if role in screen.roles and not screen.hidden and screen.address != "leaving":
            yield f"/{screen.address}", len(LOOKS) if role is screen.roles[0] else 1
    actor = app.sign_in.actor(hash_token(token))
    assert actor
    with app.database.read() as tx:
        calls = tx.calls.external_ids()
        [read] = tx.evaluations.of_call(calls["05-consiglio-prodotto"])
    match role:
        case Role.SUPERVISOR:
            yield f"/evaluate?call={calls['01-ordine-in-ritardo']}", len(LOOKS)
            yield f"/evaluation?id={read.id}", 1
            yield f"/side-by-side?call={calls['04-lampada-rotta']}", len(LOOKS)
        case Role.MANAGER:
            yield f"/evaluation?id={read.id}", 1
            yield "/trend?split=agent", len(LOOKS)
        case Role.AGENT:
            yield f"/evaluation?id={app.feedback.mine(actor, limit=1)[0][0].id}", len(LOOKS)
            yield "/learning-path", len(LOOKS)
            own, both = app.self_evaluations.calls(actor)[0], app.self_evaluations.listed(actor)
            yield from ((f"/score-own?call={each.call.id}", len(LOOKS)) for each in own[:1])
            yield from ((f"/own-beside?evaluation={each.own.id}", len(LOOKS)) for each in both[:1])
        case Role.ADMINISTRATOR:
            yield "/first-steps", len(LOOKS)
            yield "/people?person=list", len(LOOKS)


def english(text: str) -> re.Pattern[str]:
    """What a message of the catalogue looks like on the screen, whatever is filled in."""
    return re.compile(".+?".join(re.escape(part) for part in re.split(r"\{\w+\}", text)), re.DOTALL)
