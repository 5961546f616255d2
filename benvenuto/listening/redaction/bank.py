"""IBANs: in one piece, in groups, dictated, by their check digits or announced as such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from stdnum import iban

from benvenuto.listening.redaction.kinds import Kind, Personal, cued
from benvenuto.listening.redaction.numbers import Run, code_runs, joined, windows

_HEAD = re.compile(r"[A-Z]{2}\d{2}")
_ITALIAN = re.compile(r"IT\d{2}[A-Z]\d{10}[0-9A-Z]{12}")
_CUE = re.compile(r"\b(?:iban|coordinate bancarie|bank details|conto corrente|bonifico)\b", re.I)
_LEAST, _MOST = 15, 34
_MISHEARD = 18
"""So many characters behind “IBAN” are taken for it though they fail its check."""


def ibans(text: str, language: str, asked: str) -> Iterator[Personal]:
    """International bank account numbers."""
    for run in code_runs(text, language):
        places = [(start, end) for start in range(len(run)) if (end := _iban(run, start))]
        misheard = ((start, len(run)) for start in range(len(run)) if _announced(run, start, text, asked))
        for start, end in places or list(islice(misheard, 1)):
            yield Personal(run[start].start, run[end - 1].end, Kind.IBAN)


def _iban(run: Run, start: int) -> int:
    if _HEAD.match(joined(run[start : start + 4])):
        for end, chars in windows(run, start, _LEAST, _MOST):
            if _ITALIAN.fullmatch(chars) or iban.is_valid(chars, check_country=False):
                return end
    return 0


def _announced(run: Run, start: int, text: str, asked: str) -> bool:
    """Whether what begins here is long enough for an IBAN that was misheard."""
    head = joined(run[start : start + 4])
    rest = joined(run[start:])
    enough = _LEAST if _HEAD.match(head) else _MISHEARD
    starts = _HEAD.match(head) or rest[:1].isdigit()
    digits = sum(char.isdigit() for char in rest)
    return bool(starts and len(rest) >= enough and digits >= 10 and cued(_CUE, text, run[start].start, asked))
