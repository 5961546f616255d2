"""An agent's own feedback, newest first."""

from benvenuto.domain.faults import message
from benvenuto.domain.people import Role
from benvenuto.ui.feedback.mine import show
from benvenuto.ui.screens import Screen

SCREEN = Screen(__file__, message("My feedback"), "feedback", (Role.AGENT,), show, icon="hearing", order=30)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
