"""What stands on the page for some time only: nothing runs when that is over, so the browser takes it away."""

from datetime import timedelta

from benvenuto.ui.streamlit.mounting import component


def expire(container: str, remaining: timedelta) -> None:
    """Put this into the container of this key, which leaves the page when the time is over."""
    data = {"container": container, "seconds": remaining.total_seconds()}
    component("expiring", styled=False)(key=f"expires_{container}", data=data, height=1)
