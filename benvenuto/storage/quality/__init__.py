"""Quality: care over time and beside one another, with its uncertainty."""
