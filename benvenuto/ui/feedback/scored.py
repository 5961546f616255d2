"""Scored calls: every published evaluation of one's teams, how far it has come with its agent, and how soon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import streamlit as st

from benvenuto.domain.evaluation import DECIDED, FOR_THE_AGENT, EvaluationRow, SelectionKind, Status
from benvenuto.domain.faults import message
from benvenuto.domain.people import Role
from benvenuto.domain.scored import ScoredFilter, ScoredOrder, ScoredState
from benvenuto.formats.spreadsheet import Cell, csv_file
from benvenuto.services.feedback.scored import ScoredChoices
from benvenuto.services.quality.trends import Behind
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.components.rows import Column, Row, rows
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, style, title
from benvenuto.ui.endings import ending_words
from benvenuto.ui.feedback.response_times import response_times
from benvenuto.ui.feedback.words import CRITICAL, STATUS, points
from benvenuto.ui.paging import pager, place
from benvenuto.ui.quality import choices
from benvenuto.ui.quality.downloads import DataTable, with_never_for
from benvenuto.ui.shell import address
from benvenuto.ui.streamlit.redirects import change_query
from benvenuto.ui.streamlit.sticky_button import sticky_button
from benvenuto.ui.streamlit.url_state import UrlState

PAGE = 25
KEPT = UrlState(
    "scored",
    {
        "state": "",
        "order": ScoredOrder.PUBLISHED.value,
        "words": "",
        "period": "13",
        "from": "",
        "to": "",
        "team": "",
        "agent": "",
        "evaluator": "",
        "reason": "",
    },
)
_CLEAR = "scored_clear"
_AT_ONCE = 500
_STATES: Mapping[ScoredState, str] = {
    ScoredState.UNREAD: message("Not read yet"),
    ScoredState.READ: message("Read, no response yet"),
    ScoredState.ACKNOWLEDGED: message("Acknowledged"),
    ScoredState.DISPUTED: message("Open dispute"),
    ScoredState.DECIDED: message("Dispute decided"),
}
_NOT_FOR_THE_AGENT: Mapping[SelectionKind, str] = {
    SelectionKind.SECOND: message("second listening"),
    SelectionKind.CALIBRATION: message("calibration"),
}
_ORDERS: Mapping[ScoredOrder, str] = {
    ScoredOrder.PUBLISHED: message("Latest published first"),
    ScoredOrder.CALLED: message("Latest call first"),
    ScoredOrder.LOWEST: message("Lowest score first"),
    ScoredOrder.HIGHEST: message("Highest score first"),
}


def show(ctx: PageContext) -> None:
    """The whole page."""
    style("administration")
    known = ctx.app.scored.choices(ctx.actor)
    title(ctx._("Scored calls"), ctx._("What was published about the calls of your teams, and what came of it."))
    if not known.agents:
        empty(
            ctx._("Nothing scored yet"),
            ctx._(
                "Each evaluation appears here as soon as it is published: its score, whether the agent has read and "
                "acknowledged it, and any dispute."
            ),
        )
        return
    _list(ctx, known)
    if ctx.holds(Role.MANAGER):
        response_times(ctx)


def _list(ctx: PageContext, known: ScoredChoices) -> None:
    wanted = _filters(ctx, known)
    at = place()  # only now: other filters lead back to the first page
    listed, total = ctx.app.scored.listed(ctx.actor, wanted, PAGE, at * PAGE)
    if not listed and at:  # past the end
        del st.query_params["page"]
        st.rerun()
    if not listed:
        empty(ctx._("No evaluations match"), ctx._("Clear the filters to see all of them again."))
        sticky_button(ctx, ctx._("Clear the filters"), key=_CLEAR, icon=":material/filter_alt_off:")
        change_query(ctx, _CLEAR, {"period": "all"})
        return
    _listing(ctx, listed, key=f"scored_{wanted.order}_{at}")
    pager(ctx, at, PAGE, total)
    _download(ctx, wanted, total)


def _filters(ctx: PageContext, known: ScoredChoices) -> ScoredFilter:
    KEPT.load()
    states = {"": ctx._("All"), **{state.value: ctx._(words) for state, words in _STATES.items()}}
    orders = {order.value: ctx._(words) for order, words in _ORDERS.items()}
    agents, evaluators = (
        {"": everybody, **{str(number): name for number, name in people.items()}}
        for everybody, people in (
            (ctx._("All agents"), known.agents),
            (ctx._("All evaluators"), known.evaluators),
        )
    )
    with st.container(horizontal=True, vertical_alignment="bottom", key="scored_filters"):
        state = KEPT.one_of("state", states, ctx._("Status"), width=choices.WIDE)
        agent = KEPT.one_of("agent", agents, ctx._("Agent"), width=choices.WIDE)
        order = KEPT.one_of("order", orders, ctx._("Order"), width=choices.WIDE)
        hint = ctx._("in names, summaries, notes and comments")
        words = st.text_input(ctx._("Search"), key=KEPT.key("words"), placeholder=hint, max_chars=100, width=320)
        with choices.more(ctx, KEPT, "period", "team", "evaluator", "reason"):
            period = choices.period(ctx, KEPT)
            team_id = choices.team(ctx, KEPT, known.teams)
            evaluator = KEPT.one_of("evaluator", evaluators, ctx._("Evaluator"), width=choices.WIDTH)
            reason = choices.reason(ctx, KEPT, known.contact_reasons)
    KEPT.store()
    return ScoredFilter(
        state=ScoredState(state) if state else None,
        team_id=team_id,
        agent_id=int(agent) if agent else None,
        evaluator_id=int(evaluator) if evaluator else None,
        contact_reason=reason,
        begin=period.begin,
        end=period.end,
        words=words.strip(),
        order=ScoredOrder(order),
    )


def _listing(ctx: PageContext, listed: Sequence[EvaluationRow], *, key: str) -> None:
    behind = _behind(ctx, listed)
    content = [_row(ctx, behind[stored.id]) for stored in listed if stored.id in behind]
    opened = rows(ctx._("Scored calls"), key=key, columns=_columns(ctx), content=content)
    if opened is not None:
        st.switch_page(address("evaluation"), query_params={"id": opened, "from": "scored"})


def _columns(ctx: PageContext) -> list[Column]:
    return [
        {"label": ctx._("Agent"), "kind": "nowrap"},
        {"label": ctx._("Call"), "kind": "nowrap"},
        {"label": ctx._("Contact reason"), "kind": "quiet"},
        {"label": ctx._("Score"), "kind": "number"},
        {"label": ctx._("Band"), "kind": "quiet"},
        {"label": ctx._("Evaluator"), "kind": "quiet"},
        {"label": ctx._("Published"), "kind": "dated"},
        {"label": ctx._("Read"), "kind": "dated"},
        {"label": ctx._("Acknowledged"), "kind": "dated"},
        {"label": "", "kind": "labels"},
    ]


def _behind(ctx: PageContext, listed: Sequence[EvaluationRow]) -> Mapping[int, Behind]:
    ids = [stored.id for stored in listed]
    return {
        evaluation.stored.id: evaluation
        for first in range(0, len(ids), _AT_ONCE)  # a database takes only so many at once
        for evaluation in ctx.app.trends.listed(ctx.actor, ids[first : first + _AT_ONCE])
    }


def _row(ctx: PageContext, evaluation: Behind) -> Row:
    stored, say = evaluation.stored, ctx.say
    return {
        "id": str(stored.id),
        "href": f"/evaluation?id={stored.id}&from=scored",
        "cells": [
            stored.agent_name,
            say.day(stored.called_at, "d MMM y"),
            contact_reason(ctx, stored.facts.contact_reason),
            points(ctx, evaluation.scorecard, stored.final_score),
            _band(ctx, evaluation),
            stored.evaluator_name,
            say.day(stored.published_at, "d MMM") if stored.published_at else "",
            _read(ctx, stored),
            say.day(stored.acknowledged_at, "d MMM") if stored.acknowledged_at else "",
            list(_labels(ctx, evaluation)),
        ],
    }


def _read(ctx: PageContext, stored: EvaluationRow) -> str:
    if stored.first_read_at is not None:
        return ctx.say.day(stored.first_read_at, "d MMM")
    # what was responded to was read, before that was noted
    waits = stored.status is Status.PUBLISHED and stored.selection.kind in FOR_THE_AGENT
    return ctx._("not yet") if waits else ""


def _band(ctx: PageContext, evaluation: Behind) -> str:
    score = evaluation.stored.final_score
    return "" if score is None else evaluation.scorecard.band(score).label.in_language(ctx.say.code)


def _labels(ctx: PageContext, evaluation: Behind) -> Iterator[str]:
    stored = evaluation.stored
    if stored.status in (Status.DISPUTED, *DECIDED):
        yield ctx._(STATUS[stored.status])
    yield from (ctx._(CRITICAL[kind]) for kind in CRITICAL if kind.value in evaluation.critical)
    if evaluation.unheard:
        yield ctx._("listen first")
    if stored.selection.kind not in FOR_THE_AGENT:
        yield ctx._(_NOT_FOR_THE_AGENT[stored.selection.kind])
    if stored.simulated:
        yield ctx._("simulated")


def _download(ctx: PageContext, wanted: ScoredFilter, total: int) -> None:
    def written() -> str:
        listed, _ = ctx.app.scored.listed(ctx.actor, wanted, limit=None)
        behind = _behind(ctx, listed)
        lines = [_line(ctx, behind[stored.id]) for stored in listed if stored.id in behind]
        table = with_never_for(ctx, DataTable(_heads(ctx), lines))
        return csv_file(table.header, table.rows, comma=ctx.say.number(0.5, 1) == "0,5")

    st.download_button(
        ctx.say.plural("Download this line (CSV)", "Download these {n} lines (CSV)", total),
        written,  # when it is asked for: most readers never do
        file_name=f"{ctx._('scored-calls')}.csv",
        mime="text/csv",
        key="scored_csv",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
    )


def _heads(ctx: PageContext) -> Sequence[str]:
    return [
        *(column["label"] for column in _columns(ctx) if column["label"]),
        ctx._("Status"),
        ctx._("Critical errors"),
        ctx._("Ended early"),
    ]


def _line(ctx: PageContext, evaluation: Behind) -> Sequence[Cell]:
    stored = evaluation.stored
    score = None if stored.final_score is None else float(evaluation.scorecard.shown(stored.final_score))
    called, published, read, acknowledged = (
        # as spreadsheets read a time
        f"{at.astimezone(ctx.say.timezone):%Y-%m-%d %H:%M}" if at else None
        for at in (stored.called_at, stored.published_at, stored.first_read_at, stored.acknowledged_at)
    )
    errors = ", ".join(ctx._(CRITICAL[kind]) for kind in CRITICAL if kind.value in evaluation.critical)
    reason = contact_reason(ctx, stored.facts.contact_reason)
    about = [stored.agent_name, called, reason, score, _band(ctx, evaluation), stored.evaluator_name]
    ended = ending_words(ctx, stored.facts.ending) if stored.facts.ending else None
    return [*about, published, read, acknowledged, ctx._(STATUS[stored.status]), errors, ended]
