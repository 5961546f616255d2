"""Feedback on the screen: an agent's own list, one evaluation with what was said about it, and open disputes."""

from pathlib import Path

STYLE = Path(__file__).parents[1] / "assets" / "page" / "feedback.css"
