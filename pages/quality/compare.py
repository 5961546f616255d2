"""Compare agents or teams: who differs by more than chance?"""

from benvenuto.domain.faults import message
from benvenuto.services.quality.oversight_scope import OVERSEEING
from benvenuto.ui.quality.compare.page import show
from benvenuto.ui.screens import QUALITY, Screen

SCREEN = Screen(__file__, message("Compare"), "compare", OVERSEEING, show, icon="scatter_plot", menu=QUALITY, order=60)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
