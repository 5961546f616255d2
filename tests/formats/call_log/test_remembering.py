"""What has been found once is not sought again, and memory has an end."""

import pytest

from benvenuto.formats.call_log import remembering
from benvenuto.formats.call_log.remembering import Remembering


def test_each_is_sought_once() -> None:
    asked: list[str] = []

    def find(said: str) -> int:
        asked.append(said)
        return len(said)

    known = Remembering(find)
    assert known.all(["a", "bb", "a", "bb"]) == [1, 2, 1, 2]
    assert asked == ["a", "bb"]


def test_what_cannot_be_found_is_sought_again() -> None:
    known = Remembering(int)
    for _ in range(2):
        with pytest.raises(ValueError, match="seven"):
            known.all(["7", "seven"])
    assert dict(known) == {"7": 7}


def test_too_much_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "_MOST", 2)
    known = Remembering(int)
    assert known.all(["1", "2", "3"]) == [1, 2, 3]
    assert dict(known) == {"3": 3}
