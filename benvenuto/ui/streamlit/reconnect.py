"""While the connection is lost a quiet line says so; then the page runs once more, so that nothing on it is dead."""

from benvenuto.ui.streamlit.mounting import component, nothing


def rerun_after_reconnect(words: str) -> None:
    """Put this once on every page, at its end; `words` are shown at the foot of the page while it is not connected."""
    component("reconnect", styled=False)(key="reconnect", data={"words": words}, height=1, on_back_change=nothing)
