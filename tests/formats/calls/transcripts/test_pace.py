"""Twice as long a transcript takes twice the work, in every layout: what is done is counted, not timed."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from benvenuto.domain.call import Speaker
from benvenuto.formats.calls.transcripts import TranscriptError, read_transcript
from tests.formats.calls.transcripts.test_layouts import CALL, MADE, written
from tests.formats.calls.transcripts.test_makers import GUESSED, KNOWN
from tests.work import calls_made

FILES = Path(__file__).parent / "files"
TEXTS = {
    "colon": "{who}: {words}\n", "time before": "[{at}] {who}: {words}\n", "play": "{who}\n{words}\n\n",
    "time below": "{who}\n{at}\n{words}\n\n", "table": "| {at} | {who} | {words} |\n", "tab": "{who}\t{at}\t{words}\n",
    "time alone": "{at}\n{who}: {words}\n", "one line": "{who}: {words} ",
}  # fmt: skip


def longer(value: Any, times: int) -> Any:
    """The document with its outermost lists so many times as long."""
    if isinstance(value, list):
        return value * times
    return {key: longer(inner, times) for key, inner in value.items()} if isinstance(value, dict) else value


def ctm(times: int) -> str:
    rows = [(0 if who is Speaker.AGENT else 1, start, text.split()[0]) for who, text, start, _ in CALL]
    return "\n".join(
        f"c {'AB'[side]} {start + 15 * n:.1f} 0.5 {word}" for n in range(times) for side, start, word in rows
    )


def captions(times: int, form: str) -> str:
    return form + "\n".join(
        f"{n}\n00:00:{n % 60:02}.000 --> 00:00:{n % 60:02}.900\n{who.name}: {text}\n"
        for n in range(times)
        for who, text, *_ in CALL
    )


def repeated(document: Any) -> Callable[[int], str]:
    return lambda times: json.dumps(longer(document, times))


def repeated_text(form: str) -> Callable[[int], str]:
    once = written(form)
    return lambda times: (once + "\n" if "\n" in form else once.replace("\n", " ")) * times


LAYOUTS: dict[str, Callable[[int], str]] = {
    **{made.__name__: repeated(made()) for made in (*KNOWN, *GUESSED)},
    **{name: repeated(made) for name, made in MADE.items()},
    **{path.name: repeated(json.loads(path.read_text("utf-8"))) for path in sorted(FILES.glob("*.json"))},
    **{name: repeated_text(form) for name, form in TEXTS.items()},
    "by keys": repeated(
        {"lines": [{"speaker": who.value, "text": text, "start": start} for who, text, start, _ in CALL]}
    ),
    "ctm": ctm,
    "srt": lambda n: captions(n, ""),
    "webvtt": lambda n: captions(n, "WEBVTT\n\n"),
}


def work(content: bytes) -> int:
    """How many functions are called while it is read."""

    def read() -> None:
        # that nobody is named is told when all has been read
        with suppress(TranscriptError):
            read_transcript(content, "call")

    return calls_made(read)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_twice_the_words_are_twice_the_work(layout: str) -> None:
    write = LAYOUTS[layout]
    once, twice, four = (work(write(n).encode()) for n in (20, 40, 80))
    assert four - twice <= 2.2 * (twice - once)
