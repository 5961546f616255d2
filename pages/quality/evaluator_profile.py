"""One evaluator: severity, and agreement with the others; for oneself and for managers."""

from benvenuto.domain.faults import message
from benvenuto.services.quality.oversight_scope import OVERSEEING
from benvenuto.ui.quality.evaluator_profile.page import show
from benvenuto.ui.screens import QUALITY, Screen

SCREEN = Screen(
    __file__,
    message("Evaluator profile"),
    "evaluator",
    OVERSEEING,
    show,
    icon="person_search",
    menu=QUALITY,
    order=82,
)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
