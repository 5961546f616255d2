"""After a lost connection the whole page runs once more, so that nothing on it is dead."""

from benvenuto.ui.streamlit.mounting import component, nothing


def rerun_after_reconnect() -> None:
    """Put this once on every page, at its end; it shows nothing."""
    component("reconnect", styled=False)(key="reconnect", height=1, on_back_change=nothing)
