"""What has been found once is not sought again, and memory has an end."""

import pytest

from benvenuto.formats.calls.call_log import memo as remembering
from benvenuto.formats.calls.call_log.lines import Unusual
from benvenuto.formats.calls.call_log.memo import Remembering


def number(said: str) -> int:
    if not said.isdecimal():
        raise Unusual
    return int(said)


def test_each_is_sought_once() -> None:
    asked: list[str] = []

    def find(said: str) -> int:
        asked.append(said)
        return len(said)

    known = Remembering(find, 0)
    assert known.all(["a", "bb", "a", "bb"], set()) == [1, 2, 1, 2]
    assert asked == ["a", "bb"]


def test_what_cannot_be_found_is_told_by_its_places_each_time() -> None:
    known = Remembering(number, -1)
    for _ in range(2):
        odd = {9}
        assert known.all(["seven", "7", "7", "seven"], odd) == [-1, 7, 7, -1]
        assert odd == {0, 3, 9}
    odd = set()
    assert known.all(["7"], odd) == [7]
    assert not odd


def test_too_much_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "_MOST", 2)
    known = Remembering(number, -1)
    assert known.all(["1", "2", "3"], set()) == [1, 2, 3]
    assert dict(known) == {"3": 3}
