"""Storage of feedback: revisions of what was published, disputes, and coaching plans."""
