"""Plotly charts as pure functions: statistics in, a figure out, in one accent and greys that suit light and dark."""

from benvenuto.ui.charts.chart_frame import ChartFrame, period, shared_frame
from benvenuto.ui.charts.ink import Ink, ink
from benvenuto.ui.charts.line import MOST_FIGURES, panel, trend
from benvenuto.ui.charts.plain_line import plain_line

__all__ = ["MOST_FIGURES", "ChartFrame", "Ink", "ink", "panel", "period", "plain_line", "shared_frame", "trend"]
