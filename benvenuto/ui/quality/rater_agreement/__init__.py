"""The page on the agreement between evaluators: where two who heard the same call marked it otherwise."""
