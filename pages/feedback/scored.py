"""What was published about the calls of one's teams, and what came of it."""

from benvenuto.domain.faults import message
from benvenuto.services.quality.oversight_scope import OVERSEEING
from benvenuto.ui.feedback.scored import show
from benvenuto.ui.screens import FEEDBACK, Screen

SCREEN = Screen(
    __file__, message("Scored calls"), "scored", OVERSEEING, show, icon="fact_check", menu=FEEDBACK, order=135
)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
