"""The evaluations behind a bar, and the way to a bar without a mouse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from benvenuto.services.quality.critical_errors import MOST_BEHIND, Failing, Share
from benvenuto.ui.components.rows import Column, Row, rows
from benvenuto.ui.context import Here
from benvenuto.ui.elements import section, shown
from benvenuto.ui.quality.choices import WIDTH
from benvenuto.ui.quality.critical_errors.choices import KEPT, View
from benvenuto.ui.quality.trend.behind import CRITICAL
from benvenuto.ui.shell import address

NONE_CHOSEN = "-"
"""In the address, for errors without a reason."""


def behind(now: Here, view: View, failing: Failing, known: Mapping[str, Share]) -> None:
    """Choose a bar, by a click above or by name here, and list its evaluations."""
    section(now._("The evaluations behind a bar"))
    with st.container(horizontal=True, key="critical_bar"):
        options = {"": now._("none chosen"), **{path: named(now, share) for path, share in known.items()}}
        path = KEPT.one_of("criterion", options, now._("Criterion"), width=WIDTH * 2)
        whys = {why.key or NONE_CHOSEN: named(now, why) for why in failing.reasons.get(path, ())}
        why = KEPT.one_of("why", {"": now._("All reasons"), **whys}, now._("Reason"), width=WIDTH * 2)
    if not path:
        shown(now._("Click a bar, or choose a criterion here, to see the calls it is made of."), "bv-lead")
        return
    wanted_reason = why.removeprefix(NONE_CHOSEN) if why else None
    ids = now.app.critical_errors.behind(now.actor, view.wanted, path, wanted_reason, view.type)
    _listing(now, ids, f"critical_rows_{path}_{why}")
    n = next(share.n for share in failing.reasons[path] if share.key == wanted_reason) if why else known[path].n
    if n > MOST_BEHIND:
        shown(now._("The newest {shown} of {all}.", shown=MOST_BEHIND, all=now.say.number(n)), "bv-lead")


def _listing(now: Here, ids: Sequence[int], key: str) -> None:
    columns: list[Column] = [
        {"label": now._("Call"), "kind": "nowrap"},
        {"label": now._("Agent"), "kind": "nowrap"},
        {"label": now._("Care score"), "kind": "number"},
        {"label": now._("Critical errors"), "kind": "labels"},
    ]
    content: list[Row] = [
        {
            "id": str(one.stored.id),
            "href": f"/evaluation?id={one.stored.id}",
            "cells": [
                now.say.moment(one.stored.called_at, "d MMM y, HH:mm"),
                one.stored.agent_name,
                "" if one.stored.care_score is None else now.say.number(one.stored.care_score, 1),
                [now._(CRITICAL.get(kind, kind)) for kind in one.critical],
            ],
        }
        for one in now.app.trends.listed(now.actor, ids)
    ]
    opened = rows(now._("The evaluations behind a bar"), key=key, columns=columns, content=content)
    if opened is not None:
        st.switch_page(address("evaluation"), query_params={"id": opened})


def named(now: Here, share: Share) -> str:
    """What a criterion or a reason is called."""
    return share.title.in_language(now.say.code) or now._("no reason chosen")
