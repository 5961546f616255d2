"""Storage of feedback: revisions of what was published, and disputes."""
