"""Adding people from a list: what would become of every line, then all of them or nobody, with their passwords."""

from __future__ import annotations

from html import escape

import streamlit as st

from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.people import Role
from benvenuto.formats.people.people_columns import TITLES, PersonField
from benvenuto.formats.people.people_table import LARGEST_LIST_MB, MOST_PEOPLE
from benvenuto.formats.spreadsheet import csv_file
from benvenuto.services.people.people_lists import LineState, ListLine, Looked, PeopleAdded
from benvenuto.ui.components.uploading import upload_words
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import figure, notice, quiet_notice, section, title
from benvenuto.ui.outcome import refused, show_outcome
from benvenuto.ui.people.adding import back_to_everybody
from benvenuto.ui.people.roles import NAMES
from benvenuto.ui.streamlit.progress import progress_bar
from benvenuto.ui.streamlit.sticky_button import button
from benvenuto.ui.streamlit.uploads import choose_file

_ADDED = "people_added"
_STATES = {
    LineState.REFUSED: message("refused"),
    LineState.DIFFERS: message("differs"),
    LineState.NEW: message("new"),
    LineState.THERE: message("already here"),
}
"""In the order in which they are shown: what asks for a decision first."""


def add_list(ctx: PageContext) -> None:
    """The whole view, as far as the list has come."""
    back_to_everybody(ctx)
    title(
        ctx._("Add people from a list"),
        ctx._("A table with a line per person, from CSV or Excel (.xlsx). Nothing is saved before you have seen it."),
    )
    added: PeopleAdded | None = ctx.memory.get(_ADDED)
    if added is not None:
        _hand_over(ctx, added)
        return
    upload_words(ctx, ctx._("CSV or Excel, up to {limit} MB", limit=LARGEST_LIST_MB))
    file = choose_file(ctx._("List of people"), key="people_list")
    if file is None:
        _explanation(ctx)
        return
    source = file.read()
    try:
        looked = ctx.app.people_lists.look(ctx.actor, source)
    except BenvenutoError as error:
        notice(ctx, error)
        return
    _preview(ctx, looked)
    _add(ctx, looked, source, f"add_list_{file.id}")


def forget_list(ctx: PageContext) -> None:
    """Let go of passwords that are for another page than the one that is drawn."""
    ctx.memory.pop(_ADDED, None)


def _add(ctx: PageContext, looked: Looked, source: bytes, key: str) -> None:
    new = len(looked.of(LineState.NEW))
    if looked.of(LineState.REFUSED):
        quiet_notice(ctx._("Nobody can be added while a line is refused. Correct it in the file, and choose it again."))
        return
    if not new:
        quiet_notice(ctx._("Everybody on the list is here already."))
        return
    if button(ctx, ctx.say.plural("Add {n} person", "Add {n} people", new), key=key, type="primary"):
        try:
            ctx.memory[_ADDED] = _run(ctx, source)
        except BenvenutoError as error:
            refused(ctx, error, place=key)
        else:
            st.rerun()
    show_outcome(ctx, key)


def _run(ctx: PageContext, source: bytes) -> PeopleAdded:
    bar = progress_bar()
    bar(0.0, ctx._("Stay on this page until everybody has a password."))

    def progress(done: int, of: int) -> None:
        bar(done / of, ctx._("{n} of {total} passwords", n=ctx.say.number(done), total=ctx.say.number(of)))

    return ctx.app.people_lists.add(ctx.actor, source, ctx.say.code, progress)


