"""Numbers of payment cards: by the scheme's prefix and length and the Luhn digit, or announced as such."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum import luhn

from benvenuto.listening.redaction.kinds import Kind, Personal, cued
from benvenuto.listening.redaction.numbers import Run, digit_runs, joined, windows

_SCHEMES = re.compile(
    r"4\d{15}|4\d{12}|4\d{18}|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01])\d{13}|2720\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}"
    r"|6(?:011|5\d\d|4[4-9]\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12}|62\d{14,17}"
)
_MAESTRO = re.compile(r"(?:50|5[6-9]|6\d)\d{10,17}")
_CUE = re.compile(
    r"\b(?:carta|carte|bancomat|postepay|visa|mastercard|maestro|amex|american express|card|debit|credit)\b", re.I
)
_SECRET = re.compile(
    r"\b(?:cvv|cvc|cv2|codice di sicurezza|security code|three digits on the back|tre cifre sul retro"
    r"|tre cifre dietro)\b",
    re.I,
)
_LEAST, _MOST = 12, 19


def cards(text: str, language: str, asked: str) -> Iterator[Personal]:
    """Card numbers, and the security codes that are announced."""
    for run in digit_runs(text, language):
        start = 0
        while start < len(run):
            end = _card(run, start, text, asked)
            if end:
                yield Personal(run[start].start, run[end - 1].end, Kind.CARD)
            start = end or start + 1
        if len(joined(run)) in (3, 4) and cued(_SECRET, text, run[0].start, asked):
            yield Personal(run[0].start, run[-1].end, Kind.CARD)


def _card(run: Run, start: int, text: str, asked: str) -> int:
    """The sign after a card number that begins at a sign; 0 where none does."""
    for end, digits in windows(run, start, _LEAST, _MOST):
        if luhn.is_valid(digits) and (
            _SCHEMES.fullmatch(digits)
            or (_MAESTRO.fullmatch(digits) and start == 0 and cued(_CUE, text, run[0].start, asked))
        ):
            return end
    # a digit misheard spoils the check, and the other fifteen are still somebody's
    if start == 0 and len(joined(run)) >= _LEAST and cued(_CUE, text, run[0].start, asked):
        return len(run)
    return 0
