"""Importing a call log."""

from benvenuto.domain.faults import message
from benvenuto.domain.people import Role
from benvenuto.ui.calls.call_logs import show
from benvenuto.ui.screens import IMPORT, Screen

SCREEN = Screen(
    __file__,
    message("Import calls"),
    "call-logs",
    (Role.ADMINISTRATOR,),
    show,
    icon="upload_file",
    menu=IMPORT,
    order=160,
)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
