"""Hear a call and score it."""

from benvenuto.domain.faults import message
from benvenuto.domain.people import Role
from benvenuto.ui.scoring.page import show
from benvenuto.ui.screens import Screen

SCREEN = Screen(__file__, message("Score a call"), "evaluate", (Role.SUPERVISOR,), show, hidden=True, order=20)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
