"""The learning path on the screen: one agent's steps, and how far a team has come."""
