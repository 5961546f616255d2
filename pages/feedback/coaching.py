"""Coaching plans: one behaviour that an agent and a supervisor work on together."""

from benvenuto.domain.faults import message
from benvenuto.domain.people import Role
from benvenuto.ui.feedback.coaching.page import show
from benvenuto.ui.screens import FEEDBACK, Screen

SCREEN = Screen(
    __file__,
    message("Coaching"),
    "coaching",
    (Role.AGENT, Role.SUPERVISOR, Role.MANAGER),
    show,
    icon="handshake",
    menu=FEEDBACK,
    order=145,
)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
