"""The bare address of the site, which leads on to the reader's first screen."""

from benvenuto.domain.faults import message
from benvenuto.ui.people.account import arrive
from benvenuto.ui.screens import EVERYBODY, Screen

SCREEN = Screen(__file__, message("Welcome"), "arriving", EVERYBODY, arrive, hidden=True, front_door=True)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
