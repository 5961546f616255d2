"""All that the handbook is made of, read together: chapters, the policy that they quote, the sound that they offer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from benvenuto.domain.faults import Fault
from benvenuto.domain.policy import Policy
from benvenuto.domain.rubric import Rubric
from benvenuto.formats.handbook import Chapter, criteria_faults, read_handbook, reference_faults, standard_faults
from benvenuto.formats.policy import criterion_faults, read_policy
from benvenuto.listening.excerpts import length_s
from benvenuto.listening.faults import RecordingError

SHIPPED = Path(__file__).parents[1] / "handbook"
"""The chapters that come with the program."""


@dataclass(frozen=True, eq=False)  # one reading equals itself alone, so that what is made of it can be kept
class HandbookTexts:
    """What was read; `policy_file` is where the policy lies, `lengths_s` how long sound is."""

    chapters: tuple[Chapter, ...]
    policy: Policy
    policy_file: Path
    recordings: Mapping[str, Path]
    lengths_s: Mapping[str, float]
    reading_faults: tuple[Fault, ...]

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """Every fault, sought when somebody asks: it takes as long as the reading."""
        shipped = (one for one in self.chapters if Path(one.file).is_relative_to(SHIPPED))
        references = reference_faults(self.chapters, self.policy.names, self.lengths_s)
        return (*self.reading_faults, *references, *standard_faults(shipped))

    def faults_beside(self, rubrics: Mapping[str, Rubric]) -> list[Fault]:
        """What only the rubrics can tell: criteria that chapters or facts name, and that are not there."""
        sections = {
            one.id: {criterion.id: criterion.handbook for criterion in one.criteria} for one in rubrics.values()
        }
        faults = [*criteria_faults(self.chapters, sections)]
        return faults + criterion_faults(self.policy_file, {name: list(ones) for name, ones in sections.items()})


@cache  # it lies still while a process runs, however many applications that process puts together (tests do)
def read_texts(own: Path | None, policy_file: Path, sample_data: Path) -> HandbookTexts:
    """The chapters that ship, with those of a company's `own` folder; recordings of `own`/sound come before samples."""
    chapters, faults = read_handbook(SHIPPED, own)
    policy, policy_faults = read_policy(policy_file)
    recordings = dict(_recordings(own, sample_data))
    lengths_s = {call: length for call, path in recordings.items() if (length := _length_s(path))}
    return HandbookTexts(chapters, policy, policy_file, recordings, lengths_s, (*faults, *policy_faults))


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
