"""Plain words stay what they look like."""

import pytest

from benvenuto.formats.scalars import scalar


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("true", True), ("FALSE", False), ("~", None), ("", None), ("null", None),
        ("12", 12), ("-3", -3), ("010", 10), ("0.5", 0.5), (".5", 0.5), ("1.", 1.0), ("1e2", 100.0),
    ],
)  # fmt: skip
def test_true_null_and_numbers_are_read(word: str, value: bool | float | None) -> None:
    assert scalar(word) == value
    assert type(scalar(word)) is type(value)


@pytest.mark.parametrize(
    "word",
    [
        "yes",
        "no",
        "on",
        "Off",
        "12:30",
        "2027-04-30",
        "1_000",
        "0x1f",
        ".inf",
        ".nan",
        "1e999",
        "1,5",
        "½",
        "١",
    ],
)
def test_everything_else_is_a_word(word: str) -> None:
    assert scalar(word) == word
