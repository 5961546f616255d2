"""Digits and letters as they are dictated: figures, number words, “double four”, “R come Roma”, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from benvenuto.listening.evidence.numbers import TENS, number_words
from benvenuto.listening.evidence.vocabulary import plain

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
_HUNDREDS = {"cento": 1, "duecento": 2, "trecento": 3, "quattrocento": 4, "cinquecento": 5} | {
    "seicento": 6,
    "settecento": 7,
    "ottocento": 8,
    "novecento": 9,
}
_TIMES: Mapping[str, Mapping[str, int]] = {
    "it": {"doppio": 2, "doppia": 2, "triplo": 3, "tripla": 3},
    "en": {"double": 2, "triple": 3, "treble": 3, "quadruple": 4},
}
_ROUND = {"hundred": "00", "thousand": "000"}
_POINTS = frozenset(",.-/()–—…·;")
_FILLERS: Mapping[str, frozenset[str]] = {
    "it": frozenset(
        [
            "e",
            "ed",
            "poi",
            "ehm",
            "eh",
            "ah",
            "mh",
            "mhm",
            "allora",
            "ancora",
            "quindi",
            "ok",
            "okay",
            "si",
            "trattino",
            "barra",
            "spazio",
            "punto",
            "virgola",
            "dunque",
            "ecco",
            "aspetti",
            "aspetta",
            "attimo",
            "un",
            "finale",
            "infine",
        ]
    ),
    "en": frozenset(
        [
            "and",
            "then",
            "uh",
            "um",
            "er",
            "erm",
            "ah",
            "mm",
            "so",
            "okay",
            "ok",
            "yes",
            "yeah",
            "dash",
            "space",
            "slash",
            "hyphen",
            "stroke",
            "comma",
            "right",
            "next",
            "followed",
            "by",
            "again",
            "finally",
            "lastly",
        ]
    ),
}
_AS: Mapping[str, Sequence[str]] = {"it": ("come", "di"), "en": ("for", "as", "like")}
_LETTERS_IT: Mapping[str, str] = dict(
    pair.split(":")
    for pair in [
        "bi:B",
        "ci:C",
        "di:D",
        "effe:F",
        "gi:G",
        "acca:H",
        "cappa:K",
        "kappa:K",
        "elle:L",
        "emme:M",
        "enne:N",
        "pi:P",
        "cu:Q",
        "qu:Q",
        "erre:R",
        "esse:S",
        "ti:T",
        "vu:V",
        "vi:V",
        "ics:X",
        "ipsilon:Y",
        "zeta:Z",
        "ancona:A",
        "bologna:B",
        "como:C",
        "domodossola:D",
        "empoli:E",
        "firenze:F",
        "genova:G",
        "hotel:H",
        "imola:I",
        "italia:I",
        "jolly:J",
        "livorno:L",
        "milano:M",
        "napoli:N",
        "otranto:O",
        "palermo:P",
        "padova:P",
        "quarto:Q",
        "roma:R",
        "savona:S",
        "torino:T",
        "udine:U",
        "venezia:V",
        "verona:V",
        "washington:W",
        "xilofono:X",
        "york:Y",
        "zara:Z",
    ]
)
_LETTERS_EN: Mapping[str, str] = {
    word: word[0].upper()
    for word in [
        "alfa",
        "alpha",
        "bravo",
        "charlie",
        "delta",
        "echo",
        "foxtrot",
        "golf",
        "hotel",
        "india",
        "juliet",
        "juliett",
        "kilo",
        "lima",
        "mike",
        "november",
        "oscar",
        "papa",
        "quebec",
        "romeo",
        "sierra",
        "tango",
        "uniform",
        "victor",
        "whiskey",
        "whisky",
        "xray",
        "yankee",
        "zulu",
        "zed",
        "zee",
    ]
} | {"ex": "X", "ess": "S", "ar": "R", "em": "M", "en": "N", "el": "L", "ell": "L", "ef": "F", "eff": "F"}
_LETTER_NAMES: Mapping[str, Mapping[str, str]] = {"it": _LETTERS_IT, "en": _LETTERS_EN}
_RAW_MOST, _TRIPLET = 6, 3


@dataclass(frozen=True, slots=True)
class Sign:
    """What one dictated word stands for: digits, or letters of a code in capitals."""

    chars: str
    start: int
    end: int


Run = Sequence[Sign]
"""Signs with nothing but pauses and fillers between them."""


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    raw: str
    start: int
    end: int


def digit_runs(text: str, language: str) -> Iterator[Run]:
    """Runs of digits alone."""
    return _runs(_tokens(text), language, letters=False, fillers=True)


def code_runs(text: str, language: str) -> Iterator[Run]:
    """Runs of digits and letters; twice, once with “e” and its like as words and once as letters."""
    tokens = _tokens(text)
    yield from _runs(tokens, language, letters=True, fillers=True)
    yield from _runs(tokens, language, letters=True, fillers=False)


def joined(run: Run) -> str:
    """The characters of a run."""
    return "".join(sign.chars for sign in run)


def windows(run: Run, start: int, least: int, most: int) -> Iterator[tuple[int, str]]:
    """From one sign on, every stretch of so many characters, the longest first: the sign after it, and the stretch."""
    chars, ends = "", []
    for place in range(start, len(run)):
        chars += run[place].chars
        if len(chars) > most:
            break
        if len(chars) >= least:
            ends.append((place + 1, chars))
    return reversed(ends)


def is_letter(word: str, language: str) -> bool:
    """Whether a word stands for a letter: itself, or the letter's name."""
    return len(word) == 1 or word.casefold() in _LETTER_NAMES[language]


