"""Critical errors: how many calls are free of them, where they arise, and why."""

from benvenuto.domain.faults import message
from benvenuto.services.quality.oversight_scope import OVERSEEING
from benvenuto.ui.quality.critical_errors.page import show
from benvenuto.ui.screens import QUALITY, Screen

SCREEN = Screen(
    __file__,
    message("Critical errors"),
    "critical-errors",
    OVERSEEING,
    show,
    icon="report",
    menu=QUALITY,
    order=100,
)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
