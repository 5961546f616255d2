"""The draw is fair: every call has its chance, each is worth about one, and no opening of the inbox helps."""

from statistics import fmean

import pytest

from benchmarks.draws import Lateness, Opening, a_third_late, after, daily, in_time, simulate, weekend_on_monday, weekly

pytestmark = pytest.mark.usefixtures("sqlite")  # whose databases wait for no disk


@pytest.mark.parametrize(
    ("late", "opening"),
    [(weekend_on_monday, daily), (a_third_late, daily), (a_third_late, weekly), (in_time, weekly)],
)
def test_every_call_is_in_a_frame_and_nine_tenths_of_what_is_drawn_are_worth_a_call(
    late: Lateness, opening: Opening
) -> None:
    fair = simulate(6, 8, 4, late, opening)
    assert fair.unframed == 0
    assert fair.worth >= 90
    assert fair.drawn == pytest.approx(4, abs=0.5)


@pytest.mark.parametrize("good", [True, False])
def test_who_opens_the_inbox_after_a_good_or_a_bad_call_moves_no_average(good: bool) -> None:
    runs = [simulate(3, 5, 4, in_time, after(good), seed) for seed in range(8)]
    assert abs(fmean(one.error for one in runs)) < 3 * fmean(one.spread for one in runs) / len(runs) ** 0.5
    assert all(one.unframed == 0 for one in runs)
