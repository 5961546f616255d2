"""The trend page: what to look at, the sentence it makes, the charts, and the evaluations behind a point."""
