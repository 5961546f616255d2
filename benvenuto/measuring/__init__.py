"""Measures recordings without a database: find them, hear them on all cores, tell the numbers."""
