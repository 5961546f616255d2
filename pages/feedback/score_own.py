"""An agent hears an own call and scores it."""

from benvenuto.domain.faults import message
from benvenuto.domain.people import Role
from benvenuto.ui.feedback.own.scoring import show
from benvenuto.ui.screens import Screen

SCREEN = Screen(__file__, message("Score your call"), "score-own", (Role.AGENT,), show, hidden=True, order=33)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
