"""Scoring a call: the player, the scorecard under it, and the way to the next."""
