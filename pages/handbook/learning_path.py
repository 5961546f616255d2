"""The learning path of somebody new, with who signed what; for supervisors and managers, that of their agents."""

from benvenuto.domain.faults import message
from benvenuto.domain.people import Role
from benvenuto.ui.handbook.learning_path.page import show
from benvenuto.ui.screens import Screen

SCREEN = Screen(
    __file__,
    message("Learning path"),
    "learning-path",
    (Role.AGENT, Role.SUPERVISOR, Role.MANAGER),
    show,
    hidden=True,
    order=220,
)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
