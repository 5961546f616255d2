"""The transcript of a call, beside its player."""

from collections.abc import Callable, Sequence

from benvenuto.domain.call import Speaker, Turn
from benvenuto.ui.streamlit.mounting import component, packed


def transcript(turns: Sequence[Turn], *, key: str, call: str, playable: bool, _: Callable[[str], str]) -> None:
    """Show the turns of a call; beside a player (`playable`) a line plays from there, and is marked while heard."""
    labels = {
        "transcript": _("Transcript"),
        "play": _("Play from {time}"),
        "follow": _("Follow the sound"),
        Speaker.AGENT.value: _("Agent"),
        Speaker.CALLER.value: _("Caller"),
        Speaker.OTHER.value: _("Another voice"),
    }
    lines = [{"speaker": turn.speaker.value, "text": turn.text, "start_s": turn.start_s} for turn in turns]
    component("transcript")(
        key=key, data=packed({"call": call, "turns": lines, "labels": labels, "playable": playable})
    )
