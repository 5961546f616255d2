"""The page of one evaluator: severity, and agreement with the others; for oneself and for managers."""
