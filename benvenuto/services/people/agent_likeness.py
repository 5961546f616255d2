"""Who an agent could be whom a call log names in a way nobody knows: by likeness, to be proposed and confirmed."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import IntEnum
from itertools import permutations

from benvenuto.domain.people import Person
from benvenuto.formats.calls.call_log.synonyms import MACHINES, phrases
from benvenuto.services.people.agents_of_logs import without_channel

MOST_LIKELY = 5

_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOISE = frozenset(
    phrases(
        """agent|agente|sip|pjsip|iax|iax2|local|ext|int|interno|extension|operatore|operatrice|operator|op|user|utente
        sig|ra|dott|ssa|mr|mrs|ms|dr"""
    )
)
_MACHINES = frozenset(phrases(MACHINES))
_LONGEST = 120  # characters
_FEW = 3  # words of a name
_SHORTEST_NUMBER = 2
_SHORTEST_NAME = 6
_CLOSE = 0.87  # of two names, one letter of ten is another


class _Likeness(IntEnum):
    """How much speaks for a person. What is only close may be somebody else's name, and is never proposed."""

    NOTHING = 0
    CLOSE = 1
    WORD = 2
    PARTS = 3
    WHOLE = 4


@dataclass(frozen=True, slots=True)
class LikelyAgents:
    """The people who could be meant, the likeliest first; `proposed` is the one for whom more speaks than for all
    others, None where there is no such one."""

    people: Sequence[int] = ()
    proposed: int | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """How an agent can be written: the words of the name, those of user name and code, several in one, numbers."""

    id: int
    name: frozenset[str]
    others: frozenset[str]
    joined: frozenset[str]
    shortened: frozenset[str]
    numbers: frozenset[str]

    @classmethod
    def of(cls, person: Person, further: Sequence[str]) -> _Known:
        """Those of a person, who is known by further codes."""
        name = [token for token in _tokens(person.name) if not token.isdecimal()]
        codes = [token for text in (person.username, person.agent_code) for token in _tokens(text)]
        orders = [name, name[::-1]] if len(name) > _FEW else list(permutations(name))
        pairs = list(permutations(name, 2))
        return cls(
            person.id,
            frozenset(name),
            frozenset(codes),
            frozenset(("".join(_tokens(person.username)), *("".join(order) for order in orders if len(name) > 1))),
            frozenset(
                (*(first[0] + second for first, second in pairs), *(first + second[0] for first, second in pairs))
            ),
            _numbers([*codes, *(token for text in further for token in _tokens(text))]),
        )

    def likeness(self, letters: Sequence[str], numbers: frozenset[str]) -> _Likeness:
        """How much the words and numbers speak for this person."""
        whole, words = "".join(letters), set(letters)
        if whole and (whole in self.joined or (self.name == words and len(words) > 1)):
            return _Likeness.WHOLE
        initials = {word for word in words if len(word) == 1 and any(part.startswith(word) for part in self.name)}
        if words <= self.name | self.others | self.shortened | initials:
            if numbers and numbers <= self.numbers:
                return _Likeness.WHOLE
            if len(words) > len(initials):
                return _Likeness.PARTS if len(words) > 1 or words & self.shortened else _Likeness.WORD
        if len(self.name) > 1 and self.name <= words:
            return _Likeness.PARTS
        return _Likeness.CLOSE if numbers & self.numbers or self._is_close(letters) else _Likeness.NOTHING

    def _is_close(self, letters: Sequence[str]) -> bool:
        mine, others = " ".join(sorted(self.name)), " ".join(sorted(letters))
        if min(len(mine), len(others)) < _SHORTEST_NAME:
            return False
        matcher = SequenceMatcher(None, mine, others)
        return all(ratio() >= _CLOSE for ratio in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio))


class Likenesses:
    """The agents there are, to compare with what logs call theirs."""

    def __init__(self, people: Iterable[Person], further_codes: Mapping[str, int]) -> None:
        codes = defaultdict[int, list[str]](list)
        for code, person_id in further_codes.items():
            codes[person_id].append(code)
        self._people = [_Known.of(person, codes[person.id]) for person in people]

    def of(self, words: str) -> LikelyAgents:
        """Who could be meant by these words; nobody by those of a queue or a voicemail."""
        tokens = _tokens(words)
        if not tokens or _MACHINES & set(tokens):
            return LikelyAgents()
        letters, numbers = [token for token in tokens if not token.isdecimal()], _numbers(tokens)
        by_number = {known.id for known in self._people if numbers & known.numbers}
        each = ((known.likeness(letters, numbers), known.id) for known in self._people)
        likely = sorted((pair for pair in each if pair[0] > _Likeness.NOTHING), key=lambda pair: -pair[0])
        if not likely:
            return LikelyAgents()
        best = [person_id for likeness, person_id in likely if likeness == likely[0][0]]
        is_clear = len(best) == 1 and likely[0][0] >= _Likeness.WORD and by_number <= set(best)
        return LikelyAgents([person_id for _, person_id in likely[:MOST_LIKELY]], best[0] if is_clear else None)


def _tokens(words: str) -> list[str]:
    """Its words and numbers, in small letters without accents; of an address what stands before the @."""
    text = without_channel(words[:_LONGEST]).split("@", maxsplit=1)[0]
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return [token for token in _TOKEN.findall(_CAMEL.sub(" ", plain).casefold()) if token not in _NOISE]


def _numbers(tokens: Iterable[str]) -> frozenset[str]:
    """The extensions among them: 0201 is 201."""
    return frozenset(token.lstrip("0") for token in tokens if token.isdecimal() and len(token) >= _SHORTEST_NUMBER)
