"""The trend: is care getting better, and is that signal or chance?"""

from benvenuto.domain.faults import message
from benvenuto.services.quality.oversight_scope import OVERSEEING
from benvenuto.ui.quality.trend.page import show
from benvenuto.ui.screens import QUALITY, Screen

SCREEN = Screen(__file__, message("Trend"), "trend", OVERSEEING, show, icon="show_chart", menu=QUALITY, order=50)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
