"""Imports of call logs, for administrators."""

from benvenuto.domain.faults import message
from benvenuto.domain.people import Role
from benvenuto.ui.calls.imports import show
from benvenuto.ui.screens import IMPORT, Screen

SCREEN = Screen(
    __file__,
    message("Imports"),
    "imports",
    (Role.ADMINISTRATOR,),
    show,
    icon="history",
    menu=IMPORT,
    order=165,
)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
