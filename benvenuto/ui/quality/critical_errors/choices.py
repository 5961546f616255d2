"""Which critical errors to look at, kept in the address."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from benvenuto.storage.quality.evaluation_filters import TrendFilter
from benvenuto.ui.context import Here
from benvenuto.ui.quality.choices import DEFAULTS, WIDTH, period, reason, team
from benvenuto.ui.quality.trend.behind import CRITICAL
from benvenuto.ui.quality.trend.words import capital
from benvenuto.ui.streamlit.url_state import UrlState

KEPT = UrlState("critical", {"calls": "random", "type": "", **DEFAULTS, "criterion": "", "why": ""})


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at; `type` is empty for all types of critical errors together."""

    wanted: TrendFilter
    type: str

    @property
    def targeted(self) -> bool:
        """Whether these are calls chosen on purpose, from which no share of all calls can be read."""
        return self.wanted.selection == "targeted"


def choose(now: Here) -> View:
    """Ask what to look at."""
    choices = now.app.trends.choices(now.actor)
    KEPT.load()
    with st.container(horizontal=True, key="critical_choices"):
        kinds = {"random": now._("Drawn at random"), "targeted": now._("Chosen on purpose")}
        selection = KEPT.one_of("calls", kinds, now._("Calls"), width=WIDTH)
        types = {"": now._("All types"), **{kind: capital(now._(said)) for kind, said in CRITICAL.items()}}
        kind = KEPT.one_of("type", types, now._("Type"), width=WIDTH)
        asked = period(now, KEPT)
        team_id = team(now, KEPT, choices.teams)
        wanted_reason = reason(now, KEPT, choices.contact_reasons)
    wanted = TrendFilter(
        selection=selection, begin=asked.begin, end=asked.end, team_id=team_id, contact_reason=wanted_reason
    )
    return View(wanted, kind)
