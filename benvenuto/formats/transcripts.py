"""Transcripts as plain text: one turn a line, "Agent: ..." or "Caller: ...", a time before it where there is one."""

from __future__ import annotations

import re

from benvenuto.domain.call import Speaker, Turn
from benvenuto.domain.faults import BenvenutoError, Fault, message

LARGEST_BYTES = 2_000_000

_SPEAKERS = {
    **dict.fromkeys(("agent", "operator", "agente", "operatore", "operatrice", "a"), Speaker.AGENT),
    **dict.fromkeys(("caller", "customer", "client", "cliente", "chiamante", "c"), Speaker.CALLER),
}
_LINE = re.compile(
    r"\s*(?:[\[(]?(?:(?P<hours>\d+):)?(?P<minutes>\d{1,3}):(?P<seconds>\d{2}(?:[.,]\d+)?)[\])]?\s+)?"
    r"(?P<who>[^\W\d_]+)\s*:\s*(?P<said>.*)"
)


class NotATranscript(BenvenutoError):
    """No line says who speaks."""

    template = message("No line of {file} begins with a speaker.")
    remedy = message("Begin each turn with “Agent:” or “Caller:”, with a time like 01:23 before it if you have one.")


class UnreadableTranscript(BenvenutoError):
    """Not text, or too much of it."""

    template = message("{file} is not a text of at most {limit} MB.")
    remedy = message("Save the transcript as plain text (UTF-8).")


def read_transcript(content: bytes, file: str) -> tuple[tuple[Turn, ...], list[Fault]]:
    """The turns of a transcript in order; a line without a speaker goes on with the turn before it.

    Raises UnreadableTranscript or NotATranscript when the whole file is none; a first line before any speaker is a
    fault and stops nothing.
    """
    turns: list[Turn] = []
    faults: list[Fault] = []
    for number, line in enumerate(_text(content, file).splitlines(), 1):
        if (turn := _turn(line)) is not None:
            turns.append(turn)
        elif line.strip() and turns:
            last = turns[-1]
            turns[-1] = Turn(last.speaker, f"{last.text} {line.strip()}".strip(), last.start_s)
        elif line.strip():
            template = message("Nobody is said to speak here.")
            remedy = message("Begin the line with “Agent:” or “Caller:”.")
            faults.append(Fault(file, number, "", template, remedy))
    if not turns:
        raise NotATranscript(file=file)
    return tuple(turn for turn in turns if turn.text), faults


def _text(content: bytes, file: str) -> str:
    try:
        if len(content) <= LARGEST_BYTES and b"\0" not in content:
            return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    raise UnreadableTranscript(file=file, limit=LARGEST_BYTES // 1_000_000)


def _turn(line: str) -> Turn | None:
    found = _LINE.fullmatch(line)
    speaker = _SPEAKERS.get(found["who"].casefold()) if found else None
    if found is None or speaker is None:
        return None
    return Turn(speaker, found["said"].strip(), _seconds(found))


def _seconds(found: re.Match[str]) -> float | None:
    if found["minutes"] is None:
        return None
    return 3600 * int(found["hours"] or 0) + 60 * int(found["minutes"]) + float(found["seconds"].replace(",", "."))
