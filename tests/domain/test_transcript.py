"""From words to turns."""

from benvenuto.domain.call import Speaker, Turn, Word
from benvenuto.domain.transcript import in_order, utterances


def test_a_pause_longer_than_a_second_parts_what_one_voice_says() -> None:
    words = [Word("Un", 0.0, 0.2), Word("momento.", 0.3, 0.9), Word("Eccomi.", 1.9, 2.4), Word("Grazie.", 3.5, 4.0)]
    parts = utterances(words, "agent")
    assert [(one.text, one.start_s, one.end_s) for one in parts] == [
        ("Un momento. Eccomi.", 0.0, 2.4),  # 1.9 - 0.9 = 1.0: not longer than a second
        ("Grazie.", 3.5, 4.0),  # 3.5 - 2.4 = 1.1
    ]
    assert parts[0].words == tuple(words[:3])
    assert [part.label for part in parts] == ["agent", "agent"]


def test_a_word_that_began_before_the_last_one_belongs_to_another_stretch() -> None:
    words = [Word("Quattro", 5.0, 5.4), Word("sette.", 5.5, 6.0), Word("Il", 4.0, 4.1), Word("numero?", 4.2, 4.8)]
    parts = utterances(words)
    assert [(one.text, one.start_s, one.end_s) for one in parts] == [
        ("Quattro sette.", 5.0, 6.0),
        ("Il numero?", 4.0, 4.8),
    ]


def test_nobody_says_nothing() -> None:
    assert utterances([]) == []


def test_voices_are_put_in_order_and_what_has_no_time_stays_where_it_was() -> None:
    agent = [Turn(Speaker.AGENT, "one", 1.0), Turn(Speaker.AGENT, "after one"), Turn(Speaker.AGENT, "five", 5.0)]
    caller = [Turn(Speaker.CALLER, "three", 3.0)]
    assert [turn.text for turn in in_order([*agent, *caller])] == ["one", "after one", "three", "five"]
