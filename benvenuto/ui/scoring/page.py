"""The page on which a call is heard and scored."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from benvenuto.domain.evaluation import Evaluation, NotReady, SelectionKind, Status
from benvenuto.domain.faults import Forbidden, message
from benvenuto.services.calls import Heard
from benvenuto.ui.components.beside import beside
from benvenuto.ui.components.edits import Outbox, UnreadableEdits
from benvenuto.ui.components.player import Pin
from benvenuto.ui.components.scorecard import Acknowledged, Card, is_known, received_edits, scorecard
from benvenuto.ui.components.transcript import transcript
from benvenuto.ui.confirming import confirmed
from benvenuto.ui.elements import facts, notice, section, shown, style, title, told
from benvenuto.ui.evidence import pins
from benvenuto.ui.going import go
from benvenuto.ui.here import Here
from benvenuto.ui.inbox import next_call
from benvenuto.ui.pressing import lasting_button, pressed
from benvenuto.ui.reasons import contact_reason
from benvenuto.ui.scoring.view import About, card, scorecard_view
from benvenuto.ui.shell import ASSETS, address
from benvenuto.ui.sound.showing import show_player, show_strip

STYLE = ASSETS / "page" / "scoring.css"
SELECTION = {
    SelectionKind.RANDOM: message("drawn at random ({percent}% chance)"),
    SelectionKind.TARGETED: message("picked by hand: shown apart from averages"),
    SelectionKind.SELF: message("self-evaluation"),
}
DRAWN = "drawn"


@dataclass(frozen=True, slots=True)
class Drawn:
    """The card on screen, kept for the session: it is sent again with every mark, and so is the evidence.

    `about` is what it depends on: the language, and whether the channels were found the wrong way round.
    """

    evaluation_id: int
    about: tuple[str, bool]
    card: Card
    evidence: list[Pin]


def show(now: Here) -> None:
    """The call that the address names, or the next one."""
    style(STYLE)
    wanted = st.query_params.get("call", "")
    if not wanted.isdecimal() or len(wanted) > 12:
        page, query = next_call(now)
        st.switch_page(page, query_params=query)
    complete = is_known(_key(int(wanted)))
    evaluation, acknowledged = _receive(now, int(wanted))
    heard = now.app.calls.listen(now.actor, int(wanted))
    _head(now, evaluation, heard, complete=complete)
    drawn = _drawn(now, evaluation, heard)
    _sound(now, evaluation, heard, drawn.evidence)
    beside()
    if not (heard.turns or heard.call.note):
        show_strip(now, heard)
        _scorecard(now, evaluation, acknowledged, drawn.card)
    else:
        scoring, words = st.columns([7, 4], gap="large")
        with scoring:
            show_strip(now, heard)
            _scorecard(now, evaluation, acknowledged, drawn.card)
        with words, st.container(key="words"):
            _words(now, heard)
    # a session born of a reconnect learns only from the mounted scorecard what was marked and typed without it
    if not complete and pressed(now, _publish_key(evaluation)):
        _publish(now, evaluation)


def _receive(now: Here, call_id: int) -> tuple[Evaluation, Acknowledged]:
    """The evaluation with what the browser sent; what was applied before is passed over by the service."""
    try:
        outbox = received_edits(_key(call_id))
        drawn: Drawn | None = st.session_state.get(DRAWN)
        if outbox and outbox.boxes and drawn and outbox.evaluation == str(drawn.evaluation_id):
            return _applied(now, drawn.evaluation_id, outbox)
    except UnreadableEdits as error:
        notice(now, error)
    except Forbidden:
        pass  # published or discarded meanwhile, perhaps in another window: what it is now is shown
    return now.app.scoring.begin(now.actor, call_id), {}


def _applied(now: Here, evaluation_id: int, outbox: Outbox) -> tuple[Evaluation, Acknowledged]:
    acknowledged: dict[str, int] = {}
    for box in outbox.boxes:
        evaluation, acknowledged[box.client] = now.app.scoring.edit(now.actor, evaluation_id, box.client, box.edits)
    return evaluation, acknowledged


def _head(now: Here, evaluation: Evaluation, heard: Heard, *, complete: bool) -> None:
    call = heard.call
    with st.container(key="scoring_head", horizontal=True, vertical_alignment="bottom"):
        title(f"{call.agent_name} · {contact_reason(now, call.contact_reason)}")
        if now.app.scoring.may_edit(now.actor, evaluation):
            publish = _publish_key(evaluation)
            lasting_button(now, now._("Publish"), key=publish, shortcut="mod+enter")
            discard = confirmed(
                now,
                f"discard_{evaluation.id}",
                now._("Discard draft"),
                now._("Discard this draft?"),
                now._("All its marks, notes and moments are lost. The call goes back to the inbox."),
                icon="delete",
            )
            if complete and pressed(now, publish):
                _publish(now, evaluation)
            if discard:
                inbox = address("inbox")
                now.app.scoring.discard(now.actor, evaluation.id)
                go(now, inbox, {})
    facts(
        [
            (now._("When"), now.say.moment(call.started_at, "EEEE d MMMM, HH:mm")),
            (now._("Team"), call.team_name),
            (now._("Caller"), call.caller),
            (now._("Call id"), call.external_id),
            (now._("Scorecard"), evaluation.scorecard.title.in_language(now.say.code)),
            (now._("Chosen"), selection_words(now, evaluation)),
        ]
    )
    if evaluation.status is not Status.DRAFT:
        told(now._("You published this evaluation on {day}.", day=_published(now, evaluation)))
        st.page_link(
            address("evaluation"), label=now._("Read it as it was published"), query_params={"id": str(evaluation.id)}
        )


def selection_words(now: Here, evaluation: Evaluation) -> str:
    """How the call was chosen, in words."""
    percent = now.say.number(100 * (evaluation.selection.probability or 0))
    return now._(SELECTION[evaluation.selection.kind], percent=percent)


def _published(now: Here, evaluation: Evaluation) -> str:
    return now.say.moment(evaluation.published_at, "d MMMM, HH:mm") if evaluation.published_at else ""


def _sound(now: Here, evaluation: Evaluation, heard: Heard, evidence: list[Pin]) -> None:
    recording = heard.recording
    if recording is None:
        told(now._("This call has no recording: score it by what was written down."))
        return
    moments: list[Pin] = [
        {"id": moment.id, "at_s": moment.at_s, "label": moment.note}
        for answer in evaluation.answers.values()
        for moment in answer.moments
    ]
    with st.container(key="player_bar"):
        can_mark = now.app.scoring.may_edit(now.actor, evaluation)
        show_player(now, heard, recording, moments, evidence=evidence, can_mark=can_mark)


def _scorecard(now: Here, evaluation: Evaluation, acknowledged: Acknowledged, card: Card) -> None:
    editable = now.app.scoring.may_edit(now.actor, evaluation)
    scorecard(
        key=_key(evaluation.call_id),
        call=str(evaluation.call_id),
        card=card,
        view=scorecard_view(now, evaluation, read_only=not editable, acknowledged=acknowledged),
    )


def _words(now: Here, heard: Heard) -> None:
    if heard.turns:
        playable = heard.recording is not None
        call = str(heard.call.id)
        transcript(heard.turns, key=f"transcript_{call}", call=call, playable=playable, _=now._)
    if heard.call.note:
        section(now._("From the log"))
        shown(heard.call.note)


def _publish(now: Here, evaluation: Evaluation) -> None:
    page, query = next_call(now, evaluation.call_id)
    try:
        now.app.scoring.publish(now.actor, evaluation.id)
    except NotReady as error:
        notice(now, error)
        titles = {
            path: criterion.title.in_language(now.say.code) for path, criterion in evaluation.scorecard.criteria()
        }
        for fault in error.faults:
            said, _ = now.say.fault(fault)
            st.text(f"{titles[fault.path]}: {said}")
        return
    go(now, page, query, told=now._("Published. The agent can read it now."))


def _drawn(now: Here, evaluation: Evaluation, heard: Heard) -> Drawn:
    about = (now.say.code, heard.swapped)
    drawn: Drawn | None = st.session_state.get(DRAWN)
    if drawn is None or (drawn.evaluation_id, drawn.about) != (evaluation.id, about):
        found = now.app.evidence.of_evaluation(now.actor, evaluation.id)
        around = About(heard.call.started_at, found, playable=heard.recording is not None)
        drawn = Drawn(evaluation.id, about, card(now, evaluation, around), pins(now, found))
        st.session_state[DRAWN] = drawn
    return drawn


def _publish_key(evaluation: Evaluation) -> str:
    """A key of its own for each evaluation: a second click must not meet the next one."""
    return f"publish_{evaluation.id}"


def _key(call_id: int) -> str:
    return f"scorecard_{call_id}"
