"""Criteria: which of them never fail, never apply, or do not tell good calls from bad."""

from benvenuto.domain.faults import message
from benvenuto.services.quality.oversight_scope import OVERSEEING
from benvenuto.ui.quality.criteria.page import show
from benvenuto.ui.screens import QUALITY, Screen

SCREEN = Screen(__file__, message("Criteria"), "criteria", OVERSEEING, show, icon="checklist", menu=QUALITY, order=90)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
