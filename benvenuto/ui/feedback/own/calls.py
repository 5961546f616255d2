"""The calls that an agent can score themselves."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from benvenuto.services.scoring.self_evaluations import OwnCall
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.components.rows import Column, Row, rows
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, title
from benvenuto.ui.outcome import show_outcome
from benvenuto.ui.paging import pager, place
from benvenuto.ui.shell import address

PAGE = 20


def show(ctx: PageContext) -> None:
    """The whole page."""
    at = place()
    calls, total = ctx.app.self_evaluations.calls(ctx.actor, PAGE, at * PAGE)
    if not calls and at:  # past the end
        del st.query_params["page"]
        st.rerun()
    title(
        ctx._("Score a call of yours"),
        ctx._("Three minutes, for yourself: one level for each criterion. Nobody else sees it unless you share it."),
    )
    show_outcome(ctx, "own_calls")
    link = ctx._("Your scores beside your supervisors'")
    st.page_link(address("self-evaluations"), label=link, icon=":material/compare:")
    if not calls:
        empty(
            ctx._("No call to score just now"),
            ctx._(
                "Your recorded calls of the last two weeks appear here, and any call with feedback that you have not "
                "opened yet."
            ),
        )
        return
    columns: list[Column] = [
        {"label": ctx._("Call"), "kind": "text"},
        {"label": ctx._("Contact reason"), "kind": "quiet"},
        {"label": "", "kind": "labels"},
    ]
    content = [_row(ctx, each) for each in calls]
    opened = rows(ctx._("Score a call of yours"), key=f"own_calls_{at}", columns=columns, content=content)
    if opened is not None:
        st.switch_page(address("score-own"), query_params={"call": opened})
    pager(ctx, at, PAGE, total)


def _row(ctx: PageContext, own: OwnCall) -> Row:
    call = own.call
    labels = [ctx._("started")] if own.begun else []
    if own.known:
        labels.append(ctx._("feedback read"))
    elif own.waiting:
        labels.append(ctx._("feedback waits"))
    return {
        "id": str(call.id),
        "href": f"/score-own?{urlencode({'call': call.id})}",
        "cells": [
            ctx.say.timestamp(call.started_at, "EEEE d MMMM, HH:mm"),
            contact_reason(ctx, call.contact_reason),
            labels,
        ],
    }
