"""Evidence as people read it: what was found as quotations and values with their times, and what was not found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benvenuto.domain.evidence import Finding, Findings, Passed
from benvenuto.domain.measure import UNITS, Unit
from benvenuto.ui.calls.sound.view import with_unit
from benvenuto.ui.components.player import Pin
from benvenuto.ui.context import PageContext

_STARTS = 3
"""Segments of a measure that are offered beside it; all of them are in the strip of measures."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One thing found, ready to be shown: what was looked for, what is there, and where, in seconds.

    `id` is its place in the evaluation; `quote` tells words that were said from a measured value. What was found
    again after the `first` time needs no label of its own.
    """

    id: str
    label: str
    text: str
    quote: bool
    at_s: tuple[float, ...]
    first: bool = True


def traces(ctx: PageContext, path: str, findings: Sequence[Finding]) -> list[Trace]:
    """What was found for one criterion; a measure that is not quiet is told on either side of its threshold."""
    return [trace for finding in findings if finding.shown for trace in _traces(ctx, path, finding)]


def missing(ctx: PageContext, findings: Sequence[Finding]) -> str:
    """One line about what was looked for in the words and not found, "" when there is nothing to tell."""
    labels = [
        _inside(finding.evidence.label.in_language(ctx.say.code))
        for finding in findings
        if finding.shown and not finding.detected and not isinstance(finding.evidence.sign, Passed)
    ]
    return ctx._("Not detected, please listen: {what}", what=", ".join(labels)) if labels else ""


def pins(ctx: PageContext, findings: Findings) -> list[Pin]:
    """Where words were found, as pins for the player; measures have their own place there."""
    return [
        {"id": f"{trace.id}-{number}", "at_s": at_s, "label": f"{trace.label}: {trace.text}"}
        for path, own in findings.items()
        for trace in traces(ctx, path, own)
        if trace.quote
        for number, at_s in enumerate(trace.at_s)
    ]


def _inside(label: str) -> str:
    """A label as it stands within a sentence."""
    return label[:1].lower() + label[1:]


def _traces(ctx: PageContext, path: str, finding: Finding) -> Iterator[Trace]:
    evidence = finding.evidence
    label = evidence.label.in_language(ctx.say.code)
    if isinstance(evidence.sign, Passed):
        starts = tuple(segment.start_s for segment in finding.segments[:_STARTS])
        yield Trace(f"{path}/{evidence.id}", label, _value(ctx, finding, evidence.sign), quote=False, at_s=starts)
        return
    for number, quotation in enumerate(finding.quotations):
        at_s = () if quotation.at_s is None else (quotation.at_s,)
        text = ctx.say.quoted(quotation.text)
        yield Trace(f"{path}/{evidence.id}/{number}", label, text, quote=True, at_s=at_s, first=not number)


def _value(ctx: PageContext, finding: Finding, sign: Passed) -> str:
    """The value with the threshold beside it, as every measure has it."""
    unit = UNITS.get(sign.measure, Unit.SECONDS)
    value = with_unit(ctx.say, finding.value or 0.0, unit)
    bounds = [(">", sign.above), ("<", sign.below)]
    written = ", ".join(f"{mark} {with_unit(ctx.say, bound, unit)}" for mark, bound in bounds if bound is not None)
    return f"{value} ({written})"
