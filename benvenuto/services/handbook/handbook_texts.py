"""All that the handbook is made of: chapters, the policy that they quote, the sound that they offer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from benvenuto.config import PACKAGE
from benvenuto.domain.faults import Fault
from benvenuto.domain.policy import Policy
from benvenuto.domain.rubric import Rubric
from benvenuto.formats.handbook.chapters import (
    Chapter,
    LevelSentence,
    PhraseGroup,
    criteria_faults,
    earned_faults,
    insert_faults,
    law_faults,
    read_earned,
    read_handbook,
    read_phrases,
    reference_faults,
    sections_of,
    standard_faults,
)
from benvenuto.formats.handbook.policy import criterion_faults, read_policy
from benvenuto.listening.excerpts import length_s
from benvenuto.listening.faults import RecordingError

SHIPPED = PACKAGE / "handbook"
"""The chapters that come with the program."""


@dataclass(frozen=True, eq=False)  # it equals itself alone, so that what is made of it can be kept
class HandbookTexts:
    """Where it lies; each part is read when somebody first asks for it, and kept.

    A company's `own` folder, where there is one, adds chapters and sound to those that are shipped.
    """

    own: Path | None
    policy_file: Path
    sample_data: Path

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """Every chapter that can be read, in both languages."""
        return self._chapters[0]

    @property
    def sections(self) -> frozenset[str]:
        """Every address ("slug#anchor") that a criterion may point to."""
        return sections_of(self.chapters)

    @property
    def phrases(self) -> Mapping[str, tuple[PhraseGroup, ...]]:
        """By language, the phrases that fit on one page, by what the caller does."""
        return self._phrases[0]

    @property
    def earned(self) -> Mapping[str, tuple[LevelSentence, ...]]:
        """By language, the sentence that earns each level of a rubric."""
        return self._earned[0]

    @property
    def policy(self) -> Policy:
        """What the company has ruled."""
        return self._policy[0]

    @cached_property
    def recordings(self) -> Mapping[str, Path]:
        """Sound by the name that excerpts call it by; `own`/sound comes before samples."""
        return dict(_recordings(self.own, self.sample_data))

    @cached_property
    def lengths_s(self) -> Mapping[str, float]:
        """How long each recording is that can be read."""
        return {call: length for call, path in self.recordings.items() if (length := _length_s(path))}

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """Every fault, sought when somebody asks: it takes as long as the reading."""
        shipped = (chapter for chapter in self.chapters if Path(chapter.file).is_relative_to(SHIPPED))
        references = reference_faults(self.chapters, self.policy.names, self.lengths_s)
        wording = (*insert_faults(self.chapters, self.policy), *law_faults(self.chapters))
        return (
            *self._chapters[1],
            *self._phrases[1],
            *self._earned[1],
            *self._policy[1],
            *references,
            *wording,
            *standard_faults(shipped),
        )

    def faults_beside(self, rubrics: Mapping[str, Rubric]) -> list[Fault]:
        """What only the rubrics can tell: criteria that chapters or facts name, and that are not there."""
        sections = {
            rubric.id: {criterion.id: criterion.handbook for criterion in rubric.criteria}
            for rubric in rubrics.values()
        }
        faults = [*criteria_faults(self.chapters, sections)]
        return faults + criterion_faults(self.policy_file, {name: list(ones) for name, ones in sections.items()})

    def faults_against(self, rubrics: Mapping[str, Rubric]) -> list[Fault]:
        """Where these rubrics and the handbook do not say one thing: see `earned_faults`."""
        unread = {Path(fault.file).parent.name for fault in self._earned[1]} - self.earned.keys()
        return list(earned_faults(self.earned, self.chapters, rubrics, unread))

    @cached_property
    def _chapters(self) -> tuple[tuple[Chapter, ...], Sequence[Fault]]:
        return read_handbook(SHIPPED, self.own)

    @cached_property
    def _phrases(self) -> tuple[Mapping[str, tuple[PhraseGroup, ...]], Sequence[Fault]]:
        return read_phrases(self.chapters, SHIPPED, self.own)

    @cached_property
    def _earned(self) -> tuple[Mapping[str, tuple[LevelSentence, ...]], Sequence[Fault]]:
        return read_earned(self.chapters, SHIPPED, self.own)

    @cached_property
    def _policy(self) -> tuple[Policy, Sequence[Fault]]:
        return read_policy(self.policy_file)


@cache  # it lies still while a process runs, however many applications that process puts together (tests do)
def handbook_texts(own: Path | None, policy_file: Path, sample_data: Path) -> HandbookTexts:
    """The texts at these places."""
    return HandbookTexts(own, policy_file, sample_data)


def _recordings(own: Path | None, sample_data: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted((sample_data / "casa-lume").glob("*/call.wav")):
        yield path.parent.name, path
    for path in sorted((own / "sound").iterdir()) if own and (own / "sound").is_dir() else ():
        if path.is_file():
            yield path.stem, path


def _length_s(path: Path) -> float | None:
    try:
        return length_s(path)
    except RecordingError:
        return None
