"""Who listens how much, and why."""

from benvenuto.domain.faults import message
from benvenuto.domain.people import Role
from benvenuto.ui.feedback.who_listens import show
from benvenuto.ui.screens import LOGS, Screen

SCREEN = Screen(
    __file__,
    message("Who listens"),
    "hearings",
    (Role.MANAGER, Role.ADMINISTRATOR),
    show,
    icon="hearing",
    menu=LOGS,
    order=185,
)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
