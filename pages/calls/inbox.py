"""The inbox: the calls to score, and the next one."""

from benvenuto.domain.faults import message
from benvenuto.domain.people import Role
from benvenuto.ui.calls.inbox import show
from benvenuto.ui.screens import Screen

SCREEN = Screen(__file__, message("Calls to score"), "inbox", (Role.SUPERVISOR,), show, icon="inbox", order=10)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
