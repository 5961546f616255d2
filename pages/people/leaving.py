"""The way out."""

from benvenuto.domain.faults import message
from benvenuto.ui.people.account import sign_out
from benvenuto.ui.screens import ACCOUNT, EVERYBODY, Screen

SCREEN = Screen(__file__, message("Sign out"), "leaving", EVERYBODY, sign_out, icon="logout", menu=ACCOUNT, order=240)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
