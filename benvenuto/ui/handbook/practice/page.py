"""The page of practice: the exercise or criterion that the address names, or all, those first that are proposed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from benvenuto.domain.people import Role
from benvenuto.domain.practice import Outcome
from benvenuto.services.handbook.before_after import SEEING
from benvenuto.services.handbook.practice import Practised, Proposal
from benvenuto.services.quality.since_chosen import SinceChosen
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, section, style, title
from benvenuto.ui.handbook.practice import before_after
from benvenuto.ui.handbook.practice.exercise import LAST, draw
from benvenuto.ui.handbook.practice.team import team
from benvenuto.ui.shell import address

ASKED, CRITERION = "exercise", "criterion"


def show(ctx: PageContext) -> None:
    """The whole page."""
    style("practice")
    exercises = ctx.app.practice.exercises(ctx.actor, ctx.say.code)
    wanted = st.query_params.get(ASKED, "")
    opened = next((practised for practised in exercises if practised.exercise.path == wanted), None)
    if opened is not None:
        _back(ctx)
        draw(ctx, opened)
        _after(ctx, exercises, opened)
        return
    compared = ctx.app.before_after.compared(ctx.actor) if ctx.holds(*SEEING) else []
    path = st.query_params.get(CRITERION, "")
    if these := [practised for practised in exercises if practised.exercise.criterion_path == path]:
        if ctx.app.notices.opened(ctx.actor, criterion=path):
            st.rerun()  # the menu, which is drawn already, counts it still
        _of_criterion(ctx, these, compared)
        return
    _list(ctx, exercises, compared)


def _back(ctx: PageContext) -> None:
    with st.container(key="pr_back"):
        st.page_link(address("practice"), label=ctx._("All exercises"), icon=":material/arrow_back:")


def _of_criterion(ctx: PageContext, these: Sequence[Practised], compared: Sequence[SinceChosen]) -> None:
    """The exercises on one criterion, and the reader's calls before and after them."""
    code, first = ctx.say.code, these[0]
    _back(ctx)
    title(first.criterion.title.in_language(code), first.criterion.description.in_language(code))
    for practised in these:
        _entry(ctx, practised, code, primary=True)
    own = [comparison for comparison in compared if comparison.criterion == first.exercise.criterion_path]
    before_after.own(ctx, own, titles(these, code))


def titles(exercises: Sequence[Practised], language: str) -> Mapping[str, str]:
    """What the practised criteria are called, by path."""
    return {
        practised.exercise.criterion_path: practised.criterion.title.in_language(language) for practised in exercises
    }


def _list(ctx: PageContext, exercises: Sequence[Practised], compared: Sequence[SinceChosen]) -> None:
    title(
        ctx._("Practice"),
        ctx._("One situation at a time, two minutes each. Nobody is scored on it, and trying again costs nothing."),
    )
    _first_weeks(ctx)
    if not exercises:
        empty(ctx._("There are no exercises"), ctx._("An administrator can add some alongside the rubrics."))
        return
    named = titles(exercises, ctx.say.code)
    if ctx.holds(Role.AGENT):
        _proposed(ctx)
        before_after.own(ctx, compared, named)
    if ctx.holds(Role.SUPERVISOR):
        team(ctx, named)
    before_after.of_team(ctx, compared, named)
    section(ctx._("All exercises"))
    for rubric in {practised.rubric.id: practised.rubric for practised in exercises}.values():
        these = [practised for practised in exercises if practised.rubric.id == rubric.id]
        right = sum(practised.last is Outcome.RIGHT for practised in these)
        words = ctx._("{right} of {n} right", right=ctx.say.number(right), n=ctx.say.number(len(these)))
        with st.expander(f"{rubric.title.in_language(ctx.say.code)} · {words}", key=f"pr_rubric_{rubric.id}"):
            for practised in these:
                _entry(ctx, practised, ctx.say.code)


