"""Charts as pure functions: figures in, a chart out, in one accent and greys that read on light and on dark."""

from benvenuto.ui.charts.chart_frame import ChartFrame, period, shared_frame
from benvenuto.ui.charts.ink import Ink, ink
from benvenuto.ui.charts.line import MOST_FIGURES, panel, trend

__all__ = ["MOST_FIGURES", "ChartFrame", "Ink", "ink", "panel", "period", "shared_frame", "trend"]
