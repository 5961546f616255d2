"""Where a command reads its settings and prints its words."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from benvenuto.bootstrap import Benvenuto, build, prepare
from benvenuto.config import Settings
from benvenuto.domain.faults import Fault, message
from benvenuto.formats.rubrics import format_fault
from benvenuto.languages import Language, language

_ADDING_UP = message("Adding up the weeks")


@dataclass(frozen=True, slots=True)
class Terminal:
    """One run of a command: its settings, its reader's language, and where it prints."""

    settings: Settings
    say: Language
    console: Console

    def open(self) -> Benvenuto:
        """The application, its database brought up to date."""
        app = build(self.settings)
        with self.progress(self.say.text(_ADDING_UP)) as tell:
            prepare(app, tell)
        return app

    def print(self, words: str) -> None:
        """A line, as it is."""
        self.console.print(words, markup=False)

    def print_faults(self, faults: Iterable[Fault]) -> None:
        """Each fault with its place and its remedy."""
        for fault in faults:
            self.print(format_fault(fault, self.say.text))

    @contextmanager
    def progress(self, words: str) -> Iterator[Callable[[int, int | None], None]]:
        """A bar that vanishes afterwards; tell it how many are done, of how many where that is known."""
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        nobody_looks = not self.console.is_terminal
        with Progress(*columns, TimeElapsedColumn(), console=self.console, transient=True, disable=nobody_looks) as bar:
            task = bar.add_task(words, total=None)
            yield lambda done, of: bar.update(task, completed=done, total=of)


def reader(settings: Settings | None) -> Language:
    """The language of whoever sits at the terminal: as set, else the terminal's own."""
    terminal = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG", "")
    chosen = os.environ.get("BENVENUTO_LANGUAGE") or ("it" if terminal.startswith("it") else "en")
    return language(chosen, settings.timezone if settings else ZoneInfo("UTC"))
