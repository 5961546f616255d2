"""The evaluations behind a bar, and the way to a bar without a mouse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from benvenuto.services.quality.critical_errors import MOST_BEHIND, ErrorShare, Failing
from benvenuto.ui.components.rows import Column, Row, rows
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import section, shown
from benvenuto.ui.quality.choices import WIDTH
from benvenuto.ui.quality.critical_errors.choices import KEPT, CriticalErrorsView
from benvenuto.ui.quality.trend.behind import CRITICAL
from benvenuto.ui.shell import address

NONE_CHOSEN = "-"
"""In the address, for errors without a reason."""


def behind(ctx: PageContext, view: CriticalErrorsView, failing: Failing, known: Mapping[str, ErrorShare]) -> None:
    """Choose a bar, by a click above or by name here, and list its evaluations."""
    section(ctx._("The evaluations behind a bar"))
    with st.container(horizontal=True, key="critical_bar"):
        options = {"": ctx._("none selected"), **{path: named(ctx, share) for path, share in known.items()}}
        path = KEPT.one_of("criterion", options, ctx._("Criterion"), width=WIDTH * 2)
        whys = {why.key or NONE_CHOSEN: named(ctx, why) for why in failing.reasons.get(path, ())}
        why = KEPT.one_of("why", {"": ctx._("All reasons"), **whys}, ctx._("Reason"), width=WIDTH * 2)
    if not path:
        shown(ctx._("Click a bar, or choose a criterion here, to see the calls behind it."), "bv-lead")
        return
    wanted_reason = why.removeprefix(NONE_CHOSEN) if why else None
    ids = ctx.app.critical_errors.behind(ctx.actor, view.wanted, path, wanted_reason, view.type)
    _listing(ctx, ids, f"critical_rows_{path}_{why}")
    n = next(share.n for share in failing.reasons[path] if share.key == wanted_reason) if why else known[path].n
    if n > MOST_BEHIND:
        shown(ctx._("The {shown} most recent of {all}.", shown=MOST_BEHIND, all=ctx.say.number(n)), "bv-lead")


def _listing(ctx: PageContext, ids: Sequence[int], key: str) -> None:
    columns: list[Column] = [
        {"label": ctx._("Call"), "kind": "nowrap"},
        {"label": ctx._("Agent"), "kind": "nowrap"},
        {"label": ctx._("Care score"), "kind": "number"},
        {"label": ctx._("Critical errors"), "kind": "labels"},
    ]
    content: list[Row] = [
        {
            "id": str(evaluation.stored.id),
            "href": f"/evaluation?id={evaluation.stored.id}",
            "cells": [
                ctx.say.timestamp(evaluation.stored.called_at, "d MMM y, HH:mm"),
                evaluation.stored.agent_name,
                "" if evaluation.stored.care_score is None else ctx.say.number(evaluation.stored.care_score, 1),
                [ctx._(CRITICAL.get(kind, kind)) for kind in evaluation.critical],
            ],
        }
        for evaluation in ctx.app.trends.listed(ctx.actor, ids)
    ]
    opened = rows(ctx._("The evaluations behind a bar"), key=key, columns=columns, content=content)
    if opened is not None:
        st.switch_page(address("evaluation"), query_params={"id": opened})


def named(ctx: PageContext, share: ErrorShare) -> str:
    """What a criterion or a reason is called."""
    return share.title.in_language(ctx.say.code) or ctx._("no reason given")
