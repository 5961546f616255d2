"""The sound of a call on a page: its player, and the strip of what was measured."""
