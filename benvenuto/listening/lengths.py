"""Whether two lengths of one call are the same but for how they were counted."""

MOST_APART_S, MOST_APART = 10.0, 0.2
ROUNDING_S = 2.0  # logs count whole seconds, from the ring or from the answer


def lengths_differ(one_s: float, other_s: float) -> bool:
    """Whether two lengths of one call are too different: by more than ten seconds, or a fifth of the shorter."""
    apart = abs(one_s - other_s)
    return apart > ROUNDING_S and (apart > MOST_APART_S or apart > MOST_APART * min(one_s, other_s))
