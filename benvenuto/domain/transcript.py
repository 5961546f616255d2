"""From words to turns: stretches of speech of one voice, and the voices of a call put in order of time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from benvenuto.domain.call import Speaker, Turn, Word

PAUSE_S = 1.0
"""A voice that is silent for longer begins a new turn; shorter pauses are breath and thought."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """A stretch of speech of one voice; `label` is what its file calls that voice, "" where it calls it nothing."""

    text: str
    start_s: float | None = None
    end_s: float | None = None
    words: tuple[Word, ...] = ()
    label: str = ""

    def turn(self, speaker: Speaker) -> Turn:
        """The same as a turn of somebody known."""
        return Turn(speaker, self.text, self.start_s, self.end_s, self.words)

    def earlier(self, seconds: float) -> Utterance:
        """The same, so many seconds before."""
        start, end = (time if time is None else round(time - seconds, 4) for time in (self.start_s, self.end_s))
        words = tuple(
            replace(word, start_s=round(word.start_s - seconds, 4), end_s=round(word.end_s - seconds, 4))
            for word in self.words
        )
        return replace(self, start_s=start, end_s=end, words=words)


def utterances(words: Iterable[Word], label: str = "", pause_s: float = PAUSE_S) -> Sequence[Utterance]:
    """The words of one voice, parted where it pauses for longer than `pause_s` seconds, or where time runs back."""
    parts: list[list[Word]] = []
    for word in words:
        last = parts[-1][-1] if parts else None
        if last is None or word.start_s < last.start_s or word.start_s - last.end_s > pause_s:
            parts.append([])
        parts[-1].append(word)
    return [
        Utterance(" ".join(word.text for word in part), part[0].start_s, part[-1].end_s, tuple(part), label)
        for part in parts
    ]


def in_order(turns: Iterable[Turn]) -> tuple[Turn, ...]:
    """The turns by their start; one without a time stays behind the one it followed."""
    known = 0.0
    timed: list[tuple[float, Turn]] = []
    for turn in turns:
        known = known if turn.start_s is None else turn.start_s
        timed.append((known, turn))
    return tuple(turn for _, turn in sorted(timed, key=lambda pair: pair[0]))
