"""The first steps of a new house, for its administrator: each done or open, by what is there and never by a tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from benvenuto.config import Settings
from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.faults import Fault, message
from benvenuto.domain.people import Actor, Role
from benvenuto.formats.scoring.rubrics import read_folder
from benvenuto.languages import Language
from benvenuto.services.people.live_requirements import live_requirements
from benvenuto.storage.database import Database, Transaction

_SAMPLE_HERE = message("The sample week is still here: python -m benvenuto go-live removes it.")


class Step(StrEnum):
    """What a house needs before its first evaluation counts, in the order in which it is done."""

    TEAMS = "teams"
    PEOPLE = "people"
    CALLS = "calls"
    PLAN = "plan"
    RUBRICS = "rubrics"
    LIVE = "live"


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One step. `still_open` names what is open in it, in the reader's language, where that is more than the step."""

    step: Step
    done: bool
    still_open: Sequence[str] = ()


class HasTexts(Protocol):
    """A handbook, as far as the check of rubrics needs it."""

    @property
    def sections(self) -> frozenset[str]: ...

    @property
    def faults(self) -> tuple[Fault, ...]: ...


@dataclass(frozen=True)
class FirstSteps:
    """The service of the first steps."""

    database: Database
    settings: Settings
    texts: HasTexts

    def all(self, actor: Actor, say: Language) -> Sequence[FirstStep]:
        """Every step, in order."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.read() as tx:
            staffed, in_force = tx.people.staffed(), tx.rubrics.in_force()
            faultless = bool(in_force) and not self._faults(tx)
            steps = [
                FirstStep(Step.TEAMS, bool(tx.people.teams())),
                FirstStep(Step.PEOPLE, tx.people.held_roles() >= {Role.AGENT, Role.SUPERVISOR}),
                FirstStep(Step.CALLS, tx.calls.any_real()),
                FirstStep(Step.PLAN, bool(staffed) and staffed <= tx.samples.histories().keys()),
                FirstStep(Step.RUBRICS, faultless),
            ]
            sample_here = tx.sample_week.loaded_at is not None
        open_points = [
            requirement.words for requirement in live_requirements(self.settings, say) if not requirement.done
        ]
        if sample_here:
            open_points.insert(0, say.text(_SAMPLE_HERE))
        return [*steps, FirstStep(Step.LIVE, not open_points, open_points)]

    def open_for(self, actor: Actor, say: Language) -> Sequence[FirstStep]:
        """Every step while one of them is open; nothing once all are done, nor in the sample company.

        Whoever tries the sample has nothing to set up. Whoever starts empty is led.
        """
        authorise(actor, Permission.ADMINISTER)
        if self.settings.sample:
            return ()
        steps = self.all(actor, say)
        return () if all(step.done for step in steps) else steps

    def _faults(self, tx: Transaction) -> int:
        """How many errors `check` would report in rubrics and handbook."""
        folder = self.settings.rubrics
        known = frozenset(tx.rubrics.known().items())
        return len(self.texts.faults) + _rubric_faults(folder, _files(folder), self.texts.sections, known)


def _files(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """By what a change of the folder is noticed: each file with its time and size."""
    paths = sorted([*folder.glob("*.y*ml"), *folder.glob("scorecards/*.y*ml")])
    stats = [(path.as_posix(), path.stat()) for path in paths]
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)


@lru_cache(maxsize=4)  # reading takes a second, and a page asks at every run
def _rubric_faults(
    folder: Path,
    _files: tuple[tuple[str, int, int], ...],
    sections: frozenset[str],
    known: frozenset[tuple[tuple[str, str, int], str]],
) -> int:
    return len(read_folder(folder, sections, dict(known)).faults)
