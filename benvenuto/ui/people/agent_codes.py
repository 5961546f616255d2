"""Whom call logs mean: codes that nobody is known by, and the further codes of a person."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.people import Person, Role
from benvenuto.services.people.agent_likeness import LikelyAgents
from benvenuto.services.people.agents_of_logs import as_asked
from benvenuto.ui.confirming import confirmed
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import plain_label, section, shown
from benvenuto.ui.outcome import attempt, done, refused, show_outcome
from benvenuto.ui.shell import address
from benvenuto.ui.streamlit.redirects import redirect_after
from benvenuto.ui.streamlit.sticky_button import button, form_submit_button

MOST_ASKED = 20


class NobodyChosen(BenvenutoError):
    """Codes were to be given, and nobody was chosen for any of them."""

    template = message("Nobody is chosen yet.")
    remedy = message("Choose who is meant by one of the codes.")


def who_is_who(ctx: PageContext, unknown: Mapping[str, int], key: str) -> Mapping[str, int]:
    """Ask of codes, with the number of their calls, who they are: the people chosen, by code.

    Who is likely is chosen already; whoever draws this says what is going to be remembered, and when.
    """
    people = {person.id: person for person in ctx.app.agent_codes.agents(ctx.actor)}
    unknown = as_asked(unknown)
    codes = list(unknown)[:MOST_ASKED]
    likely = ctx.app.agent_codes.likely(ctx.actor, codes)
    with st.container(key=f"who_is_who_{key}"):
        chosen = {
            code: _choose(
                ctx,
                plain_label(f"{code} ({ctx.say.plural('{n} call', '{n} calls', unknown[code])})"),
                people,
                likely[code],
                f"who_{key}_{code}",
            )
            for code in codes
        }
    if len(unknown) > len(codes):
        others = len(unknown) - len(codes)
        shown(ctx.say.plural("{n} more code waits.", "{n} more codes wait.", others))
    return {code: person_id for code, person_id in chosen.items() if person_id}


def _choose(ctx: PageContext, label: str, people: Mapping[int, Person], likely: LikelyAgents, key: str) -> int:
    """The likely ones come first; two people of one name are told apart by their user names."""
    options = [0, *likely.people, *(person_id for person_id in people if person_id not in likely.people)]
    nobody = ctx._("leave waiting")
    if likely.people and likely.proposed is None:
        nobody = ctx.say.plural("leave waiting ({n} possible)", "leave waiting ({n} possible)", len(likely.people))
    names = {person.id: f"{person.name} ({person.username})" for person in people.values()}
    # a proposal that changes draws another field: what was chosen among others is not carried over
    return st.selectbox(
        label,
        options,
        index=options.index(likely.proposed or 0),
        format_func=lambda person_id: names.get(person_id, nobody),
        key=f"{key}_{likely.proposed}",
    )


def give_to_known(ctx: PageContext, code: str) -> None:
    """Give a code that calls wait for to somebody who is here already."""
    people = {person.id: person for person in ctx.app.agent_codes.agents(ctx.actor)}
    if not people:
        return
    place, there = f"give_code_{code}", address("people")
    section(
        ctx._("Somebody who is here already?"),
        ctx._("Then “{code}” is added to their codes, and the calls waiting for it become theirs.", code=code),
    )
    likely = ctx.app.agent_codes.likely(ctx.actor, [code])[code]
    with st.container(horizontal=True, vertical_alignment="bottom", key="give_code"):
        with st.container(width=360):
            person_id = _choose(ctx, ctx._("Agent"), people, likely, f"known_{code}")
        if button(ctx, ctx._("Give the code"), key=place, icon=":material/person_add:"):
            try:
                given = give_chosen(ctx, {code: person_id} if person_id else {})
            except BenvenutoError as error:
                refused(ctx, error, place=place)
            else:
                redirect_after(ctx, there, {"person": str(person_id)}, words=calls_given(ctx, given))
    show_outcome(ctx, place)
    section(ctx._("Somebody new?"))


def give_chosen(ctx: PageContext, chosen: Mapping[str, int]) -> int:
    """Let logs know the people chosen by their codes; how many waiting calls that gave them. Raises NobodyChosen."""
    if not chosen:
        raise NobodyChosen
    return ctx.app.agent_codes.give(ctx.actor, chosen)


def calls_given(ctx: PageContext, calls: int) -> str:
    """How many waiting calls have found their agent."""
    return ctx.say.plural("{n} call has its agent now.", "{n} calls have their agents now.", calls)


def further_codes(ctx: PageContext, person: Person) -> None:
    """The further codes of a person: each can be taken away, and another one given."""
    codes = ctx.app.agent_codes.given_to(ctx.actor, person.id)
    if not codes and all(membership.role is not Role.AGENT for membership in person.memberships):
        return
    section(
        ctx._("Further codes"),
        ctx._("What else call logs call {name}, besides agent code, user name and name.", name=person.name),
    )
    place = f"codes_{person.id}"
    for code in codes:
        _code(ctx, person, code, place)
    with (
        st.form(f"code_{person.id}_{len(codes)}", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        code = st.text_input(ctx._("Another code"), key=f"another_code_{person.id}_{len(codes)}", max_chars=120)
        adding = f"add_code_{person.id}_{len(codes)}"
        wanted = form_submit_button(ctx, ctx._("Add"), key=adding)
    if wanted:
        try:
            given = ctx.app.agent_codes.give(ctx.actor, {code or "": person.id})
        except BenvenutoError as error:
            refused(ctx, error, place=place)
        else:
            done(ctx, calls_given(ctx, given), place=place)
    show_outcome(ctx, place)


def _code(ctx: PageContext, person: Person, code: str, place: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"code_of_{person.id}_{code}"):
        shown(code)
        no_longer = confirmed(
            ctx,
            f"no_longer_{person.id}_{code}",
            ctx._("No longer theirs"),
            ctx._("Take away “{code}”?", code=code),
            ctx._(
                "The calls so far stay with {name}; those to come wait for whoever has the code then.", name=person.name
            ),
            icon="event_busy",
        )
        by_mistake = confirmed(
            ctx,
            f"mistaken_{person.id}_{code}",
            ctx._("Given by mistake"),
            ctx._("Was “{code}” never {name}?", code=code, name=person.name),
            ctx._("The calls that came by it wait for their agent again, but for those that somebody has worked with."),
            icon="undo",
        )
    if no_longer or by_mistake:
        attempt(
            ctx,
            partial(ctx.app.agent_codes.take_away, ctx.actor, person.id, code, by_mistake=by_mistake),
            ctx._("“{code}” is no longer a code of {name}.", code=code, name=person.name),
            place=place,
        )
