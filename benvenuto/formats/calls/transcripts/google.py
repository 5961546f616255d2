"""Transcripts of Google: Speech-to-Text, and the conversations of its contact center insights."""

from __future__ import annotations

from itertools import chain
from typing import Any

from benvenuto.formats.calls.transcripts.kinds import head_of, list_at, within
from benvenuto.formats.calls.transcripts.places import JsonPlace
from benvenuto.formats.calls.transcripts.shapes import Fields, FileShape, shaped
from benvenuto.formats.calls.transcripts.times import Times, seconds

# Google Cloud Speech-to-Text v1 and v2; times come from protocol buffers, which leave out what is 0
_GOOGLE_WORD = Fields(
    ("word",),
    Times(
        (("startTime", seconds), ("startOffset", seconds), ("start_time", seconds), ("start_offset", seconds)),
        (("endTime", seconds), ("endOffset", seconds), ("end_time", seconds), ("end_offset", seconds)),
        from_zero=True,
    ),
    speaker=("speakerLabel", "speakerTag", "speaker_label", "speaker_tag"),
)
_GOOGLE_LINE = Fields(
    ("alternatives.0.transcript",),
    Times(
        (),
        (
            ("resultEndTime", seconds), ("resultEndOffset", seconds), ("result_end_time", seconds),
            ("result_end_offset", seconds),
        ),
    ),
)  # fmt: skip


def _google_lines(results: list[JsonPlace]) -> list[JsonPlace]:
    """The results; where speakers are told apart, the last one holds all words again, and only it has the speakers."""
    words = [line["alternatives"][0]["words"].value for line in results]
    counts = [len(own) if isinstance(own, list) else 0 for own in words]
    last = head_of(words[-1]) if results and isinstance(words[-1], list) else {}
    tagged = any(last.get(key) for key in ("speakerTag", "speakerLabel", "speaker_tag", "speaker_label"))
    return results[-1:] if tagged and len(results) > 1 and counts[-1] >= sum(counts[:-1]) > 0 else results


def _is_google(results: list[Any]) -> bool:
    for result in results:
        best = head_of(list_at(result, "alternatives"))
        if "transcript" in best or isinstance(best.get("words"), list):
            return True
    return False


def _google_results(data: Any) -> list[Any]:
    inline = within(data, "results")
    nested = chain.from_iterable(
        list_at(file, "transcript", "results") for file in (inline.values() if isinstance(inline, dict) else ())
    )
    return [*list_at(data, "results"), *list_at(data, "response", "results"), *nested]


GOOGLE = shaped(
    "google",
    "Google Speech-to-Text",
    lambda data: _is_google(_google_results(data)),
    FileShape(
        lines=(("response", "results", "*"), ("results", "*", "transcript", "results", "*"), ("results", "*")),
        line=_GOOGLE_LINE,
        words_at=("alternatives.0.words",),
        words=_GOOGLE_WORD,
        channel=("channelTag", "channel_tag"),
        first_channel=1,
        chosen=_google_lines,
    ),
)

# Google's contact center insights: a conversation, with the words of the recogniser
_INSIGHTS_ROLES = {"human_agent": "agent", "end_user": "caller", "any_agent": "agent", "automated_agent": "system"}
GOOGLE_INSIGHTS = shaped(
    "google",
    "Google Speech-to-Text",
    lambda data: within(data, "transcript", "transcriptSegments") is not None,
    FileShape(
        lines=(("transcript", "transcriptSegments", "*"),),
        line=Fields(("text",), Times(()), speaker=("segmentParticipant.role", "channelTag")),
        words_at=("words",),
        words=_GOOGLE_WORD,
        names=lambda _: _INSIGHTS_ROLES,
    ),
)
