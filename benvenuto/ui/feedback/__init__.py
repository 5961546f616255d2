"""Feedback on the screen: an agent's own list, one evaluation with what was said about it, and open disputes."""
