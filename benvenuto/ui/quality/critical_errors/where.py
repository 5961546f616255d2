"""Where critical errors arise and why: the criteria, the reasons in the one that is open."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from benvenuto.domain.faults import message
from benvenuto.services.quality.critical_errors import Failing, Share
from benvenuto.ui import charts
from benvenuto.ui.charts.pareto import MOST, Bar, pareto
from benvenuto.ui.charts.showing import show
from benvenuto.ui.context import Here
from benvenuto.ui.elements import section
from benvenuto.ui.quality.captions import told_by
from benvenuto.ui.quality.clicked import clicked
from benvenuto.ui.quality.critical_errors import words
from benvenuto.ui.quality.critical_errors.behind import NONE_CHOSEN, behind, named
from benvenuto.ui.quality.critical_errors.choices import KEPT, View
from benvenuto.ui.quality.downloads import Table, downloads

CRITERIA, REASONS = "critical_criteria", "critical_reasons"

_PARETO = (
    message("Criterion"),
    message("Reason"),
    message("Times"),
    message("Share"),
    message("95% interval, low"),
    message("95% interval, high"),
    message("Added up"),
)


def where(now: Here, view: View, failing: Failing) -> None:
    """The criteria, the reasons in the one that is open, and the evaluations behind both."""
    _take_clicks()
    section(now._("Where they arise"))
    known = {share.key: share for share in failing.criteria}
    open_ = known.get(_kept("criterion"))
    said = words.criteria(now.say, failing.criteria, failing.errors, lambda share: named(now, share))
    told_by(said, _legend(now, failing.criteria), apart=True)
    bars = _bars(now, failing.criteria)
    figure = pareto(bars, now.say, charts.ink(), open_.key if open_ else None)
    show(now, figure, said, CRITERIA, name="benvenuto-critical-criteria")
    if open_:
        _why(now, failing, open_)
    downloads(now, _shares(now, failing), "benvenuto-critical-criteria")
    behind(now, view, failing, known)


def _take_clicks() -> None:
    criterion = clicked(CRITERIA)
    if criterion:
        st.session_state[KEPT.key("criterion")] = criterion
        st.session_state[KEPT.key("why")] = ""
    why = clicked(REASONS)
    if why and not criterion:
        st.session_state[KEPT.key("why")] = why


def _kept(name: str) -> str:
    return str(st.session_state.get(KEPT.key(name)) or "")


def _legend(now: Here, shares: Sequence[Share]) -> Sequence[str]:
    found = [
        now._(
            "Bars: each criterion’s share of all critical errors, thin lines their 95% intervals; the dotted line "
            "adds the shares up. Click a bar for its reasons and its calls."
        )
    ]
    if len(shares) > MOST:
        found.append(now._("The {most} most frequent of {all}.", most=MOST, all=now.say.number(len(shares))))
    return found


def _bars(now: Here, shares: Sequence[Share]) -> Sequence[Bar]:
    return [
        Bar(share.key, named(now, share), share.n, share.part, share.low, share.high, share.up_to) for share in shares
    ]


def _why(now: Here, failing: Failing, criterion: Share) -> None:
    shares = failing.reasons[criterion.key]
    section(now._("Why, in the evaluators’ words"))
    said = words.reasons(now.say, shares, named(now, criterion), lambda share: named(now, share))
    told_by(said, apart=True)
    chosen = _kept("why").removeprefix(NONE_CHOSEN) if _kept("why") else None
    figure = pareto(_bars(now, shares), now.say, charts.ink(), chosen)
    show(now, figure, said, REASONS, name="benvenuto-critical-reasons")


def _shares(now: Here, failing: Failing) -> Table:
    cells: list[tuple[str | int | float, ...]] = []
    for one in failing.criteria:
        cells.append((named(now, one), "", one.n, one.part, one.low, one.high, one.up_to))
        for why in failing.reasons[one.key]:
            cells.append((named(now, one), named(now, why), why.n, why.part, why.low, why.high, why.up_to))
    return Table([now._(word) for word in _PARETO], cells)
