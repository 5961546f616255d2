"""Storage of feedback: revisions, disputes, coaching plans, and what people are told of, inside and outside."""
