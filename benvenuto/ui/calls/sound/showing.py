"""Player and strip of a call on a page. What they show is written out once a call, and sent as it is at every run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from benvenuto.domain.access import Permission, Subject, can
from benvenuto.domain.call import Recording
from benvenuto.domain.measure import Measured
from benvenuto.listening.doubts import doubts
from benvenuto.services.calls.calls import CallMedia
from benvenuto.ui.calls.sound.view import one_lane, strip_view
from benvenuto.ui.calls.sound.why import ask_why
from benvenuto.ui.components.labels import player_labels
from benvenuto.ui.components.player import Pin, PlayerSound, Seek, player
from benvenuto.ui.components.strip import Strip, strip
from benvenuto.ui.context import PageContext
from benvenuto.ui.streamlit.session_cache import SessionCache
from benvenuto.ui.streamlit.sticky_button import press, pressed


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What is drawn of a recording."""

    measured: Measured | None
    waits: bool
    sound: PlayerSound
    strip: Strip


_About = tuple[int, str, bool]
"""A recording, in a language, with the channels as they are."""

_DRAWN: SessionCache[_About, _Drawn] = SessionCache("sound")


def show_player(
    ctx: PageContext,
    heard: CallMedia,
    recording: Recording,
    moments: Sequence[Pin],
    *,
    evidence: Sequence[Pin] = (),
    can_mark: bool = False,
    seek: Seek | None = None,
) -> float | None:
    """The player, with lanes once the recording is measured; the time of a mark that no scorecard took, for one run.

    Who has yet to say why they listen is asked in its place.
    """
    if ask_why(ctx, heard):
        return None
    kept = _kept(ctx, heard, recording, look=True)
    return player(
        f"/recordings/{recording.id}",
        key=f"player_{recording.id}",
        call=str(heard.call.id),
        duration_s=recording.duration_s,
        sound=kept.sound,
        channels=[ctx._("Agent"), ctx._("Caller")] if _separate(recording, kept.measured) else [ctx._("Call")],
        moments=moments,
        evidence=evidence,
        labels=player_labels(ctx._),
        swapped=heard.swapped,
        can_mark=can_mark,
        seek=seek,
    )


def show_strip(ctx: PageContext, heard: CallMedia) -> None:
    """The strip of measures; nothing for a call without a recording."""
    recording = heard.recording
    if recording is None:
        return
    swap = f"swap_{heard.call.id}"
    drawn = _kept(ctx, heard, recording).strip
    asked = strip(drawn, key=f"strip_{recording.id}", call=str(heard.call.id), on_swap=partial(press, ctx, swap))
    if asked == "swap":
        press(ctx, swap)
    if pressed(ctx, swap):
        ctx.app.measures.swap_channels(ctx.actor, heard.call.id)
        _DRAWN.clear(ctx)
        st.rerun()


def _kept(ctx: PageContext, heard: CallMedia, recording: Recording, *, look: bool = False) -> _Drawn:
    """What is kept; a recording that waits to be measured is looked at again, where asked."""
    about = (recording.id, ctx.say.code, heard.swapped)
    return _DRAWN.get(ctx, about, lambda: _draw(ctx, heard, recording), stale=lambda drawn: look and drawn.waits)


def _draw(ctx: PageContext, heard: CallMedia, recording: Recording) -> _Drawn:
    measured = ctx.app.measures.of_call(ctx.actor, heard.call.id)
    team = ctx.app.measures.among_team(ctx.actor, heard.call.id) if measured else {}
    may_swap = can(ctx.actor, Permission.NAME_VOICES, Subject(heard.call.agent_id, heard.call.team_id))
    fault = None if measured else ctx.app.measures.fault(ctx.actor, heard.call.id)
    doubtful = doubts(recording, heard.call.external_id, heard.call.duration_s)
    view = strip_view(ctx.say, measured, team, fault=fault, may_swap=may_swap, doubts=doubtful)
    outline = heard.outline if _separate(recording, measured) else one_lane(heard.outline)
    return _Drawn(measured, view["waiting"], PlayerSound.of(outline, measured), Strip.of(view))


def _separate(recording: Recording, measured: Measured | None) -> bool:
    """Two channels are two lanes, unless both were found to hold the same."""
    return recording.channels == 2 and (measured is None or measured.speech.separate)
