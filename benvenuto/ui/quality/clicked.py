"""The click on a chart, told from a selection that merely lasts."""

from __future__ import annotations

import streamlit as st


def clicked(key: str) -> str | None:
    """The `customdata` of the mark clicked since the last run in the chart of this key, None when none was.

    To be asked before the chart is drawn: with that mark shown it is a new chart, and forgets what was clicked.
    """
    points = st.session_state.get(key, {}).get("selection", {}).get("points", [])
    mark = next((str(point["customdata"]) for point in points if point.get("customdata")), None)
    # Streamlit keeps a selection until the chart changes: at the next run the same one is no new click
    handled = f"{key}_clicked"
    before, st.session_state[handled] = st.session_state.get(handled), mark
    return mark if mark != before else None
