"""The form that calls a calibration session: which calls, whom, until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from enum import StrEnum

import streamlit as st

from benvenuto.domain.calibration import LONGEST_TITLE, MOST_CALLS, Candidate, ChosenBecause, NewSession
from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, quiet_notice, title
from benvenuto.ui.outcome import refused, show_outcome
from benvenuto.ui.scoring.calibration.words import BECAUSE, candidate_words
from benvenuto.ui.shell import address
from benvenuto.ui.streamlit.draft import drafts_sent, keep_drafts
from benvenuto.ui.streamlit.redirects import redirect_after
from benvenuto.ui.streamlit.sticky_button import form_submit_button

_DRAFT = "calibration_new"
_USUAL = timedelta(weeks=1)
_USUALLY_DRAWN = 3


class _Way(StrEnum):
    DRAWN = "drawn"
    BY_HAND = "by_hand"
    ARGUED = "argued"


_WAYS: Mapping[_Way, str] = {
    _Way.DRAWN: message("Randomly selected"),
    _Way.BY_HAND: message("Hand-picked"),
    _Way.ARGUED: message("The most argued"),
}


def call_session(ctx: PageContext) -> None:
    """The form."""
    candidates = ctx.app.calibrations.candidates(ctx.actor)
    people = {person.id: person.name for person in ctx.app.calibrations.evaluators(ctx.actor)}
    title(
        ctx._("A calibration session"),
        ctx._("Everybody scores the same calls blind: without the agent's name, and without anybody else's marks."),
    )
    if not candidates or len(people) < 2:
        empty(
            ctx._("There is nothing to choose from yet"),
            ctx._(
                "A session needs calls of the last 90 days with a recording or a transcript, and two supervisors of "
                "their team. Selected calls that still wait to be scored are left to whoever scores them."
            ),
        )
        return
    ways = {way: ctx._(words) for way, words in _WAYS.items()}
    way = st.radio(
        ctx._("How the calls are chosen"),
        list(ways),
        format_func=ways.__getitem__,
        key="calibration_way",
        horizontal=True,
    )
    argued = [each for each in candidates if each.because is not ChosenBecause.BY_HAND]
    if way is _Way.ARGUED:
        quiet_notice(
            ctx._(
                "A dispute changed their evaluation, or it was disputed or corrected, or two evaluators were half a "
                "scale apart on some criterion. The reason stands beside each call."
            )
            if argued
            else ctx._("No call of the last 90 days was disputed, corrected, or read far apart by two evaluators.")
        )
    keep_drafts(person=ctx.actor.id, about=_DRAFT, fields={"calibration_title": "name"})
    with st.form("calibration_new", border=False, enter_to_submit=False):
        name = st.text_input(
            ctx._("Name of the session"),
            key="calibration_title",
            max_chars=LONGEST_TITLE,
            placeholder=ctx._("For example: greetings in March"),
        )
        if way is _Way.DRAWN:
            drawn, chosen = _drawn(ctx, len(candidates)), list[int]()
        else:
            drawn, chosen = 0, _chosen(ctx, argued if way is _Way.ARGUED else candidates, way)
        invited = st.multiselect(
            ctx._("Who scores them"),
            list(people),
            default=list(people),
            format_func=people.__getitem__,
            key="calibration_people",
            placeholder=ctx._("Choose evaluators"),
            select_all=False,  # in English, and the first thing that Enter chooses
        )
        today = ctx.app.clock().astimezone(ctx.say.timezone).date()
        day = st.date_input(
            ctx._("Score by"), today + _USUAL, min_value=today, key="calibration_day", format="DD/MM/YYYY"
        )
        sent = form_submit_button(ctx, ctx._("Invite them"), key="calibration_call", type="primary")
    if sent:
        _call(ctx, NewSession(name or "", day or today, chosen, drawn, invited))
    show_outcome(ctx, "calibration_new")


def _drawn(ctx: PageContext, there: int) -> int:
    number = st.number_input(
        ctx._("How many calls"),
        1,
        min(there, MOST_CALLS),
        min(there, _USUALLY_DRAWN),
        key="calibration_drawn",
        width=160,
    )
    return int(number or 1)


def _chosen(ctx: PageContext, candidates: Sequence[Candidate], way: _Way) -> list[int]:
    words = {each.call.id: _words(ctx, each, way) for each in candidates}
    return st.multiselect(
        ctx._("Calls"),
        list(words),
        format_func=lambda call_id: words.get(call_id, ""),
        key=f"calibration_calls_{way.value}",
        max_selections=MOST_CALLS,
        placeholder=ctx._("Choose calls"),
        select_all=False,  # in English, and the first thing that Enter chooses
    )


def _words(ctx: PageContext, candidate: Candidate, way: _Way) -> str:
    because = [ctx._(BECAUSE[candidate.because])] if way is _Way.ARGUED else []
    return " · ".join([candidate_words(ctx, candidate), *because])


def _call(ctx: PageContext, new: NewSession) -> None:
    there = address("calibration")
    try:
        session_id = ctx.app.calibrations.begin(ctx.actor, new)
    except BenvenutoError as error:
        refused(ctx, error, place="calibration_new")
        return
    drafts_sent(ctx, person=ctx.actor.id, about=_DRAFT)
    words = ctx._("Planned. Everybody invited finds it under “For you”.")
    redirect_after(ctx, there, {"session": str(session_id)}, words=words)
