"""People, their roles and their teams."""

from benvenuto.domain.faults import message
from benvenuto.domain.people import Role
from benvenuto.ui.people.people import show
from benvenuto.ui.screens import Screen

SCREEN = Screen(__file__, message("People and teams"), "people", (Role.ADMINISTRATOR,), show, icon="group", order=150)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
