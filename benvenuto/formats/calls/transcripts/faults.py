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

    template = message("This file is not text.")
    remedy = message("Export the transcript again as JSON, WebVTT, SRT, text or Word document.")


class NotWord(TranscriptError):
    """An archive that is no Word document, or a damaged one."""

    template = message("This is a ZIP archive or an office file, but not a Word document with text.")
    remedy = message("Export the transcript as WebVTT, SRT, text or .docx.")


class OtherKind(TranscriptError):
    """Text of a kind that is known and not read. `kind`: what it is called."""

    template = message("Files of this kind are not read: {kind}.")
    remedy = message("Export the transcript as JSON, WebVTT, SRT, text or .docx.")


class NoWords(TranscriptError):
    """An RTTM file: who speaks when, without a word."""

    template = message("This file says who speaks when, but not what is said.")
    remedy = message("Export words and speakers together, for example as JSON or CTM.")


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
EXPECTED_DURATION = FaultKind(
    message("Expected a time here, found {found}."),
    message("The words were kept without this time."),
)
MORE_PAGES = FaultKind(
    message("This is one page of the transcript: the file names another that follows."),
    message("Export all pages into one file, else the end of the call is missing."),
)
ODD_PACE = FaultKind(
    message("By its times, {letters} letters a second are spoken in this transcript."),
    message("Check the times: they may be in another unit than the format has."),
)
BY_THE_CLOCK = FaultKind(
    message("The times begin at {first}, so they are those of the clock; they were counted from the first words."),
    message("If the recording begins earlier, the words stand too early in it: compare the first line."),
)
ENDS_BEFORE_START = FaultKind(
    message("The end, {end} s, is before the start, {start} s."),
    message("The start was used for both."),
)
LINE_NOT_READ = FaultKind(
    message("Expected a word with its times here, found {found}."),
    message("This line was skipped."),
)
CUE_NOT_READ = FaultKind(
    message("Expected a time like “00:01:02.345 --> 00:01:04.000” here, found {found}."),
    message("This cue was skipped."),
)
NO_CUE = FaultKind(
    message("This line stands before the first cue, without a time."),
    message("It was left out. Check that the file was exported whole."),
)
NOBODY_HERE = FaultKind(message("No speaker is named here."), message("Begin the line with “Agent:” or “Caller:”."))
AND_MORE = FaultKind(
    message("And {n} more errors of this kind."), message("Export the transcript again to get all of it.")
)
FIRST_IS_AGENT = FaultKind(
    message("The file only calls the voices {labels}; “{agent}”, the first to speak, was taken to be the agent."),
    message("Listen to the beginning. If it is wrong, swap agent and caller on the call's page."),
)
BY_WORDS = FaultKind(
    message(
        "The file only calls the voices {labels}; “{agent}”, who speaks as an agent does, was taken to be the agent."
    ),
    message("No action needed; if it is wrong, swap agent and caller on the call's page."),
)
NAMES_CROSSED = FaultKind(
    message("File and recording contradict each other: what the agent says by name is heard on the caller's side."),
    message(
        "The names were kept. Listen to the beginning; if they are wrong, swap agent and caller on the call's page."
    ),
)
CHANNELS_CROSSED = FaultKind(
    message("The file's channels are not those of the recording; each voice was given to whoever is heard in it."),
    message("No action needed; if it is wrong, swap agent and caller on the call's page."),
)
THIRD_VOICE = FaultKind(
    message("“{label}” is neither agent nor caller; what it says was kept as another voice (turns: {n})."),
    message("No action needed if this is a recording or a third person; otherwise name the speaker in the file."),
)
NOBODY_NAMED_HERE = FaultKind(
    message("Nothing says who speaks here, so it was kept as another voice (turns: {n}). The first: {first}"),
    message(
        "No action needed to score the call: they count for neither side. To change it, name the speaker in the file."
    ),
)
NOBODY_HEARD = FaultKind(
    message("Nobody is heard here in the recording, so it was kept as another voice (turns: {n}). The first: {first}"),
    message("No action needed: recognisers write words over silence, and they are no evidence."),
)
TIMES_ELSEWHERE = FaultKind(
    message(
        "Where this transcript has words, nobody is heard in the recording ({n} of {of} turns): the times do not fit."
    ),
    message("Check that transcript and recording are of the same call."),
)
LOOKS_LIKE_NAME = FaultKind(
    message("“{label}” stands before a colon on this line alone and was read as part of what is said."),
    message("If it is a speaker, write the name on every line that this person says."),
)
HEARD_ONLY = FaultKind(
    message(
        "The file does not say who speaks: each line was given to whoever is speaking at that point in the recording."
    ),
    message("No action needed; where both speak at once, listen."),
)
READ_BY_KEYS = FaultKind(
    message("This layout is unknown: it was read by its keys {keys}, with times in {unit}."),
    message("Compare a few lines and times with the recording before the call is scored."),
)
