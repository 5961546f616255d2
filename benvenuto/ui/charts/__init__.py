"""Plotly charts as pure functions: statistics in, a figure out, in one accent and greys that suit light and dark."""

from benvenuto.ui.charts.chart_frame import ChartFrame, period, shared_frame
from benvenuto.ui.charts.ink import Ink, ink
from benvenuto.ui.charts.line import MOST_FIGURES, panel, trend

__all__ = ["MOST_FIGURES", "ChartFrame", "Ink", "ink", "panel", "period", "shared_frame", "trend"]
