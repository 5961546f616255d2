"""What each measure is called and what it counts, as message ids; the thresholds are placeholders in the words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

from benvenuto.domain.faults import message
from benvenuto.domain.measure import Measure, Thresholds, Unit


@dataclass(frozen=True, slots=True)
class Definition:
    """One measure in words: `title` and `words` are message ids, `words` with fields of Thresholds in braces."""

    title: str
    words: str


DEFINITIONS: Mapping[Measure, Definition] = {
    Measure.AGENT_TALK: Definition(
        message("Agent speaks"),
        message("How long the agent speaks in all, pauses left out."),
    ),
    Measure.CALLER_TALK: Definition(
        message("Caller speaks"),
        message("How long the caller speaks in all, pauses left out."),
    ),
    Measure.AGENT_TALK_PERCENT: Definition(
        message("Agent speaks, of the call"),
        message("The agent's talk time in percent of the whole recording."),
    ),
    Measure.CALLER_TALK_PERCENT: Definition(
        message("Caller speaks, of the call"),
        message("The caller's talk time in percent of the whole recording."),
    ),
    Measure.AGENT_SHARE: Definition(
        message("Agent's share of talk"),
        message(
            "Of the time the two speak, how much is the agent's: agent / (agent + caller). At 50% they speak equally."
        ),
    ),
    Measure.OVERLAP: Definition(
        message("Both speak at once"),
        message("How long both speak at the same time, however briefly."),
    ),
    Measure.AGENT_INTERRUPTIONS: Definition(
        message("Agent interrupts"),
        message(
            "How often the agent starts at least {interruption_into_s} s into the caller's turn and more than "
            "{interruption_before_end_s} s before its end, speaks for {interruption_turn_s} s or longer, and both "
            "speak at once for {interruption_overlap_s} s or longer. Pauses under {interruption_pause_s} s do not "
            "end a turn."
        ),
    ),
    Measure.CALLER_INTERRUPTIONS: Definition(
        message("Caller interrupts"),
        message(
            "How often the caller starts at least {interruption_into_s} s into the agent's turn and more than "
            "{interruption_before_end_s} s before its end, speaks for {interruption_turn_s} s or longer, and both "
            "speak at once for {interruption_overlap_s} s or longer. Pauses under {interruption_pause_s} s do not "
            "end a turn."
        ),
    ),
    Measure.AGENT_BACKCHANNELS: Definition(
        message("Agent's listening words"),
        message(
            "How often the agent says something like “yes” or “mm” in the middle of the caller's turn: shorter than "
            "{interruption_turn_s} s, or together for less than {interruption_overlap_s} s, and the caller goes on."
        ),
    ),
    Measure.CALLER_BACKCHANNELS: Definition(
        message("Caller's listening words"),
        message(
            "How often the caller says something like “yes” or “mm” in the middle of the agent's turn: shorter than "
            "{interruption_turn_s} s, or together for less than {interruption_overlap_s} s, and the agent goes on."
        ),
    ),
    Measure.DEAD_AIR: Definition(
        message("Dead air"),
        message("Silences longer than {dead_air_s} s in which neither speaks, added up. Hold is not counted here."),
    ),
    Measure.HOLD: Definition(
        message("Hold"),
        message(
            "How long the caller was on hold: as the call log says or, estimated, music and other sound without "
            "speech for {hold_s} s or longer after the agent's first words (gaps under {hold_pause_s} s in it joined)."
        ),
    ),
    Measure.RESPONSE_LATENCY: Definition(
        message("Time to respond"),
        message(
            "From the end of the caller's turn to the agent's next word, 0 when the agent was already speaking: half "
            "of the responses came faster, half slower. Pauses under {interruption_pause_s} s do not end a turn; a "
            "hold is not counted."
        ),
    ),
    Measure.LONGEST_MONOLOGUE: Definition(
        message("Longest monologue"),
        message(
            "The longest stretch in which the agent keeps speaking: pauses under {monologue_pause_s} s belong to it, "
            "and the caller ends it by speaking for {monologue_break_s} s or longer."
        ),
    ),
    Measure.FIRST_SPEECH: Definition(
        message("First word"),
        message("From the start of the recording to the agent's first word."),
    ),
    Measure.SPEECH_RATE: Definition(
        message("Pace of speech"),
        message("The agent's words in the transcript for each minute the agent speaks, pauses left out."),
    ),
    Measure.SPEECH: Definition(
        message("Speech"),
        message(
            "How long anybody speaks. This recording has both voices in one channel, so whose they are is unknown."
        ),
    ),
    Measure.SILENCE: Definition(
        message("Silence"),
        message("How long nobody speaks, hold music included. Both voices are in one channel of this recording."),
    ),
}


@dataclass(frozen=True, slots=True)
class ValueFormat:
    """How a value is written: `words` is a message id with {value} in it, `decimals` how exact it is."""

    words: str
    decimals: int


UNITS_SAID: Mapping[Unit, ValueFormat] = {
    Unit.SECONDS: ValueFormat(message("{value} s"), 1),
    Unit.PERCENT: ValueFormat(message("{value}%"), 0),
    Unit.COUNT: ValueFormat("{value}", 0),
    Unit.WORDS_PER_MINUTE: ValueFormat(message("{value} words/min"), 0),
}


def places(thresholds: Thresholds, number: Callable[[float, int], str]) -> dict[str, str]:
    """Every threshold by name, as its reader writes numbers: `number` is given a value and how many decimals it has."""
    return {name: number(value, len(f"{value:g}".partition(".")[2])) for name, value in asdict(thresholds).items()}
