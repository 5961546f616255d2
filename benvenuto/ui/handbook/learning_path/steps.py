"""The steps of one agent: what to do, what is known beside it, and who signed it when."""

from __future__ import annotations

from html import escape

import streamlit as st

from benvenuto.domain.faults import message
from benvenuto.domain.learning import Signer
from benvenuto.services.handbook.learning import AgentPath, Progress, Tried
from benvenuto.storage.handbook.learning import Heard, SignOff
from benvenuto.ui.context import Here
from benvenuto.ui.elements import section
from benvenuto.ui.shell import address
from benvenuto.ui.streamlit.sticky_button import button

WAITS = {
    Signer.AGENT: message("Not signed yet: the agent signs."),
    Signer.SUPERVISOR: message("Not signed yet: a supervisor signs."),
}


def steps(now: Here, path: AgentPath) -> None:
    """Every step, in order."""
    exercises = now.app.practice.exercises(now.actor, now.say.code) if path.steps else []
    titles = {one.exercise.criterion_path: one.criterion.title.in_language(now.say.code) for one in exercises}
    for number, one in enumerate(path.steps, 1):
        done = "signed" if one.signed else "open"
        with st.container(key=f"lp_{done}_{one.step.id}"):
            _told(now, number, one)
            with st.container(key=f"lp_links_{one.step.id}", horizontal=True):
                _links(now, one, titles)
            _signature(now, path, one)


def former(now: Here, path: AgentPath) -> None:
    """What was signed under steps that are no longer in the path."""
    if not path.former:
        return
    section(now._("Signed earlier"), now._("Under steps that are no longer in the path."))
    lines = "".join(
        f"<p>{escape(one.title.in_language(now.say.code))}: {escape(_signed(now, one))}</p>" for one in path.former
    )
    st.html(f'<div class="bv-former">{lines}</div>')


def _told(now: Here, number: int, one: Progress) -> None:
    code = now.say.code
    known = _known(now, one.known)
    st.html(
        f'<article class="bv-step"><span>{number}</span><h2>{escape(one.step.title.in_language(code))}</h2>'
        f"<p>{escape(one.step.todo.in_language(code))}</p>"
        + (f'<p class="bv-known">{escape(known)}</p>' if known else "")
        + "</article>"
    )


def _known(now: Here, known: Tried | Heard | None) -> str:
    match known:
        case Tried(0):
            return now._("No exercise tried yet.")
        case Tried(tried, right):
            right_ones = now.say.number(right)
            return now.say.plural(
                "{n} exercise tried, {right} right.", "{n} exercises tried, {right} right.", tried, right=right_ones
            )
        case Heard(0):
            return now._("No evaluation published yet.")
        case Heard(published, acknowledged):
            return now.say.plural(
                "{n} evaluation published, {read} acknowledged.",
                "{n} evaluations published, {read} acknowledged.",
                published,
                read=now.say.number(acknowledged),
            )
        case None:
            return ""


def _links(now: Here, one: Progress, titles: dict[str, str]) -> None:
    for at in one.step.handbook:
        if found := now.app.handbook.find(now.actor, at, now.say.code):
            chapter, part = found
            words = part.title if part else f"{chapter.number}. {chapter.title}"
            st.page_link(address("handbook"), label=words, icon=":material/menu_book:", query_params={"at": at})
    for path in one.step.criteria:
        if path in titles:
            query = {"criterion": path}
            st.page_link(address("practice"), label=titles[path], icon=":material/exercise:", query_params=query)


def _signature(now: Here, path: AgentPath, one: Progress) -> None:
    with st.container(key=f"lp_sign_{one.step.id}", horizontal=True, vertical_alignment="center"):
        words = _signed(now, one.signed) if one.signed else now._(WAITS[one.step.signer])
        st.html(f'<p class="bv-signed">{escape(words)}</p>')
        of = f"{one.step.id}_{path.agent.id}"
        if one.may_sign and not one.signed and button(now, now._("Sign"), key=f"lp_do_{of}", type="primary"):
            now.app.learning.sign(now.actor, path.agent.id, one.step.id)
            st.rerun()
        if one.may_sign and one.signed and button(now, now._("Withdraw"), key=f"lp_undo_{of}", type="tertiary"):
            now.app.learning.withdraw(now.actor, path.agent.id, one.step.id)
            st.rerun()
    withdrawn = "".join(f"<p>{escape(_withdrawn(now, each))}</p>" for each in one.withdrawn)
    by_hand = "" if one.signed else f"<p>{escape(now._('Date'))} <u></u> {escape(now._('Signature'))} <u></u></p>"
    if withdrawn or by_hand:
        st.html(f'<div class="bv-withdrawn">{withdrawn}</div><div class="bv-by-hand">{by_hand}</div>')


def _signed(now: Here, one: SignOff) -> str:
    return now._("Signed by {name} on {day}.", name=one.by, day=now.say.day(one.at, "long"))


def _withdrawn(now: Here, one: SignOff) -> str:
    assert one.withdrawn_at is not None  # noqa: S101 - it was withdrawn
    return now._(
        "Signed by {name} on {day}, withdrawn by {by} on {later}.",
        name=one.by,
        day=now.say.day(one.at),
        by=one.withdrawn_by,
        later=now.say.day(one.withdrawn_at),
    )
