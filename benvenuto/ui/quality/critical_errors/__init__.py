"""Critical errors: how many calls are free of them, where they arise and why, and the evaluations behind."""
