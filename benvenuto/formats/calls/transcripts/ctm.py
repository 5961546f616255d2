"""NIST's CTM, as NeMo and Kaldi write it: a word a line, with its channel or speaker; and RTTM, which has no words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from benvenuto.domain.call import Word
from benvenuto.domain.transcript import Utterance
from benvenuto.formats.calls.transcripts.faults import LINE_NOT_READ, NoWords
from benvenuto.formats.calls.transcripts.kinds import TextFormat
from benvenuto.formats.calls.transcripts.pieces import Piece, parted
from benvenuto.formats.calls.transcripts.places import LONGEST_S, FaultReport, clean, sketch
from benvenuto.formats.calls.transcripts.voice_names import CHANNEL

_LINE = re.compile(r"\S+\s+(\S+)\s+(\d{1,6}(?:\.\d+)?)\s+(\d{1,6}(?:\.\d+)?)\s+(\S+)(?:\s+(\S+))?(?:\s.*)?")
_COMMENT = ";;"
_CHANNELS = {"1": 0, "2": 1, "A": 0, "B": 1}
_LOOKED_AT = 5


def read_ctm(text: str, report: FaultReport) -> Sequence[Utterance]:
    """The words in the order in which they are heard; one that cannot be read is a fault with its line."""
    rows: list[tuple[str, Word]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith(_COMMENT):
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None or (start := float(match[2])) + float(match[3]) > LONGEST_S:
            report.add(number, "", LINE_NOT_READ, found=sketch(line))
            continue
        if words := clean(match[4]):
            rows.append((match[1], Word(words, start, round(start + float(match[3]), 4), _share(match[5]))))
    voices = {voice for voice, _ in rows}
    rows.sort(key=lambda row: row[1].start_s)
    return parted(Piece(word.text, word, _label(voice, voices)) for voice, word in rows)


def _label(voice: str, voices: set[str]) -> str:
    """A channel counts only where there are several: the only one of a file may hold both voices."""
    if voice.upper() not in _CHANNELS:
        return voice
    return CHANNEL.format(_CHANNELS[voice.upper()]) if len(voices) > 1 else ""


def _share(written: str | None) -> float | None:
    try:
        share = float(written or "")
    except ValueError:
        return None
    return share if 0 <= share <= 1 else None


def _no_words(text: str, report: FaultReport) -> Sequence[Utterance]:
    raise NoWords


def _begins_with(pattern: re.Pattern[str], text: str) -> bool:
    lines = [line for line in islice(text[:4000].splitlines(), 2 * _LOOKED_AT) if line.strip()]
    heads = [line for line in lines if not line.startswith(_COMMENT)][:_LOOKED_AT]
    return bool(heads) and all(pattern.fullmatch(line.strip()) for line in heads)


_RTTM = re.compile(r"(?:SPEAKER|SPKR-INFO)\s+\S+\s+\S+\s+\S+\s+\S+\s+<NA>.*")
RTTM = TextFormat("rttm", "RTTM", lambda text: _begins_with(_RTTM, text), _no_words)
CTM = TextFormat("ctm", "CTM", lambda text: _begins_with(_LINE, text), read_ctm)
