"""A call on the page on which it is scored: its draft's deeds, its player and its scorecard, whoever scores it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import streamlit as st

from benvenuto.domain.calibration import SessionMovedOn
from benvenuto.domain.evaluation import Evaluation, NotReady, still_lacking
from benvenuto.domain.faults import DatabaseUnavailable
from benvenuto.domain.works_rules import AgainstWorksAgreement
from benvenuto.services.calls.calls import CallMedia
from benvenuto.ui.calls.sound.showing import show_player
from benvenuto.ui.calls.sound.why import ask_why
from benvenuto.ui.components.player import Pin
from benvenuto.ui.components.scorecard import Acknowledged, Card, is_known, scorecard
from benvenuto.ui.confirming import confirmed
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import quiet_notice
from benvenuto.ui.outcome import refused
from benvenuto.ui.scoring.receiving import note_refusal, receive, refusals, scorecard_key
from benvenuto.ui.scoring.view import scorecard_view
from benvenuto.ui.shell import address
from benvenuto.ui.streamlit.redirects import redirect_after
from benvenuto.ui.streamlit.sticky_button import pressed, sticky_button


@dataclass(frozen=True, slots=True)
class Opened:
    """An evaluation with what the browser has just sent of it, None where that could not be stored.

    A session born of a reconnect learns only from the mounted scorecard what was marked and typed without it: until
    then it is not `complete`.
    """

    evaluation: Evaluation
    acknowledged: Acknowledged | None
    complete: bool
    editable: bool

    @classmethod
    def of(cls, ctx: PageContext, call_id: int) -> Opened:
        """The actor's evaluation of a call."""
        known = is_known(scorecard_key(call_id))
        evaluation, acknowledged = receive(ctx, call_id)
        editable = ctx.app.scoring.may_edit(ctx.actor, evaluation)
        return cls(evaluation, acknowledged, known or acknowledged is None, editable)


@dataclass(frozen=True, slots=True)
class NextPage:
    """Where one goes on, and what is said there."""

    page: st.Page
    words: str
    query: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Leaving:
    """How a draft is left: finished by the button of this key and label, or thrown away.

    The key is the call's own: a second click must not meet the next one, nor miss the draft begun meanwhile. `finish`
    looks up where one goes on before it does anything.
    """

    key: str
    label: str
    finish: Callable[[], NextPage]
    discarding: str
    back: str


def leaving_buttons(ctx: PageContext, opened: Opened, leaving: Leaving) -> None:
    """The buttons that finish a draft and throw it away, and what they do."""
    sticky_button(ctx, leaving.label, key=leaving.key, type="primary", shortcut="mod+enter")
    discard = _discarding(ctx, opened.evaluation, leaving)
    if opened.complete and pressed(ctx, leaving.key):
        _finish(ctx, opened, leaving, stored=opened.acknowledged is not None)
    if discard:
        _discard(ctx, opened.evaluation, leaving)


def discard_button(ctx: PageContext, opened: Opened, leaving: Leaving) -> None:
    """The button that throws a draft away, alone: of a call that may no longer be heard."""
    if _discarding(ctx, opened.evaluation, leaving):
        _discard(ctx, opened.evaluation, leaving)


def _discarding(ctx: PageContext, evaluation: Evaluation, leaving: Leaving) -> bool:
    return evaluation.begun and confirmed(
        ctx,
        f"discard_{evaluation.id}",
        ctx._("Discard draft"),
        ctx._("Discard this draft?"),
        leaving.discarding,
        icon="delete",
    )


def _discard(ctx: PageContext, evaluation: Evaluation, leaving: Leaving) -> None:
    # looked up before the deed: between it and the redirect nothing may ask Streamlit
    back = address(leaving.back)
    ctx.app.scoring.discard(ctx.actor, evaluation.id)
    redirect_after(ctx, back, {})


def finish_late(ctx: PageContext, opened: Opened, leaving: Leaving) -> None:
    """After the scorecard was mounted: finish what was not complete before."""
    if not opened.complete and pressed(ctx, leaving.key):
        _finish(ctx, opened, leaving, stored=True)
        st.rerun()  # refused: the scorecard shows where


def _finish(ctx: PageContext, opened: Opened, leaving: Leaving, *, stored: bool) -> None:
    """Finish and go on, unless marks that the browser sent could not be stored, or something is lacking."""
    if not stored:
        refused(ctx, DatabaseUnavailable(), place=leaving.key)
        return
    try:
        if not opened.evaluation.begun:
            raise NotReady(still_lacking(opened.evaluation))
        there = leaving.finish()
    except NotReady:
        note_refusal(ctx, opened.evaluation)
    except (DatabaseUnavailable, SessionMovedOn, AgainstWorksAgreement) as error:
        refused(ctx, error, place=leaving.key)
    else:
        redirect_after(ctx, there.page, there.query, words=there.words)


def opened_sound(ctx: PageContext, opened: Opened, heard: CallMedia, evidence: Sequence[Pin] = ()) -> None:
    """The player with what was marked so far, or why there is none."""
    if heard.recording is None:
        if not ask_why(ctx, heard):
            quiet_notice(ctx._("This call has no recording: score it from the written record."))
        return
    moments: list[Pin] = [
        {"id": moment.id, "at_s": moment.at_s, "label": moment.note}
        for answer in opened.evaluation.answers.values()
        for moment in answer.moments
    ]
    with st.container(key="player_bar"):
        show_player(ctx, heard, heard.recording, moments, evidence=evidence, can_mark=opened.editable)


def opened_scorecard(ctx: PageContext, opened: Opened, card: Card) -> None:
    """The scorecard, as far as it is filled in."""
    evaluation = opened.evaluation
    scorecard(
        key=scorecard_key(evaluation.call_id),
        call=str(evaluation.call_id),
        card=card,
        view=scorecard_view(
            ctx,
            evaluation,
            read_only=not opened.editable,
            acknowledged=opened.acknowledged or {},
            refusals=refusals(ctx, evaluation),
        ),
    )
