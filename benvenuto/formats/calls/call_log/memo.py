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

    def __missing__(self, text: str) -> _Meant:
        try:
            meant = self._find(text)
        except (LineFault, Unusual):
            self._odd.add(text)
            return self._instead
        if len(self) >= _MOST:
            # all of it at once: which of them come again nobody can tell
            self.clear()
        self[text] = meant
        return meant

    def all(self, texts: Sequence[str], odd: set[int]) -> Sequence[_Meant]:
        """For each of them; the places where `instead` stands are added to `odd`."""
        meant = list(map(self.__getitem__, texts))
        if self._odd:
            odd.update(place for place, text in enumerate(texts) if text in self._odd)
            self._odd.clear()
        return meant
