"""What has been found once: a log says the same few things a million times."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from benvenuto.formats.calls.call_log.lines import LineFault, Unusual

_Meant = TypeVar("_Meant")

_MOST = 100_000  # a day has 86,400 seconds


class Remembering(dict[str, _Meant]):
    """What `find` gives for whatever is looked up, found once; `instead` where it raises a LineFault or Unusual."""

    def __init__(self, find: Callable[[str], _Meant], instead: _Meant) -> None:
        super().__init__()
        self._find = find
        self._instead = instead
        self._odd = set[str]()

    def __missing__(self, said: str) -> _Meant:
        try:
            meant = self._find(said)
        except (LineFault, Unusual):
            self._odd.add(said)
            return self._instead
        if len(self) >= _MOST:
            self.clear()
        self[said] = meant
        return meant

    def all(self, said: Sequence[str], odd: set[int]) -> Sequence[_Meant]:
        """For each of them; the places where `instead` stands are added to `odd`."""
        meant = list(map(self.__getitem__, said))
        if self._odd:
            odd.update(place for place, one in enumerate(said) if one in self._odd)
            self._odd.clear()
        return meant
