"""Agreement between evaluators: which criteria they read alike, and which words they read differently."""

from benvenuto.domain.faults import message
from benvenuto.services.quality.oversight_scope import OVERSEEING
from benvenuto.ui.quality.rater_agreement.page import show
from benvenuto.ui.screens import QUALITY, Screen

SCREEN = Screen(
    __file__,
    message("Agreement between evaluators"),
    "evaluator-agreement",
    OVERSEEING,
    show,
    icon="join_inner",
    menu=QUALITY,
    order=84,
)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
