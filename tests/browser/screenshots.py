"""Pictures of Benvenuto: `python -m tests.browser.screenshots` draws those of the documentation anew.

With `--all FOLDER`, every page instead, in both languages, wide and narrow, light and dark, to be looked at.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benvenuto.config import HOME
from benvenuto.domain.feedback_filter import FeedbackFilter
from benvenuto.domain.published import PUBLISHED_PASSWORD
from benvenuto.sample.feedback import HEARD_AGAIN
from benvenuto.services.calls.analyse_all import analyse_all
from benvenuto.ui.screens import screens
from tests.browser.chromium import launch
from tests.browser.crawl import ANSWER_CHECKS
from tests.serving import Served, serving

WIDE, NARROW = (1280, 860), (390, 844)
WHO = {"agent": "giulia", "supervisor": "bruno", "manager": "carla", "administrator": "dario"}


@dataclass(frozen=True)
class Picture:
    """One picture: who looks at which address, how, and what it is called."""

    name: str
    who: str
    address: str
    size: tuple[int, int] = WIDE
    scheme: str = "light"
    language: str = "it"
    keys: str = ""


DOCUMENTATION = (
    Picture("scoring", "bruno", "/evaluate?call=6", language="en", keys="113222"),
    Picture("scoring-dark", "bruno", "/evaluate?call=1", scheme="dark", keys="111"),
    Picture("scoring-narrow", "bruno", "/evaluate?call=9", NARROW, language="en", keys="33"),
    Picture("inbox", "bruno", "/inbox", language="en"),
    Picture("feedback", "giulia", "/feedback"),
    Picture("evaluation", "giulia", "/evaluation?id={newest}"),
    Picture("trend", "carla", "/trend", language="en"),
    Picture("trend-rubrics", "carla", "/trend?split=rubric", language="en"),
    Picture("compare", "carla", "/compare", language="en"),
    Picture("evaluators", "carla", "/evaluators", language="en"),
    Picture("practice", "giulia", "/practice"),
    Picture("trend-narrow", "carla", "/trend", NARROW, "dark"),
    Picture("handbook", "giulia", "/handbook?at=precise-answers%23one-wrong-answer"),
    Picture("rubrics", "dario", "/rubrics", language="en"),
    Picture("sign-in", "", "/signin", language="en"),
)


def everything() -> Iterator[Picture]:
    """Every page of every role, in every way it can be looked at."""
    pages = [("sign-in", "", "/signin")]
    for screen in screens():
        address = {
            "evaluate": "/evaluate?call=1",
            "evaluation": "/evaluation?id={newest}",
            "side-by-side": "/side-by-side?call={twice}",
            "score-own": "/score-own?call={own_call}",
            "own-beside": "/own-beside?evaluation={own}",
        }.get(screen.address)
        if screen.address != "leaving":
            pages.append((screen.address, WHO[screen.roles[0].value], address or f"/{screen.address}"))
    for name, who, address in pages:
        for size in (WIDE, NARROW):
            for scheme in ("light", "dark"):
                for language in ("it", "en"):
                    described = f"{name}-{size[0]}-{scheme}-{language}"
                    yield Picture(described, who, address, size, scheme, language)


def main() -> None:
    """Serve the sample week and draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, metavar="FOLDER")
    parser.add_argument("--only", default="", help="pictures whose name begins so")
    wanted = parser.parse_args()
    folder = wanted.all or HOME / "docs" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as data,
        serving(Path(data), sample=True) as served,
        sync_playwright() as playwright,
    ):
        # the server under test leaves recordings alone; a picture shows what a user sees once they are measured
        analyse_all(served.app.analyses, os.cpu_count() or 1, lambda done, of: None)
        browser = launch(playwright)
        for picture in everything() if wanted.all else DOCUMENTATION:
            if picture.name.startswith(wanted.only):
                draw(browser, served, picture, folder)
        browser.close()


def draw(browser: Browser, served: Served, picture: Picture, folder: Path) -> None:
    """Sign in, go there, wait until the page is at rest, and take the picture."""
    own_call, own = _own(served)
    names = {"newest": _newest(served), "twice": _twice(served), "own_call": own_call, "own": own}
    picture = replace(picture, address=picture.address.format(**names))
    width, height = picture.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if picture.scheme == "dark" else "light",
        locale="it-IT" if picture.language == "it" else "en-GB",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.add_init_script(ANSWER_CHECKS)
    if picture.who:
        _speak(served, picture)
        _sign_in(page, served, picture.who)
    page.goto(served.url + picture.address)
    _at_rest(page)
    for key in picture.keys:
        page.keyboard.press(key)
        _at_rest(page)
    page.screenshot(path=folder / f"{picture.name}.png")
    context.close()


def _speak(served: Served, picture: Picture) -> None:
    with served.app.database.write() as tx:
        person = next(one for one in tx.people.everyone() if one.username == picture.who)
        tx.people.change(person.id, language=picture.language)


def _own(served: Served) -> tuple[int, int]:
    """A call that Giulia can score herself, and her evaluation that is handed in."""
    with served.app.database.read() as tx:
        giulia = next(person for person in tx.people.everyone() if person.username == "giulia")
        ids, _ = tx.self_evaluations.open_to(giulia.id, [each.team_id or 0 for each in giulia.memberships], 1)
        return ids[0], next(iter(tx.self_evaluations.of_agents([giulia.id])))


def _newest(served: Served) -> int:
    """Giulia's newest evaluation."""
    with served.app.database.read() as tx:
        giulia = next(one for one in tx.people.everyone() if one.username == "giulia")
        return tx.evaluations.of_agent(giulia.id, FeedbackFilter(), 1)[0][0].id


def _twice(served: Served) -> int:
    """The call that two have heard."""
    with served.app.database.read() as tx:
        call_id = tx.calls.id_of(HEARD_AGAIN.call)
    assert call_id
    return call_id


def _sign_in(page: Page, served: Served, who: str) -> None:
    page.goto(f"{served.url}/signin")
    page.fill("#username", who)
    page.fill("#password", PUBLISHED_PASSWORD)
    page.press("#password", "Enter")
    _at_rest(page)


def _at_rest(page: Page) -> None:
    """Wait until the page has its fonts, Streamlit runs nothing, and charts and components are drawn."""
    page.wait_for_load_state("networkidle")
    page.evaluate("() => document.fonts.ready")
    if page.locator("[data-testid=stApp]").count():
        page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
        page.wait_for_function("() => document.querySelector('.st-key-page h1, .bv-notice')")
        page.wait_for_function("() => !document.querySelector('[data-testid=stSkeleton]')")
        # two frames: what was just drawn is on the screen in the second
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


if __name__ == "__main__":
    main()
