r"""Phrases made ready for matching: a regular expression each, filed under the words it can begin with.

A phrase becomes an expression over plain words (`SpokenWords.plain_text`), with a blank between them and a line break
where a sentence ends. Each part brings the blank before it along, so that what may be missing takes its blank with it:

>>> read_phrase("(thanks | thank you) … calling [today]")  # doctest: +ELLIPSIS
(Choice(options=..., optional=False), Gap(), PhraseWord(text='calling', open=False), Choice(options=..., optional=True))
>>> phrase, = compiled(["(thanks | thank you) … calling [today]"], "en")
>>> print(phrase.pattern)
(?:thanks(?!\S)|thank[ \n]you(?!\S))(?: \S+){0,4}? calling(?:[ \n](?:today(?!\S)))?(?!\S)

Words of the phrase may stand on both sides of a sentence's end (`[ \n]`), a gap lies within one sentence (`(?: \S+)`,
four words at most, as few as will do), and every option and the whole end with a word (`(?!\S)`). The phrase is tried
only where one of the words stands with which it can begin:

>>> sorted(phrase.firsts)
['thank', 'thanks']
>>> united([phrase]).match("thank you so much for calling how can i help")
<re.Match object; span=(0, 29), match='thank you so much for calling'>
>>> united([phrase]).match("thank you\nwho is calling")

Words are spelled as in transcripts, so one word written may be two (“cannot” is “can not”); an open one goes on:

>>> phrase, = compiled(["cannot promis*"], "en")
>>> print(phrase.pattern, sorted(phrase.firsts))
can[ \n]not[ \n]promis\w*(?!\S) ['can']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benvenuto.domain.phrase import Choice, Gap, Part, PhraseWord, Slot, read_phrase, slots_of
from benvenuto.listening.evidence.slots import AGENT, COMPANY, NUMBER, TIMES, name_of
from benvenuto.listening.evidence.vocabulary import spelled

ANY = "*"
"""The beginning of a phrase that can begin with any word."""
DIGITS = "#"
"""The beginning of a phrase that can begin with any number."""

GAP_WORDS = 4
"""How many words a gap may hold."""

_BETWEEN = r"[ \n]"
_WITHIN_SENTENCE = " "


@dataclass(frozen=True, slots=True)
class Phrase:
    """`pattern` matches plain words; it can begin with one of `firsts`: a word, "stem*", ANY or DIGITS."""

    pattern: str
    firsts: frozenset[str]


def compiled(phrases: Iterable[str], language: str) -> list[Phrase]:
    """Phrases of one language, each as a pattern over `SpokenWords.plain_text`."""
    reader = _Reader(language)
    return [reader.phrase(read_phrase(phrase)) for phrase in phrases]


def asks_for(phrase: str, *slots: str) -> bool:
    """Whether a phrase holds one of these slots."""
    return not {*slots}.isdisjoint(slots_of(read_phrase(phrase)))


def united(phrases: Sequence[Phrase]) -> re.Pattern[str]:
    """One expression for all these phrases; the first that fits is the match."""
    return re.compile("|".join(f"(?:{phrase.pattern})" for phrase in phrases))


@dataclass(frozen=True, slots=True)
class _Reader:
    language: str

    def phrase(self, parts: Sequence[Part]) -> Phrase:
        return Phrase(self.sequence(parts) + r"(?!\S)", frozenset(self.firsts(parts)))

    def sequence(self, parts: Sequence[Part]) -> str:
        """Parts in a row. What may be missing brings its own blank along, before it or, at the head, after it."""
        written, begun, between = "", False, _BETWEEN
        for part in parts:
            if isinstance(part, Gap):
                written += rf"(?: \S+){{0,{GAP_WORDS}}}?"
                between = _WITHIN_SENTENCE
                continue
            optional = isinstance(part, Choice) and part.optional
            inside = self.single(part)
            if optional:
                written += f"(?:{between}{inside})?" if begun else f"(?:{inside}{_BETWEEN})?"
            else:
                written += f"{between}{inside}" if begun else inside
                begun, between = True, _BETWEEN
        return written

    def single(self, part: Part) -> str:
        if isinstance(part, PhraseWord):
            words = self.words(part)
            return _BETWEEN.join(map(re.escape, words)) + (r"\w*" if part.open else "")
        if isinstance(part, Slot):
            return self.slot(part.name)
        assert isinstance(part, Choice)  # noqa: S101 - gaps are met in sequences alone
        return "(?:" + "|".join(self.sequence(option) + r"(?!\S)" for option in part.options) + ")"

    def slot(self, name: str) -> str:
        if name == "time":
            return self.sequence(read_phrase(TIMES[self.language]))
        return {"company": COMPANY, "agent": AGENT, "number": NUMBER, "name": name_of(self.language)}[name]

    def words(self, word: PhraseWord) -> Sequence[str]:
        # an open word is the beginning of others, and what the whole would be spelled like says nothing of them
        return spelled(word.text, self.language) or (word.text.lower(),)

    def firsts(self, parts: Sequence[Part]) -> set[str]:
        """What the first word of a match can be."""
        beginnings: set[str] = set()
        for part in parts:
            beginnings |= self.heads(part)
            if not (isinstance(part, Choice) and part.optional):
                break
        return beginnings

    def heads(self, part: Part) -> set[str]:
        if isinstance(part, Choice):
            return set().union(*(self.firsts(option) for option in part.options))
        if isinstance(part, Slot):
            if part.name == "time":
                return self.firsts(read_phrase(TIMES[self.language]))
            return {{"company": COMPANY, "agent": AGENT, "number": DIGITS, "name": ANY}[part.name]}
        assert isinstance(part, PhraseWord)  # noqa: S101 - no phrase begins with a gap
        first = self.words(part)[0]
        return {f"{first}*" if part.open and len(self.words(part)) == 1 else first}
