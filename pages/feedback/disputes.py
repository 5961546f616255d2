"""The open disputes that wait for an answer or a decision."""

from benvenuto.domain.faults import message
from benvenuto.services.quality.oversight_scope import OVERSEEING
from benvenuto.ui.feedback.disputes import show
from benvenuto.ui.screens import FEEDBACK, Screen

SCREEN = Screen(__file__, message("Disputes"), "disputes", OVERSEEING, show, icon="balance", menu=FEEDBACK, order=140)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
