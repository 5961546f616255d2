"""What a phrase sounds like when it is said: every word of it at least once, to see whether it would be found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from benvenuto.domain.call import Speaker, Turn
from benvenuto.domain.evidence import PhraseEvidence
from benvenuto.domain.phrase import Choice, Gap, Part, PhraseWord, Slot, read_phrase
from benvenuto.listening.evidence.names import Names
from benvenuto.listening.evidence.seeking import Seeker

_NAMES = Names(("Zenobia",), "Giulia")
_SLOTS = {"company": "Zenobia", "agent": "Giulia", "name": "Giulia", "number": "24"}
_FILLER = "blabla"
_TIMES = {"it": "domani", "en": "tomorrow"}


def never_found(evidence: PhraseEvidence) -> Iterator[tuple[str, int, str]]:
    """The phrases of which something is never found: language, place in the list, and what is said in vain.

    An `unless` may undo it, or the phrase has words that nobody's transcript keeps, such as one twice in a row.
    """
    for language, phrases in evidence.phrases.items():
        for number, phrase in enumerate(phrases):
            seeker = Seeker([replace(evidence, phrases={language: (phrase,)})], language, company_known=True)
            for ways in _sayings(phrase, language):
                turns = ([Turn(evidence.by or Speaker.AGENT, words)] for words in ways)
                if not any(seeker.seek(turn, _NAMES).get(0) for turn in turns):
                    yield language, number, ways[0]
                    break


def _sayings(phrase: str, language: str) -> Iterator[tuple[str, str]]:
    """The phrase as it can be said, until each of its options has been said once, without what may be missing.

    Each in two ways: with nothing in its gaps, and with a word in them.
    """
    parts = read_phrase(phrase)
    for number in range(max(1, _options(parts))):
        bare, filled = (" ".join(_spoken(parts, number, language, gap)) for gap in ((), (_FILLER,)))
        yield bare, filled


def _options(parts: Sequence[Part]) -> int:
    most = 0
    for part in parts:
        if isinstance(part, Choice) and not part.optional:
            most = max(most, len(part.options), *(_options(option) for option in part.options))
    return most


def _spoken(parts: Sequence[Part], number: int, language: str, gap: Sequence[str]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, PhraseWord):
            yield part.text
        elif isinstance(part, Slot):
            yield _SLOTS.get(part.name) or _TIMES[language]
        elif isinstance(part, Gap):
            yield from gap
        elif not part.optional:
            yield from _spoken(part.options[number % len(part.options)], number, language, gap)
