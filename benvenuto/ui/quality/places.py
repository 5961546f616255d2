"""Where a figure of a page on care quality leads: to its trend, with the same choice of calls."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from benvenuto.ui.quality.choices import DEFAULTS
from benvenuto.ui.streamlit.url_state import UrlState

CALLS = ("period", "from", "to", "team")
"""Which calls, in the words that every page on care quality has in its address."""


def chosen(kept: UrlState) -> Mapping[str, str]:
    """What of these the reader has chosen, as it stands in the address."""
    values = {name: str(st.session_state.get(kept.key(name)) or "") for name in CALLS if name in kept.defaults}
    return {name: value for name, value in values.items() if value != DEFAULTS[name]}


def trend_of_criterion(path: str, choice: Mapping[str, str]) -> str:
    """The address of a criterion's trend."""
    rubric, _, _ = path.partition("/")
    return "/trend?" + urlencode({"rubric": rubric, "criterion": path, **choice}, safe="/")


def trend_of_agent(agent_id: int, choice: Mapping[str, str]) -> str:
    """The address of an agent's trend."""
    return "/trend?" + urlencode({"agent": agent_id, **choice})


def agreement_on_criteria(choice: Mapping[str, str]) -> str:
    """The address of the agreement between evaluators, criterion by criterion."""
    return "/evaluator-agreement?" + urlencode(choice) if choice else "/evaluator-agreement"
