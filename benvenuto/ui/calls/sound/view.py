"""What was measured of a call, as the strip shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benvenuto.domain.faults import BenvenutoError, Fault
from benvenuto.domain.measure import UNITS, Measure, Measured, Measurement, Segments, Unit
from benvenuto.languages import Language
from benvenuto.listening.doubts import of_speech
from benvenuto.listening.measures import DEFINITIONS, UNITS_SAID, places
from benvenuto.ui.calls.sound.standing import TeamStanding, standing
from benvenuto.ui.components.labels import strip_labels
from benvenuto.ui.components.segments import deltas
from benvenuto.ui.components.strip import MeasureView, Offer, StripView

RUBRIC = "listening"
"""The rubric above which the strip stands, where a scorecard has it."""

FIRST = (
    Measure.AGENT_SHARE,
    Measure.AGENT_INTERRUPTIONS,
    Measure.CALLER_INTERRUPTIONS,
    Measure.OVERLAP,
    Measure.RESPONSE_LATENCY,
    Measure.LONGEST_MONOLOGUE,
    Measure.DEAD_AIR,
    Measure.HOLD,
    Measure.SPEECH,
    Measure.SILENCE,
)
"""What stands in the strip at once, in this order; the others on request."""

Team = Mapping[Measure, Sequence[float]]


def strip_view(
    say: Language,
    measured: Measured | None,
    team: Team,
    *,
    fault: Fault | None = None,
    may_swap: bool = False,
    doubts: Sequence[BenvenutoError] = (),
) -> StripView:
    """The strip of a recording; of one that still waits when there is nothing measured and no fault."""
    measurements = measured.measurements if measured else ()
    shown = sorted(
        (measurement for measurement in measurements if measurement.measure in FIRST),
        key=lambda measurement: FIRST.index(measurement.measure),
    )
    further = [measurement for measurement in measurements if measurement.measure not in FIRST]
    names = _named(measured)
    views = {
        measurement.measure: _measure(say, measured, measurement, team.get(measurement.measure, ()), names)
        for measurement in measurements
        if measured
    }
    return {
        "title": say.text("How the call sounded"),
        "about": _about(say, team) if measured else "",
        "note": " ".join(
            filter(None, [_note(say, measured, fault), *(say.text(d.template, **d.params) for d in doubts)])
        ),
        "waiting": measured is None and fault is None,
        "swap": _offer(say) if measured and measured.swapped and may_swap else None,
        "rubric": RUBRIC,
        "moments": {name: deltas(segments) for segments, name in names.items()},
        "measures": [views[measurement.measure] for measurement in shown],
        "further": [views[measurement.measure] for measurement in further],
        "labels": strip_labels(say.text),
    }


def one_lane(outline: Sequence[Sequence[float]]) -> Sequence[Sequence[float]]:
    """One waveform of all channels: where they are not a voice each, the sound may be on any of them."""
    return [[max(heights) for heights in zip(*outline, strict=True)]] if outline else ()


def _about(say: Language, team: Team) -> str:
    most = max((len(values) for values in team.values()), default=0)
    if not most:
        return ""
    if standing(None, [0.0] * most).median is None:
        return say.plural(
            "Dots: {n} call from this team, too few to compare.",
            "Dots: {n} calls from this team, too few to compare.",
            most,
        )
    return say.text("Dots: this team's calls. The line is their median; the filled dot is this call.")


def _note(say: Language, measured: Measured | None, fault: Fault | None) -> str:
    if fault:
        return " ".join((say.text("The audio of this call could not be measured."), say.fault(fault)[0]))
    if measured is None:
        return say.text("The audio of this call is being measured. The figures will appear here.")
    return " ".join(say.text(doubt.template) for doubt in of_speech(measured.speech))


def _offer(say: Language) -> Offer:
    return {
        "words": say.text("The voices seem swapped: going by the words, the agent is on the caller's channel."),
        "button": say.text("Swap them"),
    }


def _named(measured: Measured | None) -> Mapping[Segments, str]:
    """Moments with a name, that of the first measure that has them: several measures are taken from the same ones."""
    named: dict[Segments, str] = {}
    for measurement in measured.measurements if measured else ():
        if measurement.segments:
            named.setdefault(measurement.segments, measurement.measure.value)
    return named


def _measure(
    say: Language, measured: Measured, measurement: Measurement, team: Sequence[float], names: Mapping[Segments, str]
) -> MeasureView:
    definition = DEFINITIONS[measurement.measure]
    unit = UNITS.get(measurement.measure, Unit.SECONDS)
    team_standing = standing(measurement.value, team, high=100.0 if unit is Unit.PERCENT else None)
    return {
        "id": measurement.measure.value,
        "title": say.text(definition.title),
        "value": "–" if measurement.value is None else with_unit(say, measurement.value, unit),
        "estimated": measurement.estimated,
        "definition": say.text(definition.words, **places(measured.thresholds, say.number)),
        "origin": _origin(say, measurement),
        "standing": _standing(say, team_standing, unit),
        "dots": list(team_standing.dots),
        "here": team_standing.here,
        "middle": team_standing.middle,
        "n": say.text("n {n}", n=say.number(team_standing.n)) if team_standing.n else "",
        "moments": names.get(measurement.segments, ""),
    }


def with_unit(say: Language, value: float, unit: Unit) -> str:
    """A measured value with its unit, in words; from a minute on, seconds as minutes and seconds."""
    if unit is Unit.SECONDS and value >= 59.95:
        minutes, seconds = divmod(round(value), 60)
        return say.text("{minutes} min {seconds} s", minutes=say.number(minutes), seconds=seconds)
    words = UNITS_SAID[unit]
    return say.text(words.words, value=say.number(value, words.decimals if value else 0))


def _origin(say: Language, measurement: Measurement) -> str:
    if measurement.value is None:
        return say.text("Cannot be told from this call.")
    if measurement.estimated:
        return say.text("Estimated from the audio: the call log does not say.")
    if measurement.measure is Measure.RESPONSE_LATENCY:
        return say.plural("From {n} response.", "From {n} responses.", measurement.n)
    return ""


def _standing(say: Language, team_standing: TeamStanding, unit: Unit) -> str:
    if not team_standing.n:
        return ""
    if team_standing.median is None:
        return say.plural(
            "{n} call from this team: too few to compare.",
            "{n} calls from this team: too few to compare.",
            team_standing.n,
        )
    middle = with_unit(say, team_standing.median, unit)
    if team_standing.lower is None:
        return say.text("{n} calls from this team: half have {median} or less.", n=team_standing.n, median=middle)
    return say.text(
        "{n} calls from this team: half have {median} or less. {lower} have less than this one.",
        n=team_standing.n,
        median=middle,
        lower=team_standing.lower,
    )
