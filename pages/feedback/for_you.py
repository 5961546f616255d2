"""The inbox of one's own: what happened that concerns the reader."""

from benvenuto.domain.faults import message
from benvenuto.ui.feedback.for_you import show, waiting
from benvenuto.ui.screens import EVERYBODY, Screen

SCREEN = Screen(
    __file__, message("For you"), "for-you", EVERYBODY, show, icon="notifications", order=5, waiting=waiting
)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
