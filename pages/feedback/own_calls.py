"""The calls that an agent can score themselves."""

from benvenuto.domain.faults import message
from benvenuto.domain.people import Role
from benvenuto.ui.feedback.own.calls import show
from benvenuto.ui.screens import Screen

SCREEN = Screen(__file__, message("Score a call of yours"), "own-calls", (Role.AGENT,), show, icon="edit", order=31)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
