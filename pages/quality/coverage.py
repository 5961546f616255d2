"""Coverage: who was not listened to, and the listening done against the plan."""

from benvenuto.domain.faults import message
from benvenuto.services.quality.oversight_scope import OVERSEEING
from benvenuto.ui.quality.coverage.page import show
from benvenuto.ui.screens import QUALITY, Screen

SCREEN = Screen(__file__, message("Coverage"), "coverage", OVERSEEING, show, icon="grid_on", menu=QUALITY, order=110)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
