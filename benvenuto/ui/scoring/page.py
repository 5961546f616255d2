"""The page on which a call is heard and scored."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from benvenuto.domain.calibration import SessionMovedOn
from benvenuto.domain.evaluation import Evaluation, NotReady, SelectionKind, Status, still_lacking
from benvenuto.domain.faults import DatabaseUnavailable, message
from benvenuto.domain.rubric import Ending
from benvenuto.services.calls.calls import CallMedia
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.calls.inbox import next_call
from benvenuto.ui.calls.sound.showing import show_player, show_strip
from benvenuto.ui.calls.words import show_words
from benvenuto.ui.components.phrases_link import phrases_link
from benvenuto.ui.components.player import Pin
from benvenuto.ui.components.scorecard import Acknowledged, Card, is_known, scorecard
from benvenuto.ui.confirming import confirmed
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import facts, quiet_notice, section, shown, style, title, unseen_section
from benvenuto.ui.outcome import refused, show_outcome
from benvenuto.ui.scoring.ending import ask_ending, ending_words
from benvenuto.ui.scoring.evidence import pins
from benvenuto.ui.scoring.overtaken import show_overtaken
from benvenuto.ui.scoring.receiving import note_refusal, receive, refusals, scorecard_key
from benvenuto.ui.scoring.side_by_side_link import side_by_side_link
from benvenuto.ui.scoring.skipping import skipping
from benvenuto.ui.scoring.view import About, card, scorecard_view
from benvenuto.ui.shell import address
from benvenuto.ui.streamlit.redirects import redirect_after
from benvenuto.ui.streamlit.session_cache import SessionCache
from benvenuto.ui.streamlit.sticky_button import pressed, sticky_button
from benvenuto.ui.waiting_marks import deliver_waiting_marks

SELECTION = {
    SelectionKind.RANDOM: message("randomly selected ({percent}% chance)"),
    SelectionKind.TARGETED: message("hand-picked: not counted in averages"),
    SelectionKind.SELF: message("self-evaluation"),
    SelectionKind.CALIBRATION: message("calibration session: each scores without the agent’s name and others’ marks"),
    SelectionKind.SECOND: message("second listening: two hear this call, each without the other's marks"),
}


@dataclass(frozen=True, slots=True)
class CardBasis:
    """What a card depends on: call and scorecard, how the call ended, the language, whose which channel is, and who
    says what (a hash)."""

    call_id: int
    version_id: int
    ending: Ending | None
    language: str
    swapped: bool
    speakers: int


@dataclass(frozen=True, slots=True)
class DrawnCard:
    """The card on screen and the pins of its evidence, as they are sent to the browser with every mark."""

    card: Card
    evidence: list[Pin]


_DRAWN: SessionCache[CardBasis, DrawnCard] = SessionCache("scoring_card")


def show(ctx: PageContext) -> None:
    """The call that the address names, or the next one."""
    style("scoring")
    wanted = st.query_params.get("call", "")
    if not wanted.isdecimal() or len(wanted) > 12:
        page, query = next_call(ctx)
        st.switch_page(page, query_params=query)
    complete = is_known(scorecard_key(int(wanted)))
    evaluation, acknowledged = receive(ctx, int(wanted))
    if evaluation.selection.kind is SelectionKind.SELF:
        st.switch_page(address("score-own"), query_params={"call": wanted})
    complete = complete or acknowledged is None
    if evaluation.selection.kind is SelectionKind.SECOND and ctx.app.notices.opened(ctx.actor, call_id=int(wanted)):
        st.rerun()  # the menu, which is drawn already, counts it still
    heard = ctx.app.calls.listen(ctx.actor, int(wanted))
    _head(ctx, evaluation, heard, complete=complete, stored=acknowledged is not None)
    editable = ctx.app.scoring.may_edit(ctx.actor, evaluation)
    deliver_waiting_marks(ctx, but=evaluation if editable else None)
    if editable:
        _say_who_has_it(ctx, evaluation)
        show_overtaken(ctx, evaluation)
    drawn = _drawn(ctx, evaluation, heard)
    _sound(ctx, evaluation, heard, drawn.evidence)
    phrases_link(ctx)
    # the card's own headings are of the third level: rubrics, and criteria below them
    unseen_section(ctx._("Scorecard"))
    if not (heard.turns or heard.call.note):
        show_strip(ctx, heard)
        _scorecard(ctx, evaluation, acknowledged, drawn.card)
    else:
        scoring, words = st.columns([7, 4], gap="large")
        with scoring:
            show_strip(ctx, heard)
            _scorecard(ctx, evaluation, acknowledged, drawn.card)
        with words, st.container(key="words"):
            _words(ctx, heard)
    # a session born of a reconnect learns only from the mounted scorecard what was marked and typed without it
    if not complete and pressed(ctx, _publish_key(evaluation)):
        _publish(ctx, evaluation, stored=True)
        st.rerun()  # refused: the scorecard shows where


def _say_who_has_it(ctx: PageContext, evaluation: Evaluation) -> None:
    """Say that a selected call is a colleague's, who began it first: whatever was marked here is kept."""
    if evaluation.selection.kind is not SelectionKind.TARGETED:
        return
    if colleague := ctx.app.scoring.taken_by(ctx.actor, evaluation.call_id):
        words = ctx._(
            "{name} started scoring this selected call before you. What you mark is kept, and counts as hand-picked: "
            "outside the averages.",
            name=colleague,
        )
        quiet_notice(words)


