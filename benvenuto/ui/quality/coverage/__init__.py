"""Coverage: who was listened to and who was not, and the listening done against the plan."""
