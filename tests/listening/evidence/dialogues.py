"""How well the phrases that ship find what is said in whole calls, turn by turn; held_out/calls* explain themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from benvenuto.domain.call import Turn
from benvenuto.listening.evidence import Names
from tests.listening.evidence.accuracy import Counted
from tests.listening.evidence.calls import HELD_OUT, agent, caller, found_in

SETS = ("calls", "calls-apart", "calls-last")
LETTERS: Mapping[str, str] = {
    "g": "greeting", "c": "company", "n": "own-name", "o": "offer", "r": "order-number", "l": "leave", "t": "thanks",
    "p": "said-back", "s": "apology", "k": "permission", "w": "promise", "h": "hedging", "d": "recap",
    "b": "comes-back", "a": "anything-else", "e": "goodbye", "q": "asked", "v": "in-vain",
}  # fmt: skip
_NEAR = (frozenset("wbd"), frozenset("pd"), frozenset("kb"))
"""Letters of which each may well be heard in a turn that has another: a promise is often what was decided."""
_APART_S = 10.0

Labelled = tuple[str, Turn]


def dialogues(name: str, language: str) -> Iterator[tuple[str, list[Labelled]]]:
    """The company and the turns of each call, with their letters."""
    lines = (HELD_OUT / f"{name}.{language}.txt").read_text("utf-8").splitlines()
    company, turns = "", list[Labelled]()
    for line in lines:
        if not line or line.startswith("#"):
            continue
        if line.startswith("= "):
            if turns:
                yield company, turns
            company, turns = line[2:], []
            continue
        sign, speaks = ("|", agent) if " | " in line else (">", caller)
        letters, _, words = line.partition(sign)
        start = len(turns) * _APART_S
        turns.append((letters.replace("-", "").strip(), speaks(words.strip(), start, start + _APART_S / 2)))
    yield company, turns


def counted(name: str, language: str) -> Mapping[str, Counted]:
    """What came of every turn of every call of a set, by evidence."""
    counts = {kind: Counted() for kind in LETTERS.values()}
    for company, turns in dialogues(name, language):
        quotations = found_in([turn for _, turn in turns], language, Names((company,)))
        for letter, kind in LETTERS.items():
            heard = {int((quotation.at_s or 0.0) // _APART_S) for quotation in quotations.get(kind, ())}
            for number, (letters, _) in enumerate(turns):
                near = any(letter in group and group & set(letters) for group in _NEAR)
                there, told_apart = letter in letters, letter.upper() not in letters
                counts[kind].hits += there and told_apart and number in heard
                counts[kind].missed += there and told_apart and number not in heard
                counts[kind].false += not there and told_apart and not near and number in heard
    return counts
