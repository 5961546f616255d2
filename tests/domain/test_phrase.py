"""Phrases: what can be written, and what is said when it cannot be read."""

import pytest

from benvenuto.domain.phrase import (
    BarOutside,
    Choice,
    EmptyPart,
    Gap,
    LooseGap,
    NotClosed,
    PhraseFault,
    PhraseWord,
    Slot,
    TooLongPhrase,
    UnknownSlot,
    read_phrase,
    slots_of,
)


def test_words_stand_for_themselves_and_punctuation_for_nothing() -> None:
    assert read_phrase("«C'è altro, per lei?»") == (
        PhraseWord("C'è"),
        PhraseWord("altro"),
        PhraseWord("per"),
        PhraseWord("lei"),
    )


def test_a_star_leaves_the_end_of_a_word_open() -> None:
    assert read_phrase("aiut*") == (PhraseWord("aiut", open=True),)


def test_a_choice_is_one_of_several_sequences() -> None:
    hello, good = (PhraseWord("hello"),), (PhraseWord("good"), PhraseWord("day"))
    assert read_phrase("(hello | good day)") == (Choice((hello, good), optional=False),)


def test_what_stands_in_square_brackets_may_be_missing() -> None:
    assert read_phrase("[mille] grazie") == (Choice(((PhraseWord("mille"),),), optional=True), PhraseWord("grazie"))


@pytest.mark.parametrize("gap", ["…", "...", "....."])
def test_dots_are_a_gap(gap: str) -> None:
    assert read_phrase(f"grazie {gap} attesa") == (PhraseWord("grazie"), Gap(), PhraseWord("attesa"))


def test_braces_hold_a_slot() -> None:
    assert read_phrase("sono {name}") == (PhraseWord("sono"), Slot("name"))
    assert list(slots_of(read_phrase("({name} | [da {company}] x) {time}"))) == ["name", "company", "time"]


def test_brackets_lie_within_brackets() -> None:
    inner = Choice(((PhraseWord("di"),),), optional=True)
    assert read_phrase("(numero [di] ordine)") == (
        Choice(((PhraseWord("numero"), inner, PhraseWord("ordine")),), optional=False),
    )


@pytest.mark.parametrize(
    ("phrase", "fault"),
    [
        ("come (posso", NotClosed),
        ("come posso)", NotClosed),
        ("(come] posso", NotClosed),
        ("come | posso", BarOutside),
        ("sono {nome}", UnknownSlot),
        ("", EmptyPart),
        ("?!", EmptyPart),
        ("[grazie]", EmptyPart),
        ("(a | )", EmptyPart),
        ("(a | [b])", EmptyPart),
        ("… grazie", LooseGap),
        ("grazie … [mille]", LooseGap),
        ("(a … | b) c", LooseGap),
        ("a … b … c … d … e", LooseGap),
        ("§", PhraseFault),
        ("parola " * 700, TooLongPhrase),
    ],
)
def test_what_cannot_be_read_is_said(phrase: str, fault: type[PhraseFault]) -> None:
    with pytest.raises(PhraseFault) as raised:
        read_phrase(phrase)
    assert type(raised.value) is fault
    assert raised.value.remedy.format(**raised.value.params)
