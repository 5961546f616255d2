"""Where a command reads its settings and prints its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from time import monotonic, sleep
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from benvenuto.config import Settings
from benvenuto.domain.faults import Fault, message
from benvenuto.domain.text import LANGUAGES
from benvenuto.languages import Language, language
from benvenuto.storage.faults import DatabaseAway

if TYPE_CHECKING:
    from benvenuto.bootstrap import Benvenuto

PATIENCE_S = 60
_PAUSE_S = 0.5
_WAITING = message("The database does not answer yet. Waiting up to {seconds} s…")
_ADDING_UP = message("Recalculating the weeks")


@dataclass(frozen=True, slots=True)
class Terminal:
    """One run of a command: its settings, its reader's language, where it prints, and what is closed at its end."""

    settings: Settings
    say: Language
    console: Console
    closing: ExitStack

    def open(self) -> Benvenuto:
        """The application, its database brought up to date."""
        from benvenuto.bootstrap import bring_up_to_date

        app = self.build()
        with self.progress(self.say.text(_ADDING_UP)) as tell:
            self._once_it_answers(lambda: bring_up_to_date(app, tell))
        return app

    def build(self) -> Benvenuto:
        """The application, its database left as it is."""
        from benvenuto.bootstrap import build  # the whole house, which not every command needs
        from benvenuto.storage.private import write_privately

        write_privately()
        app = build(self.settings)
        self.closing.callback(app.database.close)
        return app

    def _once_it_answers(self, work: Callable[[], None]) -> None:
        """A database server that starts together with us may need a while."""
        patience_ends = monotonic() + PATIENCE_S
        waited = False
        while True:
            try:
                return work()
            except DatabaseAway:
                if monotonic() >= patience_ends:
                    raise
            if not waited:
                self.print(self.say.text(_WAITING, seconds=PATIENCE_S))
                waited = True
            sleep(_PAUSE_S)

    def print(self, words: str) -> None:
        """A line, as it is."""
        self.console.print(words, markup=False)

    def print_faults(self, faults: Iterable[Fault]) -> None:
        """Each fault with its place and its remedy."""
        from benvenuto.formats.scoring.rubrics import format_fault

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


def reader(settings: Settings | None, environment: Mapping[str, str]) -> Language:
    """The language of whoever sits at the terminal: as set, else the terminal's own."""
    terminal = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG", "")
    chosen = environment.get("BENVENUTO_LANGUAGE") or next(
        (code for code in LANGUAGES if terminal.startswith(code)), "en"
    )
    return language(chosen, settings.timezone if settings else ZoneInfo("UTC"))
