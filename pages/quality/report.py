"""The monthly report: a page to print and a file to send."""

from benvenuto.domain.faults import message
from benvenuto.services.quality.oversight_scope import OVERSEEING
from benvenuto.ui.quality.report.page import show
from benvenuto.ui.screens import QUALITY, Screen

SCREEN = Screen(
    __file__,
    message("Monthly report"),
    "report",
    OVERSEEING,
    show,
    icon="description",
    menu=QUALITY,
    order=130,
)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