@cache
def _numbers(language: str) -> Mapping[str, str]:
    small = dict(number_words(language))
    if language == "it":
        below = {word: int(digits) for word, digits in small.items()}
        small |= {word: str(value * 100) for word, value in _HUNDREDS.items()}
        for hundred, value in _HUNDREDS.items():
            for word, rest in below.items():
                if rest:
                    small[hundred + word] = small[hundred[:-1] + word] = str(value * 100 + rest)
        small["un"] = "1"
        # the short form with a lost vowel may be a word of its own
        small.pop("cent", None)
    else:
        small["nought"] = small["naught"] = small["nil"] = "0"
    return small


def _tokens(text: str) -> Sequence[_Token]:
    return [
        _Token(plain(match.group()).lower(), match.group(), match.start(), match.end())
        for match in _TOKEN.finditer(text)
    ]


def _runs(tokens: Sequence[_Token], language: str, *, letters: bool, fillers: bool) -> Iterator[Run]:
    run: list[Sign] = []
    place = 0
    while place < len(tokens):
        sign, taken = _sign(tokens, place, language, run, letters=letters)
        skipped = tokens[place].word in _POINTS or (
            tokens[place].word in _FILLERS[language] and (fillers or len(tokens[place].word) > 1)
        )
        if skipped and taken == 1 and not (sign and not fillers):
            place += 1
            continue
        if sign is None:
            if run:
                yield run
            run = []
            place += 1
            continue
        _add(run, sign, language)
        place += taken
    if run:
        yield run


def _add(run: list[Sign], sign: Sign, language: str) -> None:
    last = run[-1] if run else None
    # “twenty four” is one number
    if language == "en" and last and last.chars in TENS and len(sign.chars) == 1 and sign.chars in "123456789":
        run[-1] = Sign(last.chars[0] + sign.chars, last.start, sign.end)
    else:
        run.append(sign)


