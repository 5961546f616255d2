"""What may be recorded and scored: the works agreement in force, clause by clause, to read and to print."""

from __future__ import annotations

from html import escape

import streamlit as st

from benvenuto.domain.people import Role
from benvenuto.domain.works_agreement import WorksAgreement
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, facts, notice, quiet_notice, shown, style, title
from benvenuto.ui.people.works_agreement_words import ClauseWords, clauses
from benvenuto.ui.shell import address


def is_set(ctx: PageContext) -> bool:
    """Whether there is a works agreement, for the menu."""
    return ctx.app.works_agreement.standing(ctx.actor).there


def show(ctx: PageContext) -> None:
    """The whole page."""
    style("works_agreement")
    standing = ctx.app.works_agreement.standing(ctx.actor)
    title(
        ctx._("What may be recorded and scored"),
        ctx._("What the works agreement says about recorded calls, clause by clause, and how Benvenuto keeps it."),
    )
    if ctx.holds(Role.ADMINISTRATOR):
        for fault in ctx.app.works_agreement.faults(ctx.actor):
            notice(ctx, fault)
    if standing.in_force is None and standing.following is None:
        empty(
            ctx._("No works agreement is set"),
            ctx._(
                "Who hears and scores calls follows from the roles alone. An administrator sets one in a file: "
                "docs/works-agreement.md says how."
            ),
        )
        return
    if standing.following is not None:
        day = ctx.say.day(standing.following.start, "long")
        quiet_notice(ctx._("Version {version} comes into force on {day}.", version=standing.following.version, day=day))
    if (agreement := standing.in_force or standing.following) is not None:
        _draw(ctx, agreement)


def say_that_none_is_set(ctx: PageContext) -> None:
    """For administrators, where they begin: that no works agreement is set; nothing where one is."""
    if is_set(ctx):
        for fault in ctx.app.works_agreement.faults(ctx.actor):
            notice(ctx, fault)
        return
    with st.container(horizontal=True, vertical_alignment="center", key="no_works_agreement"):
        quiet_notice(
            ctx._(
                "No works agreement is set: who hears and scores calls follows from the roles alone. "
                "docs/works-agreement.md says how to set one."
            )
        )
        st.page_link(
            address("works-agreement"), label=ctx._("What may be recorded and scored"), icon=":material/handshake:"
        )


def _draw(ctx: PageContext, agreement: WorksAgreement) -> None:
    facts(
        [
            (ctx._("Version"), agreement.version),
            (ctx._("In force from"), ctx.say.day(agreement.start, "long")),
            (ctx._("Signed on"), ctx.say.day(agreement.signed_on, "long")),
            (ctx._("Signed by"), ", ".join(agreement.signed_by)),
        ]
    )
    if agreement.summary is not None:
        shown(agreement.summary.in_language(ctx.say.code), "bv-said bv-agreed-summary")
    kept = escape(ctx._("How it is kept:"))
    st.html(f'<div class="bv-clauses">{"".join(_clause(clause, kept) for clause in clauses(ctx.say, agreement))}</div>')
    not_legal = ctx._(
        "This page is no legal advice. What holds is the text that was signed; this is what Benvenuto was told of it, "
        "and does. What no clause limits follows from the roles."
    )
    st.html(
        f'<p class="bv-kept">{escape(not_legal)} '
        f'<button type="button" class="bv-print">{escape(ctx._("Print this page"))}</button></p>'
    )


def _clause(clause: ClauseWords, kept: str) -> str:
    agreed = "".join(f"<p>{escape(sentence)}</p>" for sentence in clause.agreed)
    return (
        f'<section><h2>{escape(clause.name)}</h2><div>{agreed}<p class="bv-how"><b>{kept}</b> '
        f"{escape(clause.kept)}</p></div></section>"
    )
