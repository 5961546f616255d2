"""What holds for every page of every role: nothing from elsewhere, nothing cut off, nothing in the wrong language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from urllib.parse import urlsplit

import pytest

from benvenuto.domain.people import Role
from tests.browser.crawl import WHO, Seen, english, walk
from tests.browser.profiles import Profiles
from tests.browser.windows import Windows
from tests.serving import Served
from tests.test_architecture import catalog

NO_ITALIAN_WORD = re.compile(r"(?<![\w-])(the|and|with|your|of|is|are|this|from|was|to|for)(?![\w-])", re.IGNORECASE)
A_WORD = re.compile(r"[A-Za-z]{4}")
Walk = Callable[[Role], Sequence[Seen]]
each_role = pytest.mark.parametrize("role", list(WHO), ids=str)


@pytest.fixture(scope="module")
def walked(profiles: Profiles, served: Served) -> Iterator[Walk]:
    """What is to be seen on every screen of a role; each is walked through once."""
    windows = Windows(profiles, served)
    yield cache(lambda role: walk(windows, role))
    windows.close()


@each_role
def test_the_browser_minds_nothing_and_nothing_comes_from_another_host(walked: Walk, role: Role) -> None:
    assert {seen.address: seen.complaints for seen in walked(role) if seen.complaints} == {}


@each_role
def test_no_page_is_wider_than_a_telephone(walked: Walk, role: Role) -> None:
    assert {seen.address: seen.too_wide for seen in walked(role) if seen.too_wide > 0} == {}


@each_role
def test_every_page_is_accessible_in_both_themes_on_a_telephone_and_on_a_desk(walked: Walk, role: Role) -> None:
    assert {seen.address: seen.violations for seen in walked(role) if seen.violations} == {}


@each_role
def test_every_page_has_a_title_of_its_own(walked: Walk, role: Role) -> None:
    titles = {urlsplit(seen.address).path: seen.title for seen in walked(role)}
    assert len(set(titles.values())) == len(titles), titles
    assert all(re.fullmatch(r".+ · Benvenuto", title) for title in titles.values()), titles


@each_role
def test_no_two_downloads_of_a_page_have_the_same_name(walked: Walk, role: Role) -> None:
    names = {seen.address: seen.downloads for seen in walked(role)}
    assert {address: each for address, each in names.items() if len(set(each)) < len(each)} == {}


@each_role
def test_an_italian_reader_meets_no_english(walked: Walk, role: Role) -> None:
    found = [f"{seen.address}: {words}" for seen in walked(role) for words in sorted(seen.words) if _is_english(words)]
    assert not found, "\n".join(found)


@cache
def _is_english(words: str) -> bool:
    return bool(NO_ITALIAN_WORD.search(words)) or any(shape.fullmatch(words) for shape in _english_messages())


@cache
def _english_messages() -> Sequence[re.Pattern[str]]:
    """What every message with words of its own whose Italian is another one looks like filled in."""
    italian = catalog()
    said = {form for message in italian for form in _forms(message.string)}
    worded = (one for message in italian for one in _forms(message.id) if A_WORD.search(re.sub(r"\{\w+\}", "", one)))
    return [english(one) for one in worded if one not in said]


def _forms(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, list | tuple) else (str(text),)
