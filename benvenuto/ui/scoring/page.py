"""The page on which a call is heard and scored."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from benvenuto.domain.evaluation import Evaluation, SelectionKind, Status
from benvenuto.domain.faults import message
from benvenuto.domain.rubric import Ending
from benvenuto.domain.works_rules import AgainstWorksAgreement
from benvenuto.services.calls.calls import CallMedia
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.calls.inbox import next_call
from benvenuto.ui.calls.sound.showing import show_strip
from benvenuto.ui.calls.words import show_words
from benvenuto.ui.components.phrases_link import phrases_link
from benvenuto.ui.components.player import Pin
from benvenuto.ui.components.scorecard import Card
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import facts, notice, quiet_notice, section, shown, style, title, unseen_section
from benvenuto.ui.endings import ending_words
from benvenuto.ui.outcome import show_outcome
from benvenuto.ui.scoring.ending import ask_ending
from benvenuto.ui.scoring.evidence import pins
from benvenuto.ui.scoring.heard_alone import hear_alone
from benvenuto.ui.scoring.opened import (
    Leaving,
    NextPage,
    Opened,
    discard_button,
    finish_late,
    leaving_buttons,
    opened_scorecard,
    opened_sound,
)
from benvenuto.ui.scoring.overtaken import show_overtaken
from benvenuto.ui.scoring.side_by_side_link import side_by_side_link
from benvenuto.ui.scoring.skipping import skipping
from benvenuto.ui.scoring.view import About, card
from benvenuto.ui.shell import address
from benvenuto.ui.streamlit.session_cache import SessionCache
from benvenuto.ui.waiting_marks import deliver_waiting_marks

_SELECTION = {
    SelectionKind.RANDOM: message("randomly selected ({percent}% chance)"),
    SelectionKind.TARGETED: message("hand-picked: not counted in averages"),
    SelectionKind.CALIBRATION: message("calibration session: each scores without the agent's name and others' marks"),
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
    try:
        opened = Opened.of(ctx, int(wanted))
    except AgainstWorksAgreement as kept:
        hear_alone(ctx, int(wanted), kept)
        return
    evaluation = opened.evaluation
    if evaluation.selection.kind is SelectionKind.SELF:
        st.switch_page(address("score-own"), query_params={"call": wanted})
    if evaluation.selection.kind is SelectionKind.SECOND and ctx.app.notices.opened(ctx.actor, call_id=int(wanted)):
        st.rerun()  # the menu, which is drawn already, counts it still
    leaving = _leaving(ctx, evaluation)
    try:
        heard = ctx.app.calls.listen(ctx.actor, int(wanted))
    except AgainstWorksAgreement as kept:
        _kept_back(ctx, opened, leaving, kept)
        return
    _head(ctx, opened, heard, leaving)
    deliver_waiting_marks(ctx, but=evaluation if opened.editable else None)
    if opened.editable:
        _say_who_has_it(ctx, evaluation)
        show_overtaken(ctx, evaluation)
    drawn = _drawn(ctx, evaluation, heard)
    opened_sound(ctx, opened, heard, drawn.evidence)
    phrases_link(ctx)
    # the card's own headings are of the third level: rubrics, and criteria below them
    unseen_section(ctx._("Scorecard"))
    if not (heard.turns or heard.call.note):
        show_strip(ctx, heard)
        _scorecard(ctx, opened, drawn.card)
    else:
        scoring, words = st.columns([7, 4], gap="large")
        with scoring:
            show_strip(ctx, heard)
            _scorecard(ctx, opened, drawn.card)
        with words, st.container(key="words"):
            _words(ctx, heard)
    finish_late(ctx, opened, leaving)


def _kept_back(ctx: PageContext, opened: Opened, leaving: Leaving, kept: AgainstWorksAgreement) -> None:
    """Why the call may not be heard; a draft that was begun can still be thrown away."""
    title(ctx._("Score a call"))
    if opened.editable:
        discard_button(ctx, opened, leaving)
    notice(ctx, kept)


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


def _leaving(ctx: PageContext, evaluation: Evaluation) -> Leaving:
    return Leaving(
        key=f"publish_{evaluation.call_id}",
        label=ctx._("Publish"),
        finish=lambda: _publish(ctx, evaluation),
        discarding=ctx._("Its marks, notes and moments will be lost, and the call goes back to the inbox."),
        back="inbox",
    )


def _head(ctx: PageContext, opened: Opened, heard: CallMedia, leaving: Leaving) -> None:
    evaluation, call = opened.evaluation, heard.call
    with st.container(key="scoring_head", horizontal=True, vertical_alignment="bottom"):
        day = ctx._("Call of {day}", day=ctx.say.timestamp(call.started_at, "EEEE d MMMM, HH:mm"))
        name = call.agent_name or ctx._("Calibration")  # whose call it is is not told before the session is over
        title(f"{name} · {contact_reason(ctx, call.contact_reason)}", window=f"{day} · {name}")
        if opened.editable:
            leaving_buttons(ctx, opened, leaving)
            skipping(ctx, evaluation)
    show_outcome(ctx, leaving.key)
    facts(
        [
            (ctx._("When"), ctx.say.timestamp(call.started_at, "EEEE d MMMM, HH:mm")),
            (ctx._("Team"), call.team_name),
            (ctx._("Caller"), call.caller),
            (ctx._("Call id"), call.external_id),
            (ctx._("Scorecard"), evaluation.scorecard.title.in_language(ctx.say.code)),
            (ctx._("How it was chosen"), _selection_words(ctx, evaluation)),
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


def _selection_words(ctx: PageContext, evaluation: Evaluation) -> str:
    percent = ctx.say.number(100 * (evaluation.selection.probability or 0))
    return ctx._(_SELECTION[evaluation.selection.kind], percent=percent)


def _published(ctx: PageContext, evaluation: Evaluation) -> str:
    return ctx.say.timestamp(evaluation.published_at, "d MMMM, HH:mm") if evaluation.published_at else ""


def _scorecard(ctx: PageContext, opened: Opened, card: Card) -> None:
    opened_scorecard(ctx, opened, card)
    if opened.editable:  # below, where the end has been heard: most calls take their course
        ask_ending(ctx, opened.evaluation)


def _words(ctx: PageContext, heard: CallMedia) -> None:
    show_words(ctx, heard)
    if heard.call.note:
        section(ctx._("From the log"))
        shown(heard.call.note)


def _publish(ctx: PageContext, evaluation: Evaluation) -> NextPage:
    match evaluation.selection.kind:
        case SelectionKind.SECOND:
            words = ctx._("Published. From now on you can read the other evaluation, and its author yours.")
            there = NextPage(address("side-by-side"), words, {"call": str(evaluation.call_id)})
        case SelectionKind.CALIBRATION:
            words = ctx._("Handed in. All marks are shown once everybody has handed in.")
            there = NextPage(address("calibration"), words)
        case _:
            page, query = next_call(ctx, evaluation.call_id)
            there = NextPage(page, ctx._("Published. The agent can now read it."), query)
    ctx.app.scoring.publish(ctx.actor, evaluation.id)
    return there


def _drawn(ctx: PageContext, evaluation: Evaluation, heard: CallMedia) -> DrawnCard:
    def draw() -> DrawnCard:
        findings = ctx.app.evidence.of_call(ctx.actor, evaluation.call_id, evaluation.scorecard_version_id)
        notes = ctx.app.consensus.notes(ctx.actor)
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
