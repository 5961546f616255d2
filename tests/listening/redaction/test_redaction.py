"""Personal data are marked wherever they stand in a call, at the rates that docs/redaction.md names."""

import pytest

from benvenuto.domain.call import Speaker, Turn, Word
from benvenuto.listening.redaction import Kind, personal, redacted
from benvenuto.listening.redaction.replacing import PLACEHOLDERS
from tests.listening.redaction.accuracy import KINDS, counted

PROMISED = {"card": 0.99, "iban": 0.99, "name": 0.95, "address": 0.95}
# the lower ends of Wilson's intervals, both languages together, of the set that nothing was built with
MEASURED = {
    "card": 0.98,
    "iban": 0.94,
    "fiscal": 0.92,
    "email": 0.97,
    "telephone": 0.98,
    "address": 0.91,
    "name": 0.87,
}
PRECISE = {"card": 0.96, "iban": 0.98, "fiscal": 0.94, "email": 0.81, "telephone": 0.95, "address": 0.98, "name": 0.96}


def kinds(text: str, language: str = "it", names: tuple[str, ...] = (), asked: str = "") -> list[tuple[str, str]]:
    """What is marked, with its kind."""
    return [
        (stretch.kind.value, text[stretch.start : stretch.end]) for stretch in personal(text, language, names, asked)
    ]


def texts(*turns: tuple[Speaker, str], language: str = "it") -> list[str]:
    """What is left of turns, in English."""
    return [turn.text for turn in redacted([Turn(*turn) for turn in turns], language, (), str)]


@pytest.mark.parametrize("kind", PROMISED)
def test_on_the_sentences_it_was_built_with_it_keeps_the_promised_recall(kind: str) -> None:
    both = [counted("dev", language)[kind] for language in ("it", "en")]
    assert sum(count.caught for count in both) >= PROMISED[kind] * sum(count.sought for count in both)


@pytest.mark.parametrize("kind", KINDS)
def test_on_sentences_held_out_it_keeps_what_was_measured(kind: str) -> None:
    both = [counted("last", language)[kind] for language in ("it", "en")]
    assert sum(count.caught for count in both) >= MEASURED[kind] * sum(count.sought for count in both)
    assert sum(count.right for count in both) >= PRECISE[kind] * sum(count.marked for count in both)


def test_a_card_number_dictated_in_pieces_over_turns_is_hidden_with_what_is_read_back() -> None:
    assert texts(
        (Speaker.AGENT, "Mi dica pure il numero, con calma e senza fretta."),
        (Speaker.CALLER, "quattro nove due nove"),
        (Speaker.AGENT, "sì"),
        (Speaker.CALLER, "poi zero zero zero zero"),
        (Speaker.AGENT, "zero zero zero zero, sì"),
        (Speaker.CALLER, "uno due tre quattro cinque sei sette quattro"),
    ) == [
        "Mi dica pure il numero, con calma e senza fretta.",
        "[payment card]",
        "sì",
        "poi [payment card]",
        "[payment card], sì",
        "[payment card]",
    ]


def test_what_was_asked_says_what_an_answer_is() -> None:
    assert kinds("Mario Rossi.", asked="Come si chiama?") == [("name", "Mario Rossi")]
    assert kinds("345678", asked="Un recapito telefonico?") == [("telephone", "345678")]
    assert kinds("345678", asked="Il numero dell'ordine?") == []


def test_a_codice_fiscale_is_known_by_its_check_character() -> None:
    assert kinds("RSSMRA85T10A562S") == [("fiscal", "RSSMRA85T10A562S")]
    assert kinds("RSSMRA85T10A562T") == []
    assert kinds("codice fiscale RSSMRA85T10A562T") == [("fiscal", "RSSMRA85T10A562T")]


def test_a_grouped_iban_and_a_vat_number_with_its_country_are_marked() -> None:
    assert kinds("IT60 X054 2811 1010 0000 0123 456") == [("iban", "IT60 X054 2811 1010 0000 0123 456")]
    assert kinds("VAT IT00743110157", "en") == [("fiscal", "IT00743110157")]


def test_a_number_that_one_blank_parts_from_another_is_a_telephone_number_still() -> None:
    assert kinds("347 1234567 02 12345678") == [("telephone", "347 1234567"), ("telephone", "02 12345678")]
    assert kinds("dalle 0915 1130") == []


def test_a_known_name_is_marked_without_an_introduction() -> None:
    assert kinds("Ne ho parlato con Rosa.", names=("Davide Rosa",)) == [("name", "Rosa")]
    assert kinds("La lampada è rosa.", names=("Davide Rosa",)) == []


def test_words_within_a_placeholder_lose_their_times() -> None:
    words = tuple(Word(text, place, place + 0.5) for place, text in enumerate(["Sono", "Mario", "Rossi,", "buonasera"]))
    (turn,) = redacted([Turn(Speaker.CALLER, "Sono Mario Rossi, buonasera", 0, 4, words)], "it", (), str)
    assert turn.text == "Sono [name of a person], buonasera"
    assert [word.text for word in turn.words] == ["Sono", "buonasera"]


def test_a_turn_without_personal_data_is_left_as_it_is() -> None:
    turn = Turn(Speaker.CALLER, "In via eccezionale, via mail.")
    assert redacted([turn], "it", (), str) == [turn]


def test_every_kind_has_a_placeholder() -> None:
    assert PLACEHOLDERS.keys() == set(Kind)
