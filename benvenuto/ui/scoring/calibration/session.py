"""One calibration session: who scores what, and once all have, what they marked and agree on."""

from __future__ import annotations

import streamlit as st

from benvenuto.domain.calibration import CalibrationSession, CalibrationStatus, Seat
from benvenuto.services.scoring.calibrations import SeenSession
from benvenuto.ui.confirming import confirmed
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import facts, quiet_notice, section, title
from benvenuto.ui.outcome import attempt, show_outcome
from benvenuto.ui.scoring.calibration.changing import change_session
from benvenuto.ui.scoring.calibration.comparing import compare_calls
from benvenuto.ui.scoring.calibration.words import STATUS, call_words
from benvenuto.ui.scoring.proposal_words import criterion_titles, proposal_html
from benvenuto.ui.shell import address


def show_session(ctx: PageContext, seen: SeenSession) -> None:
    """All of it."""
    session = seen.session
    _head(ctx, session)
    if session.open:
        _to_score(ctx, session)
        _progress(ctx, session)
    elif session.status is CalibrationStatus.CANCELLED:
        quiet_notice(ctx._("This session was cancelled. What was published for it stays with whoever made it."))
    if session.compared_at is not None:
        compare_calls(ctx, seen)
        _proposals(ctx, session)
    if seen.leads and not session.over:
        _lead(ctx, session)


def _place(session: CalibrationSession) -> str:
    return f"calibration_{session.id}"


def _head(ctx: PageContext, session: CalibrationSession) -> None:
    title(session.title, window=f"{session.title} · {ctx._('Calibration')}")
    show_outcome(ctx, _place(session))
    facts(
        [
            (ctx._("Status"), ctx._(STATUS[session.status])),
            (ctx._("Score by"), ctx.say.day(session.day)),
            (ctx._("Led by"), session.facilitator_name),
            (ctx._("Evaluators"), ", ".join(session.evaluators.values())),
            (ctx._("Calls"), ctx.say.number(len(session.calls))),
        ]
    )


def _to_score(ctx: PageContext, session: CalibrationSession) -> None:
    if ctx.actor.id not in session.evaluators:
        return
    section(ctx._("Your calls"))
    calls = session.to_score(ctx.actor.id)
    if not calls:
        quiet_notice(ctx._("You have handed in everything. All marks are shown once everybody has."))
    with st.container(key="calibration_mine"):
        for each in calls:
            st.page_link(
                address("evaluate"),
                label=call_words(ctx, each.call),
                icon=":material/headphones:",
                query_params={"call": str(each.call.id)},
            )


def _progress(ctx: PageContext, session: CalibrationSession) -> None:
    """How far each has come: how many calls, and nothing of what was marked."""
    section(ctx._("How far everybody is"))
    by_person = {
        person_id: [seat for seat in session.seats if seat.person_id == person_id] for person_id in session.evaluators
    }
    facts([(name, _standing(ctx, by_person[person_id])) for person_id, name in session.evaluators.items()])
    if any(seat.earlier for seat in session.seats):
        quiet_notice(ctx._("Whoever had scored a call before takes part with that evaluation."))


def _standing(ctx: PageContext, seats: list[Seat]) -> str:
    handed_in = sum(seat.evaluation_id is not None for seat in seats)
    words = ctx._("{n} of {all} handed in", n=ctx.say.number(handed_in), all=ctx.say.number(len(seats)))
    if not seats[0].active and handed_in < len(seats):
        return f"{words} · {ctx._('account closed: nobody waits')}"
    return words


def _proposals(ctx: PageContext, session: CalibrationSession) -> None:
    proposals = ctx.app.consensus.proposals(ctx.actor, session.id)
    if not proposals:
        return
    section(ctx._("Proposed to whoever keeps the rubrics"))
    titles = criterion_titles(ctx, [in_force.scorecard for in_force in ctx.app.scorecards.in_force()])
    for proposal in proposals:
        st.html(f'<article class="bv-proposal">{proposal_html(ctx, proposal, titles)}</article>')


def _lead(ctx: PageContext, session: CalibrationSession) -> None:
    """What whoever leads it can do next."""
    section(ctx._("Leading the session"))
    calibrations, place = ctx.app.calibrations, _place(session)
    if session.open:
        change_session(ctx, session, place=place)
    with st.container(horizontal=True, key="coach_deeds"):
        if session.open:
            left_out = {seat.person_name for seat in session.seats if seat.waited_for}
            consequence = ctx._("From now on everybody concerned reads all marks, and nothing more can be handed in.")
            if left_out:
                consequence += " " + ctx._("Left out for what is missing: {names}.", names=", ".join(sorted(left_out)))
            heading = ctx._("Go on to the comparison?")
            if confirmed(ctx, f"close_{session.id}", ctx._("Compare now"), heading, consequence, icon="compare"):
                attempt(ctx, lambda: calibrations.close(ctx.actor, session.id), "", place=place)
        else:
            consequence = ctx._(
                "What you agreed on stands beside its levels from now on, wherever they are read. The agents' names "
                "are shown again."
            )
            heading = ctx._("End the session?")
            if confirmed(ctx, f"end_{session.id}", ctx._("End the session"), heading, consequence, icon="check"):
                words = ctx._("Ended. What you agreed on stands beside its levels from now on.")
                attempt(ctx, lambda: calibrations.end(ctx.actor, session.id), words, place=place)
        heading = ctx._("Cancel the session?")
        consequence = ctx._(
            "Nothing is compared, and everybody invited is told. What was published stays with its author."
        )
        if confirmed(ctx, f"off_{session.id}", ctx._("Cancel the session"), heading, consequence, icon="event_busy"):
            attempt(ctx, lambda: calibrations.cancel(ctx.actor, session.id), ctx._("Cancelled."), place=place)
