"""Charts as pure functions: figures in, a chart out, in one accent and greys that read on light and on dark."""

from benvenuto.ui.charts.frame import ChartFrame, frame, period
from benvenuto.ui.charts.ink import Ink, ink
from benvenuto.ui.charts.line import MOST_FIGURES, panel, trend

__all__ = ["MOST_FIGURES", "ChartFrame", "Ink", "frame", "ink", "panel", "period", "trend"]
