"""Rubrics and scorecards: what is in force, and what is wrong with the files."""

from benvenuto.domain.faults import message
from benvenuto.domain.people import Role
from benvenuto.ui.scoring.rubrics import show
from benvenuto.ui.screens import Screen

SCREEN = Screen(__file__, message("Rubrics"), "rubrics", (Role.ADMINISTRATOR,), show, icon="rule", order=180)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
