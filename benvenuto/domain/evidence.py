"""Evidence: what in a call speaks for or against a level, words or a measure. It is shown, and never sets a mark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from benvenuto.domain.call import Speaker
from benvenuto.domain.measure import Measure, Segments
from benvenuto.domain.text import Text

PhrasesByLanguage = Mapping[str, tuple[str, ...]]
"""Phrases as benvenuto.domain.phrase reads them, by two-letter language."""


@dataclass(frozen=True, slots=True)
class PhraseEvidence:
    """Evidence in words: one of `phrases`, said by `by` (None: by anybody), unless they are part of an `unless`.

    With `first_turns` only in that many first turns of the speaker, with `last_turns` only in the last ones; 0 is no
    bound.
    """

    phrases: PhrasesByLanguage
    unless: PhrasesByLanguage = field(default_factory=dict)
    by: Speaker | None = Speaker.AGENT
    first_turns: int = 0
    last_turns: int = 0


@dataclass(frozen=True, slots=True)
class Passed:
    """Evidence in sound: a measure that lies above or below a threshold (strictly), in the measure's unit."""

    measure: Measure
    above: float | None = None
    below: float | None = None

    def holds(self, value: float) -> bool:
        """Whether the value has passed every threshold given."""
        return (self.above is None or value > self.above) and (self.below is None or value < self.below)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that a criterion asks to look for. What is `quiet` is shown only where it is found."""

    id: str
    label: Text
    sign: PhraseEvidence | Passed
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words as they stand in the transcript. `at_s` is when they begin, None where the transcript has no times."""

    text: str
    at_s: float | None
    speaker: Speaker


@dataclass(frozen=True, slots=True)
class Finding:
    """Result of looking for one evidence in one call: quotations, or a measured value with its moments.

    `value` is in the measure's unit; `detected` tells whether there are words, or the value has passed its threshold.
    """

    evidence: Evidence
    detected: bool
    quotations: tuple[Quotation, ...] = ()
    value: float | None = None
    segments: Segments = ()

    @property
    def shown(self) -> bool:
        """Whether there is something to tell: that something quiet was not found is no news."""
        return self.detected or not self.evidence.quiet


Findings = Mapping[str, tuple[Finding, ...]]
"""By criterion path, in the rubric's order; a criterion that names no evidence is not in it."""
