"""Who heard an agent's calls, or read of them, when and why."""

from benvenuto.domain.faults import message
from benvenuto.domain.people import Role
from benvenuto.ui.feedback.who_listened import show
from benvenuto.ui.screens import FEEDBACK, Screen

SCREEN = Screen(
    __file__,
    message("Who listened to me"),
    "who-listened",
    (Role.AGENT,),
    show,
    icon="visibility",
    menu=FEEDBACK,
    order=148,
)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
