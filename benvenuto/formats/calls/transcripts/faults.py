"""What can be wrong with a transcript: what was expected, what was found, and where."""

from __future__ import annotations

from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.formats.text_file import FaultKind


class TranscriptError(BenvenutoError):
    """A transcript that cannot be taken; nothing of it has been kept."""


class TooLargeTranscript(TranscriptError):
    """More bytes than hours of talk can fill. `limit`: megabytes."""

    template = message("The transcript is larger than {limit} MB.")
    remedy = message("Check that it is the transcript of one call.")


class TooLongTranscript(TranscriptError):
    """More words or turns than a day of talk has. `limit`: how many."""

    template = message("The transcript has more than {limit} words or turns.")
    remedy = message("Check that it is the transcript of one call.")


class NotText(TranscriptError):
    """Bytes that are no text."""

    template = message("This file is not text in UTF-8.")
    remedy = message("Export the transcript again, or save it from your editor with the encoding UTF-8.")


class NobodySpeaks(TranscriptError):
    """Plain text in which no line says who speaks."""

    template = message("No line begins with a speaker.")
    remedy = message("Begin each turn with “Agent:” or “Caller:”, with a time like 01:23 before it if you have one.")


class BrokenJson(TranscriptError):
    """JSON that ends early or is damaged. `line`, `column`: from where on it cannot be read."""

    template = message("The JSON cannot be read from line {line}, column {column} on.")
    remedy = message("The copy was probably interrupted. Export the transcript again.")


class TooDeepJson(TranscriptError):
    """JSON nested deeper than any transcript."""

    template = message("The JSON is nested too deep to be a transcript.")
    remedy = message("Export the transcript again from where it was made.")


class UnknownShape(TranscriptError):
    """JSON that no reader knows. `known`: the formats that are read; `found`: what stands at the top."""

    template = message("Expected a transcript by {known}, found {found}.")
    remedy = message("Export the transcript in one of these formats, as WebVTT or SRT, or as text with “Agent:” lines.")


class MissingList(TranscriptError):
    """A transcript without the part that holds the words. `format`: its name; `place`: where; `found`: what is."""

    template = message("This looks like {format}, but at “{place}” a list was expected, not {found}.")
    remedy = message("Export the transcript again, whole, from where it was made.")


class EmptyTranscript(TranscriptError):
    """A transcript in which nobody says anything. `format`: its name."""

    template = message("This looks like {format}, but nobody says anything in it.")
    remedy = message("Check that the export was finished, and that it belongs to this call.")


class NobodyNamed(TranscriptError):
    """One stream of words, with nothing that tells the voices apart."""

    template = message("Nothing in this transcript says who speaks.")
    remedy = message(
        "Transcribe each voice into a file of its own, named “…-agent” and “…-caller”; or import this again once a "
        "recording of the call with each voice on its own channel has been analysed."
    )


class NoTimes(TranscriptError):
    """One voice without times cannot be put in order with the other."""

    template = message("The two voices cannot be put in order: this file has no times.")
    remedy = message("Export it with times, for example as JSON, WebVTT or SRT.")


EXPECTED_TEXT = FaultKind(message("Expected a text here, found {found}."), message("This part was skipped."))
EXPECTED_LIST = FaultKind(message("Expected a list here, found {found}."), message("This part was skipped."))
EXPECTED_TIME = FaultKind(
    message("Expected a time in seconds here, found {found}."),
    message("The words were kept without this time."),
)
EXPECTED_MILLISECONDS = FaultKind(
    message("Expected a time in milliseconds here, found {found}."),
    message("The words were kept without this time."),
)
ENDS_BEFORE_START = FaultKind(
    message("The end, {end} s, is before the start, {start} s."),
    message("The start was used for both."),
)
CUE_NOT_READ = FaultKind(
    message("Expected a time like “00:01:02.345 --> 00:01:04.000” here, found {found}."),
    message("This cue was skipped."),
)
NOBODY_HERE = FaultKind(message("No speaker is named here."), message("Begin the line with “Agent:” or “Caller:”."))
AND_MORE = FaultKind(
    message("And {n} more errors of this kind."), message("Export the transcript again to get all of it.")
)
FIRST_IS_AGENT = FaultKind(
    message("The file only calls the voices {labels}; “{agent}”, the first to speak, was taken to be the agent."),
    message("Listen to the beginning. If it is wrong, name the speakers in the file before you import it."),
)
LEFT_OUT = FaultKind(
    message("What “{label}” says was left out: {n} turns by neither agent nor caller."),
    message("No action needed if this is a recorded voice; otherwise name the speaker in the file."),
)
HEARD_ONLY = FaultKind(
    message(
        "The file does not say who speaks: each line was given to whoever is speaking at that point in the recording."
    ),
    message("No action needed; where both speak at once, listen."),
)
