"""The page on criteria: which of them say nothing, and why."""
