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
    """One place for one thing in the memory of each window; `name` is its own."""

    name: str

    def get(
        self, run: Run, about: About, make: Callable[[], Made], *, stale: Callable[[Made], bool] = lambda _: False
    ) -> Made:
        """What was made about this; made anew when what is there is about something else, or stale."""
        kept: tuple[About, Made] | None = run.memory.get(self.name)
        if kept is None or kept[0] != about or stale(kept[1]):
            kept = run.memory[self.name] = (about, make())
        return kept[1]

    def about(self, run: Run) -> About | None:
        """What the thing in this place is about; None while nothing was made."""
        kept: tuple[About, Made] | None = run.memory.get(self.name)
        return kept[0] if kept else None

    def clear(self, run: Run) -> None:
        """Forget it: what it is about has changed."""
        run.memory.pop(self.name, None)
