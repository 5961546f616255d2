"""What agents score of own calls: the list, the scorecard, side by side, and agreement over time."""
