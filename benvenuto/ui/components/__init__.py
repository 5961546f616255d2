"""What of a page runs in the browser: the player, the strip, the transcript, the scorecard, and small helpers."""
