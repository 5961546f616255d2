"""Disputes and decisions: how long they took, and which criteria were changed."""

from benvenuto.domain.faults import message
from benvenuto.services.quality.oversight_scope import OVERSEEING
from benvenuto.ui.quality.decisions.page import show
from benvenuto.ui.screens import QUALITY, Screen

SCREEN = Screen(
    __file__, message("Disputes and decisions"), "decisions", OVERSEEING, show, icon="balance", menu=QUALITY, order=95
)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
