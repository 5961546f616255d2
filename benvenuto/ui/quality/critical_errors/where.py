"""Where critical errors arise and why: the criteria, the reasons in the one that is open."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from benvenuto.domain.faults import message
from benvenuto.services.quality.critical_errors import ErrorShare, Failing
from benvenuto.ui import charts
from benvenuto.ui.charts.pareto import MOST, Bar, pareto
from benvenuto.ui.context import PageContext
from benvenuto.ui.quality.clicked import clicked
from benvenuto.ui.quality.critical_errors import words
from benvenuto.ui.quality.critical_errors.behind import NONE_CHOSEN, behind, named
from benvenuto.ui.quality.critical_errors.choices import KEPT, CriticalErrorsView
from benvenuto.ui.quality.downloads import DataTable
from benvenuto.ui.quality.quality_page import part

CRITERIA, REASONS = "critical_criteria", "critical_reasons"

_PARETO = (
    message("Criterion"),
    message("Reason"),
    message("Count"),
    message("Share, %"),
    message("95% interval, low"),
    message("95% interval, high"),
    message("Cumulative share, %"),
)


def where(ctx: PageContext, view: CriticalErrorsView, failing: Failing) -> None:
    """The criteria, the reasons in the one that is open, and the evaluations behind both."""
    _take_clicks()
    known = {share.key: share for share in failing.criteria}
    open_ = known.get(_kept("criterion"))
    part(
        ctx,
        words.criteria(ctx.say, failing.criteria, failing.errors, lambda share: named(ctx, share)),
        _legend(ctx, failing.criteria),
        name="benvenuto-critical-criteria",
        heading=ctx._("Where they come from"),
        chart=pareto(_bars(ctx, failing.criteria), ctx.say, charts.ink(), open_.key if open_ else None),
        key=CRITERIA,
        opens=True,
        below=partial(_why, ctx, failing, open_) if open_ else None,
        data=_shares(ctx, failing),
    )
    behind(ctx, view, failing, known)


def _take_clicks() -> None:
    criterion = clicked(CRITERIA)
    if criterion:
        st.session_state[KEPT.key("criterion")] = criterion
        st.session_state[KEPT.key("why")] = ""
    why = clicked(REASONS)
    # another criterion has another chart of reasons: what was selected in the old one is not for it
    if why and not criterion:
        st.session_state[KEPT.key("why")] = why


def _kept(name: str) -> str:
    return str(st.session_state.get(KEPT.key(name)) or "")


def _legend(ctx: PageContext, shares: Sequence[ErrorShare]) -> Sequence[str]:
    legend = [
        ctx._(
            "Bars: each criterion's share of all critical errors, with its 95% interval (thin line); the "
            "dotted line is the cumulative share. Click a bar to see its reasons and its calls."
        )
    ]
    if len(shares) > MOST:
        legend.append(ctx._("The {most} most frequent of {all}.", most=MOST, all=ctx.say.number(len(shares))))
    return legend


def _bars(ctx: PageContext, shares: Sequence[ErrorShare]) -> Sequence[Bar]:
    return [
        Bar(share.key, named(ctx, share), share.n, share.part, share.low, share.high, share.up_to) for share in shares
    ]


def _why(ctx: PageContext, failing: Failing, criterion: ErrorShare) -> None:
    shares = failing.reasons[criterion.key]
    chosen = _kept("why").removeprefix(NONE_CHOSEN) if _kept("why") else None
    part(
        ctx,
        words.reasons(ctx.say, shares, named(ctx, criterion), lambda share: named(ctx, share)),
        name="benvenuto-critical-reasons",
        heading=ctx._("Why, according to the evaluators"),
        chart=pareto(_bars(ctx, shares), ctx.say, charts.ink(), chosen),
        key=REASONS,
        opens=True,
    )


def _shares(ctx: PageContext, failing: Failing) -> DataTable:
    cells: list[tuple[str | int | float, ...]] = []
    for criterion in failing.criteria:
        cells.append((named(ctx, criterion), "", *_percent(criterion)))
        cells += [(named(ctx, criterion), named(ctx, why), *_percent(why)) for why in failing.reasons[criterion.key]]
    return DataTable([ctx._(word) for word in _PARETO], cells)


def _percent(share: ErrorShare) -> tuple[int | float, ...]:
    return share.n, *(100 * part for part in (share.part, share.low, share.high, share.up_to))
