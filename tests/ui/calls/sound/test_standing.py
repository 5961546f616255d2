"""Where a call stands among its team's, reckoned by hand."""

from benvenuto.ui.calls.sound.standing import TeamStanding, standing


def test_places_are_thousandths_of_the_line_from_nothing_to_the_most() -> None:
    # the most is 20: 5 of 20 is 250 thousandths, 10 is 500
    assert standing(10.0, [5.0, 10.0, 20.0]) == TeamStanding((250, 500, 1000), 500)


def test_the_line_of_a_percentage_ends_at_a_hundred() -> None:
    assert standing(40.0, [40.0, 50.0], high=100.0).dots == (400, 500)


def test_nine_calls_are_no_comparison_and_ten_are() -> None:
    nine, ten = standing(3.0, [float(n) for n in range(9)]), standing(3.0, [float(n) for n in range(10)])
    assert (nine.n, nine.median, nine.middle, nine.lower) == (9, None, None, None)
    # the median of 0..9 is 4.5, half of the line; 0, 1 and 2 are less than 3
    assert (ten.n, ten.median, ten.middle, ten.lower) == (10, 4.5, 500, 3)


def test_a_team_without_values_is_no_line() -> None:
    assert standing(3.0, []) == TeamStanding()


def test_calls_that_all_have_none_stand_at_the_beginning() -> None:
    assert standing(0.0, [0.0] * 10).dots == (0,) * 10


def test_a_call_without_a_value_stands_nowhere_among_the_others() -> None:
    found = standing(None, [float(n) for n in range(10)])
    assert (found.here, found.lower, found.median) == (None, None, 4.5)
