"""Lists of people, from CSV or Excel."""
