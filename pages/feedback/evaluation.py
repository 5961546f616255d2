"""One published evaluation: what was heard, what to take from it, and what was said about it."""

from benvenuto.domain.faults import message
from benvenuto.ui.feedback.evaluation import show
from benvenuto.ui.screens import EVERYBODY, Screen

SCREEN = Screen(__file__, message("Evaluation"), "evaluation", EVERYBODY, show, hidden=True, order=40)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
