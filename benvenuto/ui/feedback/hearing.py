"""The call behind an evaluation: its sound with every moment pinned, and its words."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import streamlit as st

from benvenuto.domain.answer import Moment
from benvenuto.domain.call import Call, Turn
from benvenuto.domain.evaluation import Evaluation
from benvenuto.services.calls import Heard
from benvenuto.services.feedback import Published
from benvenuto.ui.components.player import Pin, Seek
from benvenuto.ui.components.transcript import transcript
from benvenuto.ui.elements import told
from benvenuto.ui.here import Here
from benvenuto.ui.sound.showing import show_player, show_strip


@dataclass(frozen=True, slots=True)
class Sound:
    """What the reader may have of a call: its facts always, the rest only who may hear it (`heard` else None)."""

    call: Call
    heard: Heard | None

    @classmethod
    def of(cls, now: Here, published: Published) -> Sound:
        """Ask for as much as the reader may have."""
        call_id = published.stored.call_id
        if now.app.calls.may_hear(now.actor, call_id):
            heard = now.app.calls.listen(now.actor, call_id)
            return cls(heard.call, heard)
        return cls(now.app.calls.facts(now.actor, call_id), None)

    @property
    def turns(self) -> Sequence[Turn]:
        """The transcript, empty when there is none to read."""
        return self.heard.turns if self.heard else ()

    @property
    def playable(self) -> bool:
        """Whether there is a player on the page."""
        return self.heard is not None and self.heard.recording is not None


def moments(evaluation: Evaluation) -> Iterator[tuple[str, Moment]]:
    """Every moment with the key of its button."""
    for moment in evaluation.call_moments:
        yield f"moment_call_{moment.id}", moment
    for path, answer in evaluation.answers.items():
        for moment in answer.moments:
            yield moment_key(path, moment), moment


def moment_key(path: str, moment: Moment) -> str:
    """The key of the button that plays a moment."""
    return f"moment_{path}_{moment.id}"


def sound(now: Here, published: Published, heard: Sound) -> None:
    """The player and the strip of measures, or why there is none."""
    if heard.heard is None:
        told(now._("Managers read evaluations. They hear the call itself only while a dispute is open."))
        return
    recording = heard.heard.recording
    if recording is None:
        if not published.stored.simulated:
            told(now._("This call was not recorded: it was scored by what was written down."))
        return
    pins: list[Pin] = [
        {"id": moment.id, "at_s": moment.at_s, "label": moment.note} for _, moment in moments(published.evaluation)
    ]
    with st.container(key="fb_player"):
        show_player(now, heard.heard, recording, pins, seek=_asked(published.evaluation))
    show_strip(now, heard.heard)


def words(now: Here, heard: Sound) -> None:
    """The transcript."""
    transcript(heard.turns, key=f"transcript_{heard.call.id}", playable=heard.playable, _=now._)


def _asked(evaluation: Evaluation) -> Seek | None:
    """Where to play from: the moment whose button, further down the page, was just pressed."""
    for key, moment in moments(evaluation):
        if st.session_state.get(key):
            return {"nonce": secrets.token_hex(8), "at_s": moment.at_s, "play": True}
    return None
