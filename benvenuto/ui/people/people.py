"""Everybody with an account, the calls that wait for an agent, and the teams."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

from benvenuto.domain.people import Person, Team
from benvenuto.ui.components.rows import Column, Row, rows
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, section, style, title
from benvenuto.ui.outcome import attempt, show_outcome
from benvenuto.ui.people.adding import add_person
from benvenuto.ui.people.adding_list import add_list, forget_list
from benvenuto.ui.people.first_steps import checklist
from benvenuto.ui.people.handing_over import forget_password
from benvenuto.ui.people.person import show_person
from benvenuto.ui.people.roles import role_words
from benvenuto.ui.people.works_agreement import say_that_none_is_set
from benvenuto.ui.streamlit.redirects import change_query
from benvenuto.ui.streamlit.sticky_button import form_submit_button, sticky_button
from benvenuto.ui.streamlit.url_state import UrlState

MOST_SHOWN = 200
_PLACE, _ADD, _ADD_LIST = "people", "add_person", "add_list"
_LIST = "list"
KEPT = UrlState("people", {"find": ""})


def show(ctx: PageContext) -> None:
    """Everybody, or the one whom the address names."""
    style("administration")
    wanted = st.query_params.get("person", "")
    people, teams = ctx.app.people.everyone(ctx.actor), ctx.app.people.teams(ctx.actor)
    person = next((other for other in people if str(other.id) == wanted), None)
    if wanted != _LIST:
        forget_list(ctx)
    if wanted == _LIST:
        add_list(ctx)
    elif wanted == "new":
        add_person(ctx, teams)
    elif person is not None:
        show_person(ctx, person, teams)
    else:
        _everybody(ctx, people, teams)


def _everybody(ctx: PageContext, people: Sequence[Person], teams: Sequence[Team]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="people_head"):
        title(ctx._("People and teams"), ctx._("Who can sign in, what they do here, and in which team."))
        sticky_button(ctx, ctx._("Add people from a list"), key=_ADD_LIST, icon=":material/group_add:")
        sticky_button(ctx, ctx._("Add a person"), key=_ADD, type="primary", icon=":material/person_add:")
    change_query(ctx, _ADD, {"person": "new"})
    change_query(ctx, _ADD_LIST, {"person": _LIST})
    forget_password(ctx)
    show_outcome(ctx, _PLACE)
    say_that_none_is_set(ctx)
    checklist(ctx)
    _waiting(ctx, ctx.app.people.waiting_codes(ctx.actor))
    _table(ctx, people, teams)
    _teams(ctx, people, teams)


def _table(ctx: PageContext, people: Sequence[Person], teams: Sequence[Team]) -> None:
    section(ctx.say.plural("{n} person", "{n} people", len(people)))
    KEPT.load()
    words = st.text_input(
        ctx._("Find a person"), key=KEPT.key("find"), placeholder=ctx._("name, user name or agent code"), width=420
    )
    KEPT.store()
    fitting = [person for person in people if _fits(person, words or "")]
    if not fitting:
        empty(ctx._("Nobody by that name"), ctx._("Try part of the name, the user name or the agent code."))
        return
    opened = rows(
        ctx._("People"),
        key="people",
        columns=_columns(ctx),
        content=[_row(ctx, person, teams) for person in fitting[:MOST_SHOWN]],
    )
    if len(fitting) > MOST_SHOWN:
        st.text(ctx._("Showing the first {n}. Type part of a name to find the others.", n=MOST_SHOWN))
    if opened:
        _open(opened)


def _fits(person: Person, words: str) -> bool:
    return words.strip().casefold() in f"{person.name}\n{person.username}\n{person.agent_code}".casefold()


def _columns(ctx: PageContext) -> list[Column]:
    return [
        {"label": ctx._("Name"), "kind": "nowrap"},
        {"label": ctx._("User name"), "kind": "quiet"},
        {"label": ctx._("Roles and teams"), "kind": "text"},
        {"label": ctx._("Agent code"), "kind": "quiet"},
        {"label": "", "kind": "labels"},
    ]


def _row(ctx: PageContext, person: Person, teams: Sequence[Team]) -> Row:
    labels = [ctx._("closed")] if not person.active else []
    if person.active and person.must_change_password:
        labels.append(ctx._("one-time password"))
    roles = "; ".join(role_words(ctx, person.memberships, teams)) or ctx._("no role yet")
    return {
        "id": str(person.id),
        "href": f"/people?person={person.id}",
        "cells": [person.name, person.username, roles, person.agent_code, labels],
    }


def _waiting(ctx: PageContext, codes: Mapping[str, int]) -> None:
    if not codes:
        return
    section(
        ctx._("Calls waiting for their agent"),
        ctx._(
            "Call logs name these agents, but nobody here has their agent code. Choose one to assign it to a person."
        ),
    )
    content: list[Row] = [
        {"id": code, "href": f"/people?{urlencode({'person': 'new', 'code': code})}", "cells": [code, str(number)]}
        for code, number in sorted(codes.items(), key=lambda pair: -pair[1])
    ]
    opened = rows(
        ctx._("Calls waiting for their agent"),
        key="waiting",
        columns=[{"label": ctx._("Agent code"), "kind": "nowrap"}, {"label": ctx._("Calls"), "kind": "number"}],
        content=content,
    )
    if opened:
        _open("new", code=opened)


def _teams(ctx: PageContext, people: Sequence[Person], teams: Sequence[Team]) -> None:
    section(ctx._("Teams"), ctx._("A team decides what its supervisors and managers can see."))
    for team in teams:
        _team(ctx, team, sum(any(m.team_id == team.id for m in person.memberships) for person in people))
    with (
        st.form("add_team", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        name = st.text_input(ctx._("New team"), key=f"team_name_{len(teams)}_new", max_chars=120)
        wanted = form_submit_button(ctx, ctx._("Add the team"), key=f"add_team_now_{len(teams)}")
    if wanted:
        attempt(
            ctx,
            lambda: ctx.app.people.add_team(ctx.actor, name or ""),
            ctx._("Team {name} has been added.", name=name),
            place=_PLACE,
            refused_at="new_team",
        )
    show_outcome(ctx, "new_team")


def _team(ctx: PageContext, team: Team, members: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"team_{team.id}"):
        st.text(team.name, width="content")
        st.caption(ctx.say.plural("{n} person", "{n} people", members), width="content")
        with (
            st.popover(ctx._("Rename"), key=f"rename_{team.id}", type="tertiary"),
            st.form(f"renaming_{team.id}", border=False),
        ):
            name = st.text_input(ctx._("Name of the team"), team.name, key=f"team_name_{team.id}", max_chars=120)
            renaming = f"rename_now_{team.id}"
            if form_submit_button(ctx, ctx._("Rename"), key=renaming):
                attempt(
                    ctx,
                    lambda: ctx.app.people.rename_team(ctx.actor, team.id, name or ""),
                    ctx._("Team {before} is now called {name}.", before=team.name, name=(name or "").strip()),
                    place=_PLACE,
                    refused_at=renaming,
                )
            show_outcome(ctx, renaming)


def _open(person: str, **more: str) -> None:
    st.query_params.from_dict({"person": person, **more})
    st.rerun()
