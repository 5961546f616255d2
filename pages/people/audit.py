"""The audit log."""

from benvenuto.domain.faults import message
from benvenuto.domain.people import Role
from benvenuto.ui.people.audit import show
from benvenuto.ui.screens import LOGS, Screen

SCREEN = Screen(
    __file__, message("Audit log"), "audit", (Role.ADMINISTRATOR,), show, icon="history", menu=LOGS, order=190
)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
