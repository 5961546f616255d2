"""Feedback: the agent's side: reading, answering, disputes."""
