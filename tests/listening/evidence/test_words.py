"""Words as they are spoken, whoever wrote them down."""

import pytest

from benvenuto.listening.evidence.words import words_of


@pytest.mark.parametrize(
    ("language", "written", "same"),
    [
        ("it", "Perché c'è, però?", "perche c’e pero"),
        ("it", "l'ordine dell'utente", "l' ordine dell utente"),
        ("it", "Buongiorno", "buon giorno"),
        ("it", "un attimo, ehm, un attimo", "un attimo un attimo"),
        ("it", "ventiquattro ore", "24 ore"),
        ("it", "trentuno o quarantotto", "31 o 48"),
        ("it", "una mail", "una [rumore] mail"),
        ("en", "I'm sure we'll find it", "im sure we will find it"),
        ("en", "I can't, I won't, I don't", "i cannot i will not i dont"),
        ("en", "what's that? let's see", "whats that lets see"),
        ("en", "twenty-four hours", "24 hours"),
        ("en", "How can uh I I help?", "how can i help"),
        ("en", "Bye-bye", "bye"),
        ("en", "an e-mail", "an email"),
        ("en", "goodbye <unk>", "good bye"),
    ],
)
def test_spellings_of_the_same_words_are_alike(language: str, written: str, same: str) -> None:
    assert words_of(written, language).words == words_of(same, language).words


def test_what_is_none_of_these_stays_apart() -> None:
    assert words_of("it's the agent's", "en").words == ["it", "is", "the", "agent", "s"]
    assert words_of("due due quattro", "it").words == ["2", "2", "4"]


def test_sentences_end_where_they_were_ended() -> None:
    assert words_of("Certo. Alle 8.30, va bene? Sì", "it").plain_text == "certo\nalle 8 30 va bene\nsi"


def test_every_word_knows_where_it_stood() -> None:
    text = "Sì, [tosse] c'è  ventiquattro ore!"
    words = words_of(text, "it")
    assert [text[slice(*words.span(number))] for number in range(len(words.words))] == [
        "Sì,", "c'è", "c'è", "ventiquattro", "ore!",
    ]  # fmt: skip
    assert [words.at(place) for place in words.starts] == list(range(len(words.words)))


def test_silence_and_signs_are_no_words() -> None:
    for text in ("", "   ", "...", "[noise]", "<unk> uh", "?!"):
        assert words_of(text, "en").words == []
        assert words_of(text, "en").plain_text == ""


def test_what_stands_between_signs_that_are_no_tags_is_said() -> None:
    assert list(words_of("Se < 30 giorni allora > niente, <i>grazie</i>.", "it").words) == [
        *("se", "30", "giorni", "allora", "niente", "grazie"),
    ]  # fmt: skip
