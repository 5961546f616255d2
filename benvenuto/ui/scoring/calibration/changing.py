"""What whoever leads a session may still change: its day, and while nobody has begun to score, calls and evaluators."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from zlib import crc32

import streamlit as st

from benvenuto.domain.calibration import MOST_CALLS, CalibrationSession, CalibrationStatus, SessionChange
from benvenuto.domain.faults import BenvenutoError
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import quiet_notice
from benvenuto.ui.outcome import done, refused
from benvenuto.ui.scoring.calibration.words import call_words, candidate_words
from benvenuto.ui.streamlit.sticky_button import form_submit_button


def change_session(ctx: PageContext, session: CalibrationSession, *, place: str) -> None:
    """The form, and what it can no longer change."""
    planned = session.status is CalibrationStatus.PLANNED
    calls, people = [each.call.id for each in session.calls], list(session.evaluators)
    if not planned:
        quiet_notice(
            ctx._(
                "Somebody has started to score: calls and evaluators stay as they are. The day can still be changed, "
                "and whoever cannot score is left out when you compare."
            )
        )
    # named by what is stored, so that what somebody else has changed is shown and not undone
    stored = f"{session.id}_{crc32(repr((session.day, calls, people)).encode())}"
    with st.form(f"calibration_change_{stored}", border=False, enter_to_submit=False):
        if planned:
            calls, people = _calls(ctx, session, stored), _people(ctx, session, stored)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            day = _day(ctx, session, stored)
            words = ctx._("Change the session") if planned else ctx._("Change the day")
            sent = form_submit_button(ctx, words, key=f"calibration_move_{session.id}")
    if sent and day is not None:
        _change(ctx, session, SessionChange(day, calls, people), place=place)


def _calls(ctx: PageContext, session: CalibrationSession, stored: str) -> list[int]:
    words = {each.call.id: f"{call_words(ctx, each.call)} · {each.call.team_name}" for each in session.calls}
    words |= {each.call.id: candidate_words(ctx, each) for each in ctx.app.calibrations.candidates(ctx.actor)}
    return st.multiselect(
        ctx._("Calls"),
        list(words),
        default=[each.call.id for each in session.calls],
        format_func=lambda call_id: words.get(call_id, ""),
        key=f"calibration_other_calls_{stored}",
        max_selections=MOST_CALLS,
        placeholder=ctx._("Choose calls"),
        select_all=False,  # in English, and the first thing that Enter chooses
    )


def _people(ctx: PageContext, session: CalibrationSession, stored: str) -> list[int]:
    names = dict(session.evaluators)
    names |= {person.id: person.name for person in ctx.app.calibrations.evaluators(ctx.actor)}
    return st.multiselect(
        ctx._("Who scores them"),
        list(names),
        default=list(session.evaluators),
        format_func=lambda person_id: names.get(person_id, ""),
        key=f"calibration_other_people_{stored}",
        placeholder=ctx._("Choose evaluators"),
        select_all=False,  # in English, and the first thing that Enter chooses
    )


def _day(ctx: PageContext, session: CalibrationSession, stored: str) -> date | None:
    today = ctx.app.clock().astimezone(ctx.say.timezone).date()
    return st.date_input(
        ctx._("Score by"),
        max(session.day, today),
        min_value=today,
        key=f"calibration_other_day_{stored}",
        format="DD/MM/YYYY",
        width=180,
    )


def _change(ctx: PageContext, session: CalibrationSession, wanted: SessionChange, *, place: str) -> None:
    try:
        ctx.app.calibrations.change(ctx.actor, session.id, wanted)
    except BenvenutoError as error:
        refused(ctx, error, place=place)
        st.rerun()
    done(ctx, _outcome_words(ctx, session, wanted.people), place=place)


def _outcome_words(ctx: PageContext, session: CalibrationSession, people: Collection[int]) -> str:
    if {*people} - {*session.evaluators} or {*session.evaluators} - {*people}:
        return ctx._("Changed. Whoever is invited now, or no longer, is told.")
    return ctx._("Changed. Everybody invited is told.")
