"""Self-evaluations: the reader's own, and those that agents share."""

from benvenuto.domain.faults import message
from benvenuto.domain.people import Role
from benvenuto.ui.feedback.own.agreement import show
from benvenuto.ui.screens import FEEDBACK, Screen

SCREEN = Screen(
    __file__,
    message("Self-evaluations"),
    "self-evaluations",
    (Role.AGENT, Role.SUPERVISOR, Role.MANAGER),
    show,
    icon="compare",
    menu=FEEDBACK,
    order=142,
)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
