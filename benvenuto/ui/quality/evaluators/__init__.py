"""The page on evaluators: who marks strictly, who leniently, and the agents' scores without that."""
