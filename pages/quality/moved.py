"""What moved: the change of the score between two periods, and what it is made of."""

from benvenuto.domain.faults import message
from benvenuto.services.quality.oversight_scope import OVERSEEING
from benvenuto.ui.quality.moved.page import show
from benvenuto.ui.screens import QUALITY, Screen

SCREEN = Screen(
    __file__,
    message("What changed"),
    "moved",
    OVERSEEING,
    show,
    icon="waterfall_chart",
    menu=QUALITY,
    order=70,
)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
