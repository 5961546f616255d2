"""Imports of call logs, for administrators."""

from benvenuto.domain.faults import message
from benvenuto.domain.people import Role
from benvenuto.ui.calls.imports import show
from benvenuto.ui.screens import Screen

SCREEN = Screen(
    __file__,
    message("Imports"),
    "imports",
    (Role.ADMINISTRATOR,),
    show,
    icon="history",
    order=165,
    hidden=True,
)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
