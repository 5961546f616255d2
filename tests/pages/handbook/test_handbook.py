"""The handbook as it is read: its chapters, the section that a link names, and search."""

from __future__ import annotations

from html import unescape
from urllib.parse import quote, unquote

import pytest
from streamlit.testing.v1 import AppTest

from benvenuto.formats.handbook.chapters import Excerpt, handbook_address, linked, pieces
from tests.house import House
from tests.pages.conftest import Open, as_sent, words

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

SECTION = "precise-answers#one-wrong-answer"


@pytest.mark.parametrize("name", ["Anna", "Bruno", "Carla", "Dario"])
def test_everybody_reads_it(house: House, open_page: Open, name: str) -> None:
    page = words(open_page(house.people[name], "handbook"))
    for chapter in house.app.handbook.chapters(house.people[name], "it"):
        assert chapter.title in page
        assert as_sent(chapter.summary) in page


def test_somebody_without_a_role_does_not(house: House, open_page: Open) -> None:
    assert "Accesso non consentito." in words(open_page(house.fulvio, "handbook"))


@pytest.mark.parametrize("language", ["it", "en"])
def test_a_link_of_a_criterion_opens_its_section(house: House, open_page: Open, language: str) -> None:
    house.app.sign_in.set_language(house.anna, language)
    found = house.app.handbook.find(house.anna, SECTION, language)
    assert found is not None
    chapter, section = found
    assert section is not None
    page = open_page(house.anna, "handbook", at=SECTION)
    raw = words(page)
    assert f"<h1>{as_sent(chapter.title)}</h1>" in raw
    assert f'id="one-wrong-answer">{as_sent(section.title)}</h2>' in raw
    assert str(next(pieces(section.body_markdown))) in raw
    assert '"to": "one-wrong-answer"' in _components(page)


def _components(page: AppTest) -> str:
    return "\n".join(node.proto.json for node in page.get("bidi_component"))


def test_an_anchor_that_only_the_browser_knows_is_left_to_it(house: House, open_page: Open) -> None:
    page = open_page(house.anna, "handbook", at="precise-answers")
    assert '"to": ""' in _components(page)


@pytest.mark.parametrize("language", ["it", "en"])
def test_every_chapter_can_be_read_to_its_end(house: House, open_page: Open, language: str) -> None:
    house.app.sign_in.set_language(house.dario, language)
    page = open_page(house.dario, "handbook")
    for chapter in house.app.handbook.chapters(house.dario, language):
        page.query_params["at"] = chapter.slug
        raw = words(page.run())
        assert not page.exception
        for section in chapter.sections:
            for piece in pieces(section.body_markdown):
                shown = (
                    f"/excerpts/{quote(piece.name)}.wav"
                    if isinstance(piece, Excerpt)
                    else linked(piece, handbook_address)
                )
                assert shown in raw
        assert as_sent(chapter.owner) in raw


@pytest.mark.parametrize("wanted", ["no-such-chapter", "../../etc/passwd", "#", "opening#no-such-section", "<b>x</b>"])
def test_an_address_that_leads_nowhere_still_leads_to_the_chapters(house: House, open_page: Open, wanted: str) -> None:
    page = open_page(house.anna, "handbook", at=wanted)
    assert not page.exception
    assert "Il benvenuto" in words(page)


@pytest.mark.parametrize(("language", "asked"), [("it", "rimborso"), ("en", "refund")])
def test_words_are_found_and_marked(house: House, open_page: Open, language: str, asked: str) -> None:
    house.app.sign_in.set_language(house.anna, language)
    page = open_page(house.anna, "handbook")
    page.text_input(key="q").set_value(asked).run()
    raw = words(page)
    assert f"<mark>{asked}</mark>" in raw.lower()
    best = house.app.handbook.search(house.anna, asked, language)[0]
    assert best.excerpt in unescape(raw.replace("<mark>", "").replace("</mark>", ""))


def test_the_words_looked_for_are_kept_in_the_address(house: House, open_page: Open) -> None:
    assert "<mark>" in words(open_page(house.anna, "handbook", q="rimborso"))


