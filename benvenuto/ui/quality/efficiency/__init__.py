"""Quality and efficiency: care and handling time over the same calls."""
