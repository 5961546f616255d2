"""Three components that run in the browser: the player, the scorecard, and the one that mends a lost connection."""
