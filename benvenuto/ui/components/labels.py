"""What the components say, in the reader's language: pass the gettext function of the page."""

from collections.abc import Callable
from typing import TypedDict

Translate = Callable[[str], str]


class PlayerLabels(TypedDict):
    """The words of the player; {time}, {duration} and {side} are filled in by the browser."""

    player: str
    position: str
    position_text: str
    play: str
    pause: str
    back: str
    forward: str
    speed: str
    mark: str
    mark_hint: str
    marks: str
    evidence: str
    hear_only: str
    play_moment: str
    error: str
    retry: str


class StripLabels(TypedDict):
    """The words of the strip of measures; {time} is filled in by the browser."""

    more: str
    fewer: str
    estimated: str
    play_moment: str


class ScorecardLabels(TypedDict):
    """The words of the scorecard; {done}, {all}, {n} and {time} are filled in by the browser."""

    scorecard: str
    score: str
    no_score: str
    score_later: str
    progress: str
    progress_one_more: str
    progress_more: str
    critical_error: str
    not_applicable: str
    not_applicable_long: str
    clear: str
    reasons: str
    note: str
    add_note: str
    note_placeholder: str
    evidence: str
    moments: str
    play_moment: str
    remove_moment: str
    remark_placeholder: str
    words: str
    words_placeholder: str
    not_answered: str
    saved: str
    saving: str
    lacking_one: str
    lacking_many: str
    first_lacking: str
    unsaved_one: str
    unsaved_many: str
    offline: str
    keys: str


def player_labels(_: Translate) -> PlayerLabels:
    """The player's words."""
    return {
        "player": _("Recording of the call"),
        "position": _("Position in the recording"),
        "position_text": _("{time} of {duration}"),
        "play": _("Play (k)"),
        "pause": _("Pause (k)"),
        "back": _("Back 5 seconds (j)"),
        "forward": _("Forward 5 seconds (l)"),
        "speed": _("Speed"),
        "mark": _("Mark"),
        "mark_hint": _("Mark this moment (m)"),
        "marks": _("Marked moments"),
        "evidence": _("Evidence from the transcript"),
        "hear_only": _("Listen only to: {side}"),
        "play_moment": _("Play from {time}"),
        "error": _("The recording could not be played."),
        "retry": _("Try again"),
    }


def strip_labels(_: Translate) -> StripLabels:
    """The words of the strip of measures."""
    return {
        "more": _("All measures"),
        "fewer": _("Fewer measures"),
        "estimated": _("estimated"),
        "play_moment": _("Play from {time}"),
    }


def scorecard_labels(_: Translate) -> ScorecardLabels:
    """The scorecard's words."""
    return {
        "scorecard": _("Scorecard"),
        "score": _("Score"),
        "no_score": _("no score yet"),
        "score_later": _("shown once every criterion is marked"),
        "progress": _("{done} of {all} marked"),
        "progress_one_more": _("{done} of {all} marked; 1 more depends on what you mark"),
        "progress_more": _("{done} of {all} marked; up to {n} more depend on what you mark"),
        "critical_error": _("Critical error"),
        "not_applicable": _("N/A"),
        "not_applicable_long": _("Not applicable"),
        "clear": _("Clear selection"),
        "reasons": _("Reasons"),
        "note": _("Note"),
        "add_note": _("Add a note"),
        "note_placeholder": _("What you heard, in your own words"),
        "evidence": _("Evidence"),
        "moments": _("Moments"),
        "play_moment": _("Play from {time}"),
        "remove_moment": _("Remove the moment at {time}"),
        "remark_placeholder": _("Remark on this moment"),
        "words": _("A few words for the agent"),
        "words_placeholder": _("What you would say sitting next to them: it appears at the top of the feedback."),
        "not_answered": _("Not answered"),
        "saved": _("Saved"),
        "saving": _("Saving…"),
        "lacking_one": _("1 criterion is not complete yet."),
        "lacking_many": _("{n} criteria are not complete yet."),
        "first_lacking": _("Go to the first one"),
        "unsaved_one": _("Not saved yet: 1 change is kept here and will be sent."),
        "unsaved_many": _("Not saved yet: {n} changes are kept here and will be sent."),
        "offline": _("Not connected: your marks are kept here and sent once the connection is back."),
        "keys": _(
            "Keys: 1 is the best level, 2 the next; 0 not applicable, ↑ ↓ move, e note, m mark, k play, Ctrl+Z undo"
        ),
    }
