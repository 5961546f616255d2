"""The reader's own account."""

from benvenuto.domain.faults import message
from benvenuto.ui.people.account import show
from benvenuto.ui.screens import ACCOUNT, EVERYBODY, Screen

SCREEN = Screen(__file__, message("Your account"), "account", EVERYBODY, show, icon="person", menu=ACCOUNT, order=230)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
