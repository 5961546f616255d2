"""The page on disputes and decisions."""
