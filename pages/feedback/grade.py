"""The feedback in an evaluation, graded by a manager."""

from benvenuto.domain.faults import message
from benvenuto.domain.people import Role
from benvenuto.ui.feedback.grading import show
from benvenuto.ui.screens import Screen

SCREEN = Screen(__file__, message("Grade the feedback"), "grade", (Role.MANAGER,), show, hidden=True, order=136)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
