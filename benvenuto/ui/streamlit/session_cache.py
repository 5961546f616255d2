"""What is drawn again at every run, made once for a window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from benvenuto.ui.streamlit.memory import Run

About = TypeVar("About")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class SessionCache(Generic[About, Made]):
    """A cache of one entry for each browser window, under the unique `name`: what was made, and what it is about."""

    name: str

    def get(
        self, run: Run, about: About, make: Callable[[], Made], *, stale: Callable[[Made], bool] = lambda _: False
    ) -> Made:
        """The entry, made anew when it is about something else (by equality) or stale."""
        kept: tuple[About, Made] | None = run.memory.get(self.name)
        if kept is None or kept[0] != about or stale(kept[1]):
            kept = run.memory[self.name] = (about, make())
        return kept[1]

    def about(self, run: Run) -> About | None:
        """What the entry is about; None while there is none."""
        kept: tuple[About, Made] | None = run.memory.get(self.name)
        return kept[0] if kept else None

    def clear(self, run: Run) -> None:
        """Forget it: what it is about has changed."""
        run.memory.pop(self.name, None)