def _preview(ctx: PageContext, looked: Looked) -> None:
    section(ctx._("Preview of the list"), ctx._("Every line, refused ones first. Nothing has been saved yet."))
    with st.container(horizontal=True, gap="large", key="import_figures"):
        for state, words in _STATES.items():
            figure(ctx.say.number(len(looked.of(state))), ctx._(words).capitalize())
    if looked.teams:
        words = ctx._("Teams that are added with them: {teams}.", teams=", ".join(looked.teams))
        quiet_notice(words)
    if looked.unread:
        quiet_notice(ctx._("Columns that are not read: {columns}.", columns=", ".join(looked.unread)))
    heads = [ctx._("Row"), "", *(ctx._(TITLES[field]) for field in _SHOWN), ctx._("Note")]
    head = "".join(f'<th scope="col">{escape(words)}</th>' for words in heads)
    lines = "".join(_line(ctx, line) for state in _STATES for line in looked.of(state))
    st.html(
        f'<div class="bv-scroll" tabindex="0"><table class="bv-table" aria-label="{escape(ctx._("List of people"))}">'
        f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


_SHOWN = (PersonField.NAME, PersonField.USERNAME, PersonField.ROLE, PersonField.TEAM, PersonField.AGENT_CODE)


def _line(ctx: PageContext, line: ListLine) -> str:
    # what was understood, else what is written there
    listed = line.listed
    role = ctx._(NAMES[listed.role]) if listed else line.line.role
    shown = listed or line.line
    cells = [shown.name, shown.username, role, shown.team, shown.agent_code, _note(ctx, line)]
    state = f'<span class="bv-label">{escape(ctx._(_STATES[line.state]))}</span>'
    kind = ' class="bv-rejected"' if line.state is LineState.REFUSED else ""
    return (
        f'<tr{kind}><td class="bv-number">{line.line.number}</td><td>{state}</td>'
        f"{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
    )


def _note(ctx: PageContext, line: ListLine) -> str:
    reason = ctx._(line.template, **line.params) if line.template else ""
    if line.state is LineState.REFUSED:
        return f"{ctx._(TITLES[line.at])}: {reason}" if line.at else reason
    if line.differing:
        fields = ", ".join(ctx._(TITLES[field]).lower() for field in line.differing)
        reason = " ".join(part for part in (ctx._("Stays as it is here: {fields}.", fields=fields), reason) if part)
    return reason


def _hand_over(ctx: PageContext, added: PeopleAdded) -> None:
    """The passwords, until they are handed over or another page is opened."""
    say = ctx.say
    quiet_notice(say.plural("{n} person has been added.", "{n} people have been added.", len(added.accounts)))
    with st.container(border=True, key="one_time"):
        section(
            ctx._("One-time passwords to hand over"),
            ctx._(
                "They can be downloaded only here and only now, and expire on {when}. Hand each person theirs alone, "
                "then delete the file.",
                when=say.timestamp(added.expires_at, "short"),
            ),
        )
        header = [ctx._("Name"), ctx._("User name"), ctx._("One-time password"), ctx._("Address")]
        address = ctx.app.settings.public_url
        lines = [(account.name, account.username, account.password, address) for account in added.accounts]
        with st.container(horizontal=True):
            st.download_button(
                ctx._("Download the passwords (CSV)"),
                csv_file(header, lines, comma=say.number(0.5, 1) == "0,5"),
                file_name=f"{ctx._('one-time-passwords')}.csv",
                mime="text/csv",
                key="list_passwords",
                icon=":material/download:",
                on_click="ignore",
            )
            if button(ctx, ctx._("Handed over"), key="list_handed_over"):
                forget_list(ctx)
                st.query_params.clear()
                st.rerun()


def _explanation(ctx: PageContext) -> None:
    section(
        ctx._("What the list must contain"),
        ctx._(
            "One line per person, below a line of column names: name, user name and role, and for an agent, supervisor "
            "or manager the team. A team that is not here yet is added. An agent's code is how call logs name them; "
            "left empty, it is the user name. Further roles and teams are given on each person's page. Up to {n} "
            "people at once.",
            n=ctx.say.number(MOST_PEOPLE),
        ),
    )
    st.download_button(
        ctx._("An example to start from"),
        example_list(ctx),
        file_name=f"{ctx._('people')}.csv",
        mime="text/csv",
        key="example_list",
        icon=":material/download:",
        on_click="ignore",
    )
    section(
        ctx._("On the command line"),
        ctx._("The same without a browser; with --look, it only says what would become of each line:"),
    )
    st.code("python -m benvenuto add-people FILE", language=None)


def example_list(ctx: PageContext) -> bytes:
    """A list of three people, its columns and roles named in the reader's language."""
    agent, supervisor, manager = (ctx._(NAMES[role]) for role in (Role.AGENT, Role.SUPERVISOR, Role.MANAGER))
    rows = [
        ("Anna Rossi", "anna.rossi", agent, "Nord", "204"),
        ("Bruno Bianchi", "bruno.bianchi", supervisor, "Nord", ""),
        ("Carla Verdi", "carla.verdi", manager, "Nord", ""),
    ]
    return csv_file([ctx._(TITLES[field]) for field in _SHOWN], rows, comma=ctx.say.number(0.5, 1) == "0,5").encode()