@pytest.mark.parametrize(
    ("language", "asked", "say"),
    [("it", "ha ricevuto un otp", "Si fermi: quel codice"), ("en", "reads out code", "Please stop there.")],
)
def test_a_place_that_is_found_says_at_once_what_to_say(
    house: House, open_page: Open, language: str, asked: str, say: str
) -> None:
    house.app.sign_in.set_language(house.anna, language)
    assert f"<li>{say}" in unescape(words(open_page(house.anna, "handbook", q=asked)))


@pytest.mark.parametrize("language", ["it", "en"])
def test_the_phrases_stand_on_one_page_each_leading_to_its_section(
    house: House, open_page: Open, language: str
) -> None:
    house.app.sign_in.set_language(house.anna, language)
    page = open_page(house.anna, "handbook", at="phrases")
    assert not page.exception
    drawn = unescape(words(page))
    groups = house.app.handbook.phrases(house.anna, language)
    assert len(groups) > 10
    for group in groups:
        assert f"<h2>{group.title}</h2>" in drawn
        for phrase in group.phrases:
            assert f'<a href="{handbook_address(phrase.at)}">{phrase.words}</a>' in drawn


def test_the_list_of_chapters_leads_to_the_phrases(house: House, open_page: Open) -> None:
    page = open_page(house.anna, "handbook")
    assert "at=phrases" in [node.proto.query_string for node in page.get("page_link")]


def test_hostile_words_find_nothing_and_are_shown_verbatim(house: House, open_page: Open) -> None:
    page = open_page(house.anna, "handbook", q="<imgqq onqqq=zzzz>")
    drawn = "".join(node.proto.body for node in page.get("html"))
    assert "<imgqq" not in drawn
    assert as_sent("<imgqq onqqq=zzzz>") in drawn


def test_one_chapter_leads_to_the_next_and_back(house: House, open_page: Open) -> None:
    chapters = house.app.handbook.chapters(house.anna, "it")
    page = open_page(house.anna, "handbook", at=chapters[1].slug)
    led = [node.proto.query_string for node in page.get("page_link")][-2:]
    assert led == [f"at={chapters[0].slug}", f"at={chapters[2].slug}"]


@pytest.mark.parametrize(
    ("on", "ten"), [("", False), ("2014-06-12", True), ("2014-06-13", False), ("yesterday", False)]
)
def test_the_rules_quoted_are_those_of_the_day_of_the_call(house: House, open_page: Open, on: str, ten: bool) -> None:
    raw = words(open_page(house.anna, "handbook", at="orders", on=on))
    assert ("**Recesso**: 10 giorni lavorativi" in raw) is ten
    assert ("**Recesso**: 14 giorni di calendario" in raw) is not ten


@pytest.mark.parametrize(("language", "day"), [("it", "Norme al 30 nov 2026."), ("en", "Law as of 30 Nov 2026.")])
def test_a_section_that_quotes_law_says_as_of_which_day(house: House, open_page: Open, language: str, day: str) -> None:
    house.app.sign_in.set_language(house.anna, language)
    raw = words(open_page(house.anna, "handbook", at="complaints"))
    assert raw.count('<p class="bv-law">') == 1
    assert f'<p class="bv-law">{day}' in raw
    assert "2019/771" in raw


def test_a_chapter_names_the_criteria_that_it_serves(house: House, open_page: Open) -> None:
    page = open_page(house.anna, "handbook", at="opening")
    led = {(node.proto.label, unquote(node.proto.query_string)) for node in page.get("page_link")}
    assert ("Prima chi è, poi i dati", "at=opening#identity") in led


def test_a_chapter_past_its_day_is_shown_to_the_administrator(house: House, open_page: Open) -> None:
    assert "Il permesso" not in words(open_page(house.dario, "rubrics"))
    house.clock.forward(days=334)  # from 4 March 2026 to the day after its own
    said = words(open_page(house.dario, "rubrics"))
    assert "Il permesso" in said
    assert "31 gen 2027" in said
    assert "La pratica" not in said
