"""Messages outside the application, for administrators."""

from benvenuto.domain.faults import message
from benvenuto.domain.people import Role
from benvenuto.ui.people.messages import show
from benvenuto.ui.screens import LOGS, Screen

SCREEN = Screen(
    __file__,
    message("Messages"),
    "messages",
    (Role.ADMINISTRATOR,),
    show,
    icon="outgoing_mail",
    menu=LOGS,
    order=187,
)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
