"""The steps of one agent: what to do, what is known beside it, and who signed it when."""

from __future__ import annotations

from html import escape

import streamlit as st

from benvenuto.domain.faults import message
from benvenuto.domain.learning import ReadCounts, Signer, SignOff
from benvenuto.services.handbook.learning import AgentPath, StepProgress, Tried
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import section
from benvenuto.ui.shell import address
from benvenuto.ui.streamlit.sticky_button import button

WAITS = {
    Signer.AGENT: message("To be signed by the agent."),
    Signer.SUPERVISOR: message("To be signed by a supervisor."),
}


def steps(ctx: PageContext, path: AgentPath) -> None:
    """Every step, in order."""
    exercises = ctx.app.practice.exercises(ctx.actor, ctx.say.code) if path.steps else []
    titles = {
        practised.exercise.criterion_path: practised.criterion.title.in_language(ctx.say.code)
        for practised in exercises
    }
    for number, progress in enumerate(path.steps, 1):
        done = "signed" if progress.signed else "open"
        with st.container(key=f"lp_{done}_{progress.step.id}"):
            _todo(ctx, number, progress)
            with st.container(key=f"lp_links_{progress.step.id}", horizontal=True):
                _links(ctx, progress, titles)
            _signature(ctx, path, progress)


def former(ctx: PageContext, path: AgentPath) -> None:
    """What was signed under steps that are no longer in the path."""
    if not path.former:
        return
    section(ctx._("Signed earlier"), ctx._("On steps that are no longer in the path."))
    lines = "".join(
        f"<p>{escape(sign_off.title.in_language(ctx.say.code))}: {escape(_signed(ctx, sign_off))}</p>"
        for sign_off in path.former
    )
    st.html(f'<div class="bv-former">{lines}</div>')


def _todo(ctx: PageContext, number: int, progress: StepProgress) -> None:
    code = ctx.say.code
    known = _known(ctx, progress.known)
    st.html(
        f'<article class="bv-step"><span>{number}</span><h2>{escape(progress.step.title.in_language(code))}</h2>'
        f"<p>{escape(progress.step.todo.in_language(code))}</p>"
        + (f'<p class="bv-known">{escape(known)}</p>' if known else "")
        + "</article>"
    )


def _known(ctx: PageContext, known: Tried | ReadCounts | None) -> str:
    match known:
        case Tried(0):
            return ctx._("No exercises tried yet.")
        case Tried(tried, right):
            right_ones = ctx.say.number(right)
            return ctx.say.plural(
                "{n} exercise tried, {right} right.", "{n} exercises tried, {right} right.", tried, right=right_ones
            )
        case ReadCounts(0):
            return ctx._("No evaluations published yet.")
        case ReadCounts(published, acknowledged):
            return ctx.say.plural(
                "{n} evaluation published, {read} acknowledged.",
                "{n} evaluations published, {read} acknowledged.",
                published,
                read=ctx.say.number(acknowledged),
            )
        case None:
            return ""


def _links(ctx: PageContext, progress: StepProgress, titles: dict[str, str]) -> None:
    for at in progress.step.handbook:
        if place := ctx.app.handbook.find(ctx.actor, at, ctx.say.code):
            chapter, part = place
            words = part.title if part else f"{chapter.number}. {chapter.title}"
            st.page_link(address("handbook"), label=words, icon=":material/menu_book:", query_params={"at": at})
    for path in progress.step.criteria:
        if path in titles:
            query = {"criterion": path}
            st.page_link(address("practice"), label=titles[path], icon=":material/exercise:", query_params=query)


def _signature(ctx: PageContext, path: AgentPath, progress: StepProgress) -> None:
    with st.container(key=f"lp_sign_{progress.step.id}", horizontal=True, vertical_alignment="center"):
        words = _signed(ctx, progress.signed) if progress.signed else ctx._(WAITS[progress.step.signer])
        st.html(f'<p class="bv-signed">{escape(words)}</p>')
        of = f"{progress.step.id}_{path.agent.id}"
        if progress.may_sign and not progress.signed and button(ctx, ctx._("Sign"), key=f"lp_do_{of}", type="primary"):
            # the step above it is already on the page, unsigned: draw it anew
            ctx.app.learning.sign(ctx.actor, path.agent.id, progress.step.id)
            st.rerun()
        if (
            progress.may_sign
            and progress.signed
            and button(ctx, ctx._("Withdraw"), key=f"lp_undo_{of}", type="tertiary")
        ):
            ctx.app.learning.withdraw(ctx.actor, path.agent.id, progress.step.id)
            st.rerun()
    withdrawn = "".join(f"<p>{escape(_withdrawn(ctx, each))}</p>" for each in progress.withdrawn)
    by_hand = "" if progress.signed else f"<p>{escape(ctx._('Date'))} <u></u> {escape(ctx._('Signature'))} <u></u></p>"
    if withdrawn or by_hand:
        st.html(f'<div class="bv-withdrawn">{withdrawn}</div><div class="bv-by-hand">{by_hand}</div>')


def _signed(ctx: PageContext, sign_off: SignOff) -> str:
    return ctx._("Signed by {name} on {day}.", name=sign_off.by, day=ctx.say.day(sign_off.at, "long"))


def _withdrawn(ctx: PageContext, sign_off: SignOff) -> str:
    assert sign_off.withdrawn_at is not None  # noqa: S101 - it was withdrawn
    return ctx._(
        "Signed by {name} on {day}, withdrawn by {by} on {later}.",
        name=sign_off.by,
        day=ctx.say.day(sign_off.at),
        by=sign_off.withdrawn_by,
        later=ctx.say.day(sign_off.withdrawn_at),
    )
