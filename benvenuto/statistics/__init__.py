"""What the figures can bear, from the mean of a few calls to a thousand agents side by side; numpy and scipy only.

What each module does, why so, and how often it was right: docs/statistics.md.
"""
