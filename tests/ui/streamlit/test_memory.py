"""What a window remembers from one run of a page to the next."""

from benvenuto.ui.streamlit.flash import flash, flashed
from benvenuto.ui.streamlit.session_cache import SessionCache
from benvenuto.ui.streamlit.sticky_button import forget_presses, is_pressed, press, pressed
from tests.ui.streamlit.window import Window


def test_a_press_is_taken_once() -> None:
    window = Window()
    press(window, "acknowledge_1")
    assert is_pressed(window, "acknowledge_1")
    assert not pressed(window, "acknowledge_2")
    assert pressed(window, "acknowledge_1")
    assert not pressed(window, "acknowledge_1")


def test_a_press_that_nobody_took_is_forgotten() -> None:
    window = Window()
    press(window, "acknowledge_1")
    forget_presses(window)
    assert not pressed(window, "acknowledge_1")


def test_what_was_told_is_told_until_the_next_press() -> None:
    window = Window()
    flash(window, "Saved.", place="person_1")
    assert [flashed(window, place) for place in ("person_1", "person_1", "person_2")] == ["Saved.", "Saved.", None]
    press(window, "save_1")
    assert pressed(window, "save_1")
    assert flashed(window, "person_1") is None


def test_what_is_cached_is_made_anew_for_something_else_and_when_it_is_stale() -> None:
    window, made = Window(), iter(range(10))
    cache: SessionCache[str, int] = SessionCache("card")
    assert cache.about(window) is None
    assert [cache.get(window, about, lambda: next(made)) for about in ("a", "a", "b", "a")] == [0, 0, 1, 2]
    assert cache.get(window, "a", lambda: next(made), stale=lambda one: one == 2) == 3
    assert cache.about(window) == "a"
    cache.clear(window)
    assert cache.about(window) is None
    assert cache.get(window, "a", lambda: next(made)) == 4
