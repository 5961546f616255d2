"""Italian tax codes: the codice fiscale by its form and check character, the partita IVA where it is announced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from stdnum.it import codicefiscale, iva

from benvenuto.listening.redaction.kinds import Kind, Personal, cued
from benvenuto.listening.redaction.numbers import Run, code_runs, digit_runs, windows

_DIGIT = "[0-9LMNPQRSTUV]"
_FORM = re.compile(rf"[A-Z]{{6}}{_DIGIT}{{2}}[ABCDEHLMPRST]{_DIGIT}{{2}}[A-Z]{_DIGIT}{{3}}[A-Z]")
_VAT = re.compile(r"\b(?:partita iva|p\.? ?iva|vat|iva)\b", re.I)
_FISCAL = re.compile(r"\b(?:codice fiscale|fiscal code|tax code|tax id)\b", re.I)
_LENGTH, _VAT_LENGTH = 16, 11


def fiscal_codes(text: str, language: str, asked: str) -> Iterator[Personal]:
    """Codici fiscali and partite IVA."""
    for run in code_runs(text, language):
        places = [(start, end) for start in range(len(run)) if (end := _code(run, start))]
        misheard = ((start, end) for start in range(len(run)) if (end := _announced(run, start, text, asked)))
        for start, end in places or list(islice(misheard, 1)):
            yield Personal(run[start].start, run[end - 1].end, Kind.FISCAL)
    for digits in digit_runs(text, language):
        for start in range(len(digits)):
            before = text[max(0, digits[start].start - 4) : digits[start].start]
            # “IT” before it says what it is as well as words do
            prefixed = re.search(r"\bIT[ -]?$", before)
            for end, chars in windows(digits, start, _VAT_LENGTH, _VAT_LENGTH):
                announced = cued(_VAT, text, digits[start].start, asked)
                if (prefixed and iva.is_valid(chars)) or (announced and (start == 0 or iva.is_valid(chars))):
                    begin = digits[start].start - (len(prefixed.group()) if prefixed else 0)
                    yield Personal(begin, digits[end - 1].end, Kind.FISCAL)


def _code(run: Run, start: int) -> int:
    # stdnum takes a partita IVA for a valid codice fiscale, so the length is asked first
    for end, chars in windows(run, start, _LENGTH, _LENGTH):
        if _FORM.fullmatch(chars) and (codicefiscale.calc_check_digit(chars[:-1]) == chars[-1]):
            return end
    return 0


def _announced(run: Run, start: int, text: str, asked: str) -> int:
    """A code that was misheard, and is still most of somebody's."""
    for end, chars in windows(run, start, _LENGTH - 1, _LENGTH + 1):
        letters = sum(char.isalpha() for char in chars)
        if chars[:3].isalpha() and 6 <= letters <= 12 and cued(_FISCAL, text, run[start].start, asked):
            return end
    return 0
