"""What an agent scored of an own call, beside what a supervisor did."""

from benvenuto.domain.faults import message
from benvenuto.domain.people import Role
from benvenuto.ui.feedback.own.beside import show
from benvenuto.ui.screens import Screen

SCREEN = Screen(
    __file__,
    message("Own scores beside"),
    "own-beside",
    (Role.AGENT, Role.SUPERVISOR, Role.MANAGER),
    show,
    hidden=True,
    order=36,
)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
