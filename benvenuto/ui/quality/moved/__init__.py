"""The page on what moved: the change of the score between two periods, and what it is made of."""
