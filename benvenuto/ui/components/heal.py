"""After a lost connection the whole page runs once more, so that nothing on it is dead."""

from benvenuto.ui.components.mounting import component, nothing


def heal() -> None:
    """Put this once on every page, at its end; it shows nothing."""
    component("heal", styled=False)(key="heal", height=1, on_back_change=nothing)
