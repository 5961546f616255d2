"""Which calls are heard by two and by whom: a matter of the seed alone, even, and the same whenever it is computed."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from benvenuto.domain.second_listening import LONGEST_SEED, heard_twice, second_evaluator

seeds = st.integers(0, 2**LONGEST_SEED - 1)
ids = st.integers(1, 2**40)


@given(seeds, ids, st.sets(ids, min_size=1))
def test_the_same_seed_says_the_same_at_any_time(seed: int, call_id: int, candidates: set[int]) -> None:
    assert heard_twice(seed, call_id, 0.3) == heard_twice(seed, call_id, 0.3)
    assert second_evaluator(seed, call_id, candidates) == second_evaluator(seed, call_id, sorted(candidates))


@given(seeds, ids, st.floats(0, 1), st.floats(0, 1))
def test_a_larger_share_takes_no_call_out(seed: int, call_id: int, one: float, other: float) -> None:
    less, more = sorted((one, other))
    assert heard_twice(seed, call_id, more) or not heard_twice(seed, call_id, less)
    assert heard_twice(seed, call_id, 1.0)
    assert not heard_twice(seed, call_id, 0.0)


@given(seeds, ids, st.sets(ids, min_size=2))
def test_who_leaves_changes_nothing_between_the_others(seed: int, call_id: int, candidates: set[int]) -> None:
    named = second_evaluator(seed, call_id, candidates)
    for gone in candidates - {named}:
        assert second_evaluator(seed, call_id, candidates - {gone}) == named


def test_the_share_is_kept_and_everybody_gets_their_part() -> None:
    calls = range(20_000)
    chosen = sum(heard_twice(7, call_id, 0.05) for call_id in calls)
    assert 900 < chosen < 1100  # 1,000 of 20,000, and 3.2 standard deviations on either side
    parts = Counter(second_evaluator(7, call_id, {1, 2, 3, 4}) for call_id in calls)
    assert all(4800 < part < 5200 for part in parts.values())


def test_without_anybody_to_hear_it_nobody_is_named() -> None:
    assert second_evaluator(7, 1, ()) is None