def _sign(tokens: Sequence[_Token], place: int, language: str, run: Run, *, letters: bool) -> tuple[Sign | None, int]:  # noqa: PLR0911
    """The sign that begins at a token, if any, and how many tokens it takes."""
    token = tokens[place]
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if letters and len(token.word) == 1 and (length := spelled_with(tokens, place, token.word.upper(), language)):
        return Sign(token.word.upper(), token.start, tokens[place + length - 1].end), length
    digits = _digits(token, language, bool(run))
    if following and digits and following.word in ("zeri", "zeros", "zeroes", "ohs") and len(digits) == 1:
        return Sign("0" * int(digits), token.start, following.end), 2
    if following and (times := _TIMES[language].get(token.word)):
        if letters and token.word == "doppia" and following.word in ("vu", "v"):
            return Sign("W", token.start, following.end), 2
        sign, taken = _sign(tokens, place + 1, language, run, letters=letters)
        if sign and len(sign.chars) == 1:
            return Sign(sign.chars * times, token.start, sign.end), taken + 1
        return None, 1
    if not digits and language == "en" and token.word in ("oh", "o") and following:
        # “oh” is a zero where a digit follows
        digits = "0" if _digits(following, language, True) or following.word in _TIMES[language] else ""
    if digits:
        if token.word == "un" and not run:
            return None, 1
        return Sign(digits, token.start, token.end), 1
    if token.word in _ROUND and run and language == "en":
        return Sign(_ROUND[token.word], token.start, token.end), 1
    return _letter(tokens, place, language) if letters else (None, 1)


def _digits(token: _Token, language: str, within: bool) -> str:
    if token.word.isascii() and token.word.isdigit():
        return token.word
    if language == "en" and token.word in ("oh", "o") and within:
        return "0"
    return _numbers(language).get(token.word, "")


def _letter(tokens: Sequence[_Token], place: int, language: str) -> tuple[Sign | None, int]:
    token = tokens[place]
    names = _LETTER_NAMES[language]
    letter = token.word.upper() if len(token.word) == 1 and token.word.isalpha() else names.get(token.word, "")
    if letter == "I" and place + 1 < len(tokens) and tokens[place + 1].word in ("lunga", "lungo"):
        return Sign("J", token.start, tokens[place + 1].end), 2
    if letter and (length := spelled_with(tokens, place, letter, language)):
        return Sign(letter, token.start, tokens[place + length - 1].end), length
    if letter:
        return Sign(letter, token.start, token.end), 1
    if token.raw.isascii() and token.raw.isalpha() and len(token.raw) <= _RAW_MOST and _is_raw(tokens, place, language):
        return Sign(token.raw.upper(), token.start, token.end), 1
    return None, 1


def _is_raw(tokens: Sequence[_Token], place: int, language: str) -> bool:
    token = tokens[place]
    if token.raw.isupper():
        return True
    before = tokens[place - 1] if place else None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if after and (after.start == token.end and after.raw.isdigit()):
        return True
    if before and before.raw.isdigit() and (before.end == token.start or (after and after.raw.isdigit())):
        return True
    # a country before its check digits, and what stands in blanks: “rss mra 85t10”
    return bool(after and len(token.raw) == 2 and _digits(after, language, False)) or (
        len(token.raw) == _TRIPLET and any(near.raw.isdigit() for near in tokens[place + 1 : place + 3])
    )


def spelled_with(tokens: Sequence[_Token], place: int, letter: str, language: str) -> int:
    """How many tokens “R come Roma”, “R as in Romeo” takes from a place; 0 where it is none."""
    rest = [token.word for token in tokens[place + 1 : place + 4]]
    if not rest or rest[0] not in _AS[language]:
        return 0
    named = 2 if rest[0] == "as" and rest[1:2] == ["in"] else 1
    if len(rest) > named and len(rest[named]) > 1 and rest[named][0].upper() == letter:
        return named + 2
    return 0


def spellings(text: str, language: str) -> Iterator[Sequence[Sign]]:
    """Runs of letters that are each spelled with a word: “R come Roma, O come Otranto”."""
    tokens = _tokens(text)
    run: list[Sign] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        letter = token.word.upper() if len(token.word) == 1 else _LETTER_NAMES[language].get(token.word, "")
        length = spelled_with(tokens, place, letter, language) if letter else 0
        if length:
            run.append(Sign(letter, token.start, tokens[place + length - 1].end))
            place += length
            continue
        if token.word not in _POINTS and token.word not in _FILLERS[language]:
            if run:
                yield run
            run = []
        place += 1
    if run:
        yield run
