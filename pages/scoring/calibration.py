"""Calibration sessions: several evaluators score the same calls blind, compare, and agree."""

from benvenuto.domain.faults import message
from benvenuto.services.quality.oversight_scope import OVERSEEING
from benvenuto.ui.scoring.calibration.page import show
from benvenuto.ui.screens import QUALITY, Screen

SCREEN = Screen(__file__, message("Calibration"), "calibration", OVERSEEING, show, icon="tune", menu=QUALITY, order=86)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
