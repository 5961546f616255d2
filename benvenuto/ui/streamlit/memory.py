"""What one run of a page leaves to the next ones of the same window."""

from __future__ import annotations

from typing import Any, Protocol

import streamlit as st

Memory = dict[str, Any]
"""Not `st.session_state`, where Streamlit ends a run that another request overtakes; here nothing comes between."""


class Run(Protocol):
    """One run of one page, with the memory of its window."""

    @property
    def memory(self) -> Memory:
        """What the runs before it left."""
        ...


def memory_of_window() -> Memory:
    """Ask once, at the start of a run: this is the one question that another request may overtake."""
    memory: Memory = st.session_state.setdefault("memory", {})
    return memory