def _head(ctx: PageContext, evaluation: Evaluation, heard: CallMedia, *, complete: bool, stored: bool) -> None:
    call = heard.call
    with st.container(key="scoring_head", horizontal=True, vertical_alignment="bottom"):
        day = ctx._("Call of {day}", day=ctx.say.timestamp(call.started_at, "EEEE d MMMM, HH:mm"))
        name = call.agent_name or ctx._("Calibration")  # whose call it is is not told before the session is over
        title(f"{name} · {contact_reason(ctx, call.contact_reason)}", window=f"{day} · {name}")
        if ctx.app.scoring.may_edit(ctx.actor, evaluation):
            publish = _publish_key(evaluation)
            sticky_button(ctx, ctx._("Publish"), key=publish, type="primary", shortcut="mod+enter")
            discard = evaluation.begun and confirmed(
                ctx,
                f"discard_{evaluation.id}",
                ctx._("Discard draft"),
                ctx._("Discard this draft?"),
                ctx._("Its marks, notes and moments will be lost, and the call goes back to the inbox."),
                icon="delete",
            )
            skipping(ctx, evaluation)
            if complete and pressed(ctx, publish):
                _publish(ctx, evaluation, stored=stored)
            if discard:
                # looked up before the deed: between it and the redirect nothing may ask Streamlit
                inbox = address("inbox")
                ctx.app.scoring.discard(ctx.actor, evaluation.id)
                redirect_after(ctx, inbox, {})
    show_outcome(ctx, _publish_key(evaluation))
    facts(
        [
            (ctx._("When"), ctx.say.timestamp(call.started_at, "EEEE d MMMM, HH:mm")),
            (ctx._("Team"), call.team_name),
            (ctx._("Caller"), call.caller),
            (ctx._("Call id"), call.external_id),
            (ctx._("Scorecard"), evaluation.scorecard.title.in_language(ctx.say.code)),
            (ctx._("How it was chosen"), selection_words(ctx, evaluation)),
            *_ended_early(ctx, evaluation),
        ]
    )
    if evaluation.status is not Status.DRAFT:
        quiet_notice(ctx._("You published this on {day}.", day=_published(ctx, evaluation)))
        st.page_link(
            address("evaluation"), label=ctx._("Read the published evaluation"), query_params={"id": str(evaluation.id)}
        )
        side_by_side_link(ctx, evaluation.call_id)


def _ended_early(ctx: PageContext, evaluation: Evaluation) -> list[tuple[str, str]]:
    """How it ended, where that can no longer be changed on the line that asks."""
    if evaluation.status is Status.DRAFT or evaluation.facts.ending is None:
        return []
    return [(ctx._("Ended early"), ending_words(ctx, evaluation.facts.ending))]


