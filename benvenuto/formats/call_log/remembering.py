"""What has been found once: a log says the same few things a million times."""

from collections.abc import Callable, Sequence
from typing import TypeVar

_Said = TypeVar("_Said")
_Meant = TypeVar("_Meant")

_MOST = 100_000  # a day has 86,400 seconds


class Remembering(dict[_Said, _Meant]):
    """What `find` gives for whatever is looked up, found once; what it raises is raised each time."""

    def __init__(self, find: Callable[[_Said], _Meant]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, said: _Said) -> _Meant:
        meant = self._find(said)
        if len(self) >= _MOST:
            self.clear()
        self[said] = meant
        return meant

    def all(self, said: Sequence[_Said]) -> Sequence[_Meant]:
        """For each of them."""
        return list(map(self.__getitem__, said))