def _first_weeks(ctx: PageContext) -> None:
    """The way to the learning paths: the reader's own, and those of the reader's teams."""
    with st.container(key="pr_paths"):
        if ctx.holds(Role.AGENT):
            path = ctx.app.learning.of_agent(ctx.actor, ctx.actor.id)
            words = ctx._("Your first weeks, step by step")
            if path.signed:
                signed, steps = ctx.say.number(path.signed), ctx.say.number(len(path.steps))
                words = ctx._("Your first weeks: {signed} of {n} steps signed", signed=signed, n=steps)
            query = {"agent": str(ctx.actor.id)}
            st.page_link(address("learning-path"), label=words, icon=":material/route:", query_params=query)
        if ctx.holds(Role.SUPERVISOR, Role.MANAGER):
            words = ctx._("The first weeks of your agents")
            st.page_link(address("learning-path"), label=words, icon=":material/route:")


def _proposed(ctx: PageContext) -> None:
    proposals = ctx.app.practice.proposed(ctx.actor, ctx.say.code)
    section(ctx._("For you"))
    if not proposals:
        empty(
            ctx._("No suggestions yet"),
            ctx._(
                "Once evaluations of your calls are published, what to practise most is suggested "
                "here, with the reason."
            ),
        )
    with st.container(key="pr_proposals"):
        for proposal in proposals:
            with st.container(key=f"pr_proposal_{proposal.path.replace('/', '_')}"):
                _proposal(ctx, proposal)


def _proposal(ctx: PageContext, proposal: Proposal) -> None:
    words = proposal.criterion.title.in_language(ctx.say.code)
    st.html(f'<h3>{escape(words)}</h3><p class="bv-why">{escape(" ".join(_why(ctx, proposal)))}</p>')
    if proposal.next:
        _entry(ctx, proposal.next, ctx.say.code, primary=True)
    else:
        st.text(ctx._("All its exercises were right. The next calls will show."))


def _why(ctx: PageContext, proposal: Proposal) -> list[str]:
    reasons = []
    if asked := proposal.assigned:
        reasons.append(ctx._("Assigned by {name} on {day}.", name=asked.by, day=ctx.say.day(asked.at)))
    if weak := proposal.weak:
        reasons.append(
            ctx.say.plural(
                "Below the best level in the last evaluation that counted it ({below} of {n}).",
                "Below the best level in {below} of the last {n} evaluations that counted it.",
                weak.counted,
                below=ctx.say.number(weak.below),
            )
        )
    return reasons


def _entry(ctx: PageContext, practised: Practised, language: str, *, primary: bool = False) -> None:
    """A link to an exercise, with how the last attempt went; a `primary` one stands below its criterion's title."""
    kind = "next" if primary else "entry"
    with st.container(key=f"pr_{kind}_{practised.exercise.path.replace('/', '_')}"):
        st.page_link(
            address("practice"),
            label=practised.exercise.title.in_language(language),
            query_params={ASKED: practised.exercise.path},
            icon=":material/arrow_forward:" if primary else None,
        )
        last = ctx._(LAST[practised.last]) if practised.last else ctx._("Not tried")
        words = last if primary else f"{practised.criterion.title.in_language(language)} · {last}"
        st.html(f"<small>{escape(words)}</small>")


def _after(ctx: PageContext, exercises: Sequence[Practised], done: Practised) -> None:
    """Where to go from an exercise: the next on its criterion or in its rubric, and the page that teaches it."""
    at = exercises.index(done)
    rest = [*exercises[at + 1 :], *exercises[:at]]
    near = [practised for practised in rest if practised.exercise.criterion_path == done.exercise.criterion_path]
    following = next((practised for practised in [*near, *rest] if practised.last is not Outcome.RIGHT), None)
    with st.container(key="pr_after"):
        st.page_link(
            address("handbook"),
            label=ctx._("Read about it in the handbook"),
            query_params={"at": done.exercise.handbook},
            icon=":material/menu_book:",
        )
        if following:
            words = ctx._("Next: {title}", title=following.exercise.title.in_language(ctx.say.code))
            st.page_link(
                address("practice"),
                label=words,
                query_params={ASKED: following.exercise.path},
                icon=":material/arrow_forward:",
            )
