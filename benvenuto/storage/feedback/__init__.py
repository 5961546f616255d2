"""Storage of feedback."""
