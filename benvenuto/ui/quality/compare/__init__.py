"""The page that compares agents or teams."""
