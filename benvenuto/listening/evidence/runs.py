"""A transcript as its speakers hear it: what one says until the other speaks is one turn, however it was cut up."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from benvenuto.domain.call import SIDES, Speaker, Turn
from benvenuto.domain.evidence import PhraseEvidence
from benvenuto.listening.evidence.words import SpokenWords, words_of


@dataclass(slots=True)
class SpeakerRun:
    """Turns of one speaker with nobody's words in between.

    `from_start` and `from_end` count the speaker's runs from 0. `offsets` are where in `text` each turn begins.
    """

    speaker: Speaker
    turns: list[Turn]
    text: str
    offsets: list[int]
    words: SpokenWords
    from_start: int = 0
    from_end: int = 0

    def at_s(self, offset: int) -> float | None:
        """When the character at this place of `text` was said, in seconds; None where the transcript has no times."""
        number = bisect_right(self.offsets, offset) - 1
        turn, inside = self.turns[number], offset - self.offsets[number]
        if turn.words:
            return _word_time(turn, inside)
        if turn.start_s is None or turn.end_s is None or not inside:
            return turn.start_s
        # between the times that are known, speech runs evenly enough to find the sentence
        return turn.start_s + (turn.end_s - turn.start_s) * inside / max(len(turn.text), 1)

    def within(self, evidence: PhraseEvidence) -> bool:
        """Whether this is where the words are to be looked for.

        The first turns never reach the speaker's last one, nor the last ones the first, unless there is only one.
        """
        if self.speaker not in (SIDES if evidence.by is None else (evidence.by,)):
            return False
        alone = self.from_start == self.from_end == 0
        if evidence.first_turns:
            return self.from_start < evidence.first_turns and (alone or self.from_end > 0)
        if evidence.last_turns:
            return self.from_end < evidence.last_turns and (alone or self.from_start > 0)
        return True


def runs_of(turns: Sequence[Turn], language: str) -> list[SpeakerRun]:
    """The runs of a transcript in order; turns without a word are nobody's."""
    runs: list[SpeakerRun] = []
    for turn in turns:
        words = words_of(turn.text, language)
        if not words.words:
            continue
        if runs and runs[-1].speaker is turn.speaker:
            runs[-1].turns.append(turn)
        else:
            runs.append(SpeakerRun(turn.speaker, [turn], turn.text, [0], words))
    for speaker in Speaker:
        own = [run for run in runs if run.speaker is speaker]
        for number, run in enumerate(own):
            run.from_start, run.from_end = number, len(own) - 1 - number
    for run in runs:
        if len(run.turns) > 1:
            _put_together(run, language)
    return runs


def _put_together(run: SpeakerRun, language: str) -> None:
    run.offsets = list(accumulate((len(turn.text) + 1 for turn in run.turns), initial=0))[:-1]
    run.text = " ".join(turn.text for turn in run.turns)
    run.words = words_of(run.text, language)


def _word_time(turn: Turn, inside: int) -> float | None:
    """The beginning of the last timed word that starts at or before this place of the turn's text."""
    place, start_s = 0, turn.start_s
    for word in turn.words:
        # searched onwards, not counted: the text may hold more than the words that have times
        at = turn.text.find(word.text.strip(), place)
        if at < 0:
            continue
        if at > inside:
            break
        place, start_s = at + 1, word.start_s
    return start_s
