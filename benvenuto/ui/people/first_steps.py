"""The first steps of a new house: each with why, whether it is done, and the way to where it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from benvenuto.domain.faults import message
from benvenuto.services.people.first_steps import FirstStep, Step
from benvenuto.ui.components.plan_proposal import plan_words, propose_plans
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, quiet_notice, section, style, title, unseen_section
from benvenuto.ui.shell import address

_NAMES: Mapping[Step, str] = {
    Step.TEAMS: message("Teams"),
    Step.PEOPLE: message("People"),
    Step.CALLS: message("Calls"),
    Step.PLAN: message("Sampling plan"),
    Step.RUBRICS: message("Rubrics"),
    Step.LIVE: message("Going live"),
}
_WHY: Mapping[Step, str] = {
    Step.TEAMS: message(
        "Agents, supervisors and managers have their roles in a team, which decides what they can see. A list of "
        "people brings its teams along."
    ),
    Step.PEOPLE: message("It takes at least one agent, whose calls are scored, and one supervisor, who scores them."),
    Step.CALLS: message("The call log says which calls there were; recordings and transcripts are matched to it."),
    Step.PLAN: message("Calls are selected under a plan only: without one, supervisors have nothing to score."),
    Step.RUBRICS: message(
        "Calls are scored against them: this is done while a scorecard is in force and no file has an error."
    ),
    Step.LIVE: message("Before others sign in, the server must be ready for them: python -m benvenuto go-live"),
}
_WAYS: Mapping[Step, Sequence[tuple[str, dict[str, str], str, str]]] = {
    Step.TEAMS: [("people", {}, message("People and teams"), "group")],
    Step.PEOPLE: [
        ("people", {"person": "list"}, message("Add people from a list"), "group_add"),
        ("people", {"person": "new"}, message("Add a person"), "person_add"),
    ],
    Step.CALLS: [
        ("call-logs", {}, message("Import calls"), "upload_file"),
        ("recordings-import", {}, message("Import recordings"), "mic"),
    ],
    Step.RUBRICS: [("rubrics", {}, message("Rubrics"), "rule")],
}
"""Where each step is done: the address with its query, its words, its icon."""


def show(ctx: PageContext) -> None:
    """The steps on a page of their own, for a link to lead to; also once all are done."""
    style("administration")
    title(ctx._("First steps"), ctx._("What Benvenuto needs before the first evaluation counts, in this order."))
    if ctx.app.settings.sample:
        quiet_notice(
            ctx._(
                "This is the sample company, in which nothing has to be set up: the steps below count its people and "
                "calls. For your own, start with BENVENUTO_SAMPLE=no."
            )
        )
    steps = ctx.app.first_steps.all(ctx.actor, ctx.say)
    if all(step.done for step in steps):
        empty(ctx._("Everything is set up"), ctx._("These steps come back should one of them be open again."))
        return
    unseen_section(ctx._("First steps"))
    _draw(ctx, steps)


def checklist(ctx: PageContext) -> None:
    """The steps as part of another page, while one of them is open and the house is no sample."""
    steps = ctx.app.first_steps.open_for(ctx.actor, ctx.say)
    if steps:
        done = sum(step.done for step in steps)
        section(
            ctx._("First steps"),
            ctx._("{done} of {total} done. This list goes once all are.", done=done, total=len(steps)),
        )
        _draw(ctx, steps)


def _draw(ctx: PageContext, steps: Sequence[FirstStep]) -> None:
    for step in steps:
        with st.container(key=f"first_step_{step.step}", gap="small"):
            _words(ctx, step)
            if step.step is Step.PLAN:
                teams = ctx.app.sampling.unplanned(ctx.actor)
                if teams:
                    st.html(f'<p class="bv-lead">{escape(plan_words(ctx, teams))}</p>')
                propose_plans(ctx, teams)
            if step.done:
                continue
            with st.container(horizontal=True):
                for where, query, words, icon in _WAYS.get(step.step, ()):
                    st.page_link(address(where), label=ctx._(words), icon=f":material/{icon}:", query_params=query)


def _words(ctx: PageContext, step: FirstStep) -> None:
    state = ctx._("done") if step.done else ctx._("to do")
    why = "" if step.done else f"<p>{escape(ctx._(_WHY[step.step]))}</p>"
    points = "".join(f"<li>{escape(words)}</li>" for words in step.still_open)
    st.html(
        f'<div class="bv-step{" bv-done" if step.done else ""}">'
        f'<h3>{escape(ctx._(_NAMES[step.step]))} <span class="bv-label">{escape(state)}</span></h3>'
        f"{why}{f'<ul>{points}</ul>' if points else ''}</div>"
    )
