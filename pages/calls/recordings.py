"""Importing recordings and transcripts."""

from benvenuto.domain.faults import message
from benvenuto.domain.people import Role
from benvenuto.ui.calls.recordings import show
from benvenuto.ui.screens import IMPORT, Screen

SCREEN = Screen(
    __file__,
    message("Import recordings"),
    "recordings-import",
    (Role.ADMINISTRATOR,),
    show,
    icon="mic",
    menu=IMPORT,
    order=170,
)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
