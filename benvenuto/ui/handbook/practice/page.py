"""The page of practice: the exercise or criterion that the address names, or all, those first that are proposed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from benvenuto.domain.people import Role
from benvenuto.domain.practice import Outcome
from benvenuto.services.handbook.before_after import SEEING, Compared
from benvenuto.services.handbook.practice import Practised, Proposal
from benvenuto.ui.context import Here
from benvenuto.ui.elements import empty, section, style, title
from benvenuto.ui.handbook.practice import before_after
from benvenuto.ui.handbook.practice.exercise import LAST, draw
from benvenuto.ui.handbook.practice.team import team
from benvenuto.ui.shell import address

ASKED, CRITERION = "exercise", "criterion"


def show(now: Here) -> None:
    """The whole page."""
    style("practice")
    exercises = now.app.practice.exercises(now.actor, now.say.code)
    wanted = st.query_params.get(ASKED, "")
    found = next((one for one in exercises if one.exercise.path == wanted), None)
    if found is not None:
        st.query_params.from_dict({ASKED: wanted})
        _back(now)
        draw(now, found)
        _after(now, exercises, found)
        return
    compared = now.app.before_after.compared(now.actor) if now.holds(*SEEING) else []
    path = st.query_params.get(CRITERION, "")
    if these := [one for one in exercises if one.exercise.criterion_path == path]:
        st.query_params.from_dict({CRITERION: path})
        _of_criterion(now, these, compared)
        return
    _list(now, exercises, compared)


def _back(now: Here) -> None:
    with st.container(key="pr_back"):
        st.page_link(address("practice"), label=now._("All exercises"), icon=":material/arrow_back:")


def _of_criterion(now: Here, these: Sequence[Practised], compared: Sequence[Compared]) -> None:
    """The exercises on one criterion, and the reader's calls before and after them."""
    code, first = now.say.code, these[0]
    _back(now)
    title(first.criterion.title.in_language(code), first.criterion.description.in_language(code))
    for one in these:
        _entry(now, one, code, primary=True)
    own = [one for one in compared if one.criterion == first.exercise.criterion_path]
    before_after.own(now, own, titles(these, code))


def titles(exercises: Sequence[Practised], language: str) -> Mapping[str, str]:
    """What the practised criteria are called, by path."""
    return {one.exercise.criterion_path: one.criterion.title.in_language(language) for one in exercises}


def _list(now: Here, exercises: Sequence[Practised], compared: Sequence[Compared]) -> None:
    title(
        now._("Practice"),
        now._("One call situation at a time, two minutes each. Nobody is scored by it; trying again costs nothing."),
    )
    _first_weeks(now)
    if not exercises:
        empty(now._("There are no exercises"), now._("An administrator can add some beside the rubrics."))
        return
    named = titles(exercises, now.say.code)
    if now.holds(Role.AGENT):
        _proposed(now)
        before_after.own(now, compared, named)
    if now.holds(Role.SUPERVISOR):
        team(now, named)
    before_after.of_team(now, compared, named)
    section(now._("All exercises"))
    for rubric in {one.rubric.id: one.rubric for one in exercises}.values():
        these = [one for one in exercises if one.rubric.id == rubric.id]
        right = sum(one.last is Outcome.RIGHT for one in these)
        words = now._("{right} of {n} right", right=now.say.number(right), n=now.say.number(len(these)))
        with st.expander(f"{rubric.title.in_language(now.say.code)} · {words}", key=f"pr_rubric_{rubric.id}"):
            for one in these:
                _entry(now, one, now.say.code)


def _first_weeks(now: Here) -> None:
    """The way to the learning paths: the reader's own, and those of the reader's teams."""
    with st.container(key="pr_paths"):
        if now.holds(Role.AGENT):
            path = now.app.learning.of_agent(now.actor, now.actor.id)
            words = now._("Your first weeks, step by step")
            if path.signed:
                signed, steps = now.say.number(path.signed), now.say.number(len(path.steps))
                words = now._("Your first weeks: {signed} of {n} steps signed", signed=signed, n=steps)
            query = {"agent": str(now.actor.id)}
            st.page_link(address("learning-path"), label=words, icon=":material/route:", query_params=query)
        if now.holds(Role.SUPERVISOR, Role.MANAGER):
            words = now._("The first weeks of your agents")
            st.page_link(address("learning-path"), label=words, icon=":material/route:")


def _proposed(now: Here) -> None:
    proposals = now.app.practice.proposed(now.actor, now.say.code)
    section(now._("For you"))
    if not proposals:
        empty(
            now._("Nothing is proposed yet"),
            now._("Once evaluations of your calls are published, what fell short most is proposed here, with why."),
        )
    with st.container(key="pr_proposals"):
        for one in proposals:
            with st.container(key=f"pr_proposal_{one.path.replace('/', '_')}"):
                _proposal(now, one)


def _proposal(now: Here, one: Proposal) -> None:
    words = one.criterion.title.in_language(now.say.code)
    st.html(f'<h3>{escape(words)}</h3><p class="bv-why">{escape(" ".join(_why(now, one)))}</p>')
    if one.next:
        _entry(now, one.next, now.say.code, primary=True)
    else:
        st.text(now._("All its exercises were right. The next calls will tell."))


def _why(now: Here, proposal: Proposal) -> list[str]:
    said = []
    if asked := proposal.assigned:
        said.append(now._("{name} asked for it on {day}.", name=asked.by, day=now.say.day(asked.at)))
    if weak := proposal.weak:
        said.append(
            now.say.plural(
                "Below the best level in {below} of the last {n} evaluation in which it counted.",
                "Below the best level in {below} of the last {n} evaluations in which it counted.",
                weak.counted,
                below=now.say.number(weak.below),
            )
        )
    return said


def _entry(now: Here, one: Practised, language: str, *, primary: bool = False) -> None:
    """A link to an exercise, with how the last attempt went; a `primary` one stands below its criterion's title."""
    kind = "next" if primary else "entry"
    with st.container(key=f"pr_{kind}_{one.exercise.path.replace('/', '_')}"):
        st.page_link(
            address("practice"),
            label=one.exercise.title.in_language(language),
            query_params={ASKED: one.exercise.path},
            icon=":material/arrow_forward:" if primary else None,
        )
        last = now._(LAST[one.last]) if one.last else now._("Not tried")
        words = last if primary else f"{one.criterion.title.in_language(language)} · {last}"
        st.html(f"<small>{escape(words)}</small>")


def _after(now: Here, exercises: Sequence[Practised], done: Practised) -> None:
    """Where to go from an exercise: the next on its criterion or in its rubric, and the page that teaches it."""
    at = exercises.index(done)
    rest = [*exercises[at + 1 :], *exercises[:at]]
    near = [one for one in rest if one.exercise.criterion_path == done.exercise.criterion_path]
    following = next((one for one in [*near, *rest] if one.last is not Outcome.RIGHT), None)
    with st.container(key="pr_after"):
        st.page_link(
            address("handbook"),
            label=now._("Read about it in the handbook"),
            query_params={"at": done.exercise.handbook},
            icon=":material/menu_book:",
        )
        if following:
            words = now._("Next: {title}", title=following.exercise.title.in_language(now.say.code))
            st.page_link(
                address("practice"),
                label=words,
                query_params={ASKED: following.exercise.path},
                icon=":material/arrow_forward:",
            )
