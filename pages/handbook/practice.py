"""Practice: exercises on single criteria, for agents; who practised what, for supervisors."""

from benvenuto.domain.faults import message
from benvenuto.domain.people import Role
from benvenuto.ui.handbook.practice.page import show
from benvenuto.ui.screens import Screen

SCREEN = Screen(
    __file__,
    message("Practice"),
    "practice",
    (Role.AGENT, Role.SUPERVISOR, Role.MANAGER),
    show,
    icon="exercise",
    order=210,
)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
