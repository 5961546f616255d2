"""Names are found however a recogniser garbles them, and not in what only resembles them."""

import pytest

from benvenuto.listening.evidence.names import Names, with_names
from benvenuto.listening.evidence.words import words_of


def said(text: str, names: Names, language: str = "it") -> str:
    return with_names(words_of(text, language), names).plain_text


@pytest.mark.parametrize(
    "heard", ["Casa Lume", "casalume", "cassa lume", "kasa lume", "casa lumè", "casa loom a", "Casa Lumi", "casa l'ume"]
)
def test_a_garbled_company_is_still_the_company(heard: str) -> None:
    found = said(f"buonasera {heard} sono Elena", Names(("Casa Lume",)))
    assert found.removeprefix("buona sera §company") in (" sono elena", " a sono elena")


@pytest.mark.parametrize("other", ["casa mia", "a casa lunedì", "il lume", "la casa", "costume", "vorrei le luci"])
def test_what_only_resembles_the_company_is_not_it(other: str) -> None:
    assert "§company" not in said(other, Names(("Casa Lume",)))


def test_a_short_name_is_taken_by_its_letters() -> None:
    assert said("buongiorno Eni sono Elena", Names(("Eni",))) == "buon giorno §company sono elena"
    assert "§company" not in said("ne ho uno", Names(("Eni",)))


def test_a_company_may_have_several_names() -> None:
    names = Names(("Harper Valley National Bank", "HVNB"))
    assert said("this is harbor valley national bank", names, "en") == "this is §company"
    assert said("this is hvnb", names, "en") == "this is §company"


def test_the_agent_is_known_by_first_name_or_surname() -> None:
    names = Names((), "Giulia Conti")
    assert said("sono giulia", names) == "sono §agent"
    assert said("la dottoressa Conti", names) == "la dottoressa §agent"
    assert said("i conti tornano", Names((), "Giulia Bianchi")) == "i conti tornano"


def test_sentences_and_places_are_kept() -> None:
    text = "Buongiorno. Casa Lume! Sono Giulia."
    words = with_names(words_of(text, "it"), Names(("Casa Lume",), "Giulia"))
    assert words.plain_text == "buon giorno\n§company\nsono §agent"
    assert text[slice(*words.span(2))] == "Casa Lume!"
    assert text[slice(*words.span(4))] == "Giulia."


def test_without_names_nothing_changes() -> None:
    words = words_of("casa lume", "it")
    assert with_names(words, Names()) is words
