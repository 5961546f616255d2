"""Evaluators: who marks strictly, who leniently, and what that does to the agents' scores."""

from benvenuto.domain.faults import message
from benvenuto.services.quality.oversight_scope import OVERSEEING
from benvenuto.ui.quality.evaluators.page import show
from benvenuto.ui.screens import QUALITY, Screen

SCREEN = Screen(
    __file__,
    message("Evaluators"),
    "evaluators",
    OVERSEEING,
    show,
    icon="compare_arrows",
    menu=QUALITY,
    order=80,
)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