def selection_words(ctx: PageContext, evaluation: Evaluation) -> str:
    """How the call was chosen, in words."""
    percent = ctx.say.number(100 * (evaluation.selection.probability or 0))
    return ctx._(SELECTION[evaluation.selection.kind], percent=percent)


def _published(ctx: PageContext, evaluation: Evaluation) -> str:
    return ctx.say.timestamp(evaluation.published_at, "d MMMM, HH:mm") if evaluation.published_at else ""


def _sound(ctx: PageContext, evaluation: Evaluation, heard: CallMedia, evidence: list[Pin]) -> None:
    recording = heard.recording
    if recording is None:
        quiet_notice(ctx._("This call has no recording: score it from the written record."))
        return
    moments: list[Pin] = [
        {"id": moment.id, "at_s": moment.at_s, "label": moment.note}
        for answer in evaluation.answers.values()
        for moment in answer.moments
    ]
    with st.container(key="player_bar"):
        can_mark = ctx.app.scoring.may_edit(ctx.actor, evaluation)
        show_player(ctx, heard, recording, moments, evidence=evidence, can_mark=can_mark)


def _scorecard(ctx: PageContext, evaluation: Evaluation, acknowledged: Acknowledged | None, card: Card) -> None:
    editable = ctx.app.scoring.may_edit(ctx.actor, evaluation)
    scorecard(
        key=scorecard_key(evaluation.call_id),
        call=str(evaluation.call_id),
        card=card,
        view=scorecard_view(
            ctx,
            evaluation,
            read_only=not editable,
            acknowledged=acknowledged or {},
            refusals=refusals(ctx, evaluation),
        ),
    )
    if editable:  # below, where the end has been heard: most calls take their course
        ask_ending(ctx, evaluation)


def _words(ctx: PageContext, heard: CallMedia) -> None:
    show_words(ctx, heard)
    if heard.call.note:
        section(ctx._("From the log"))
        shown(heard.call.note)


def _publish(ctx: PageContext, evaluation: Evaluation, *, stored: bool) -> None:
    """Publish it and go on, unless marks that the browser sent could not be stored, or something is lacking."""
    if not stored:
        refused(ctx, DatabaseUnavailable(), place=_publish_key(evaluation))
        return
    # looked up first, as the way back to the inbox is
    page, query = next_call(ctx, evaluation.call_id)
    words = ctx._("Published. The agent can now read it.")
    if evaluation.selection.kind is SelectionKind.SECOND:
        page, query = address("side-by-side"), {"call": str(evaluation.call_id)}
        words = ctx._("Published. From now on you can read the other evaluation, and its author yours.")
    if evaluation.selection.kind is SelectionKind.CALIBRATION:
        page, query = address("calibration"), {}
        words = ctx._("Handed in. All marks are shown once everybody has handed in.")
    try:
        if not evaluation.begun:
            raise NotReady(still_lacking(evaluation))
        ctx.app.scoring.publish(ctx.actor, evaluation.id)
    except NotReady:
        note_refusal(ctx, evaluation)
        return
    except (DatabaseUnavailable, SessionMovedOn) as error:
        refused(ctx, error, place=_publish_key(evaluation))
        return
    redirect_after(ctx, page, query, words=words)


def _drawn(ctx: PageContext, evaluation: Evaluation, heard: CallMedia) -> DrawnCard:
    def draw() -> DrawnCard:
        findings = ctx.app.evidence.of_call(ctx.actor, evaluation.call_id, evaluation.scorecard_version_id)
        notes = ctx.app.calibrations.notes(ctx.actor)
        about = About(heard.call.started_at, findings, playable=heard.recording is not None, notes=notes)
        return DrawnCard(card(ctx, evaluation, about), pins(ctx, findings))

    speakers = hash(tuple(line.speaker for line in heard.turns))
    basis = CardBasis(
        evaluation.call_id,
        evaluation.scorecard_version_id,
        evaluation.facts.ending,
        ctx.say.code,
        heard.swapped,
        speakers,
    )
    return _DRAWN.get(ctx, basis, draw)


def _publish_key(evaluation: Evaluation) -> str:
    """A key of its own for each call: a second click must not meet the next one, nor miss the draft begun meanwhile."""
    return f"publish_{evaluation.call_id}"
