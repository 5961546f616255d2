"""Calibration sessions: all of them, a new one, and one at each of its stages."""
