"""`check`: everything that people write as files, every fault at once."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from benvenuto.cli.terminal import Terminal
from benvenuto.config import HOME
from benvenuto.domain.faults import Fault, NoSuchPath, message
from benvenuto.formats.calls.call_log.profiles import profile_faults
from benvenuto.formats.handbook.chapters import overdue, sections_of
from benvenuto.formats.handbook.learning_path import link_faults, read_learning_path
from benvenuto.formats.scoring.rubrics import Known, faults_of, read_folder, read_ledger, record
from benvenuto.formats.works_agreement import read_works_agreement, team_faults
from benvenuto.services.clock import system_clock
from benvenuto.services.handbook.exercises import PRACTICE, exercise_faults, is_practice
from benvenuto.services.handbook.handbook_texts import HandbookTexts, handbook_texts
from benvenuto.services.scoring.lost_phrases import lost_phrases


def check(terminal: Terminal, parsed: argparse.Namespace) -> int:
    """Check all that people write as files; record the versions of rubrics when asked and all is well."""
    settings, say = terminal.settings, terminal.say
    texts = handbook_texts(settings.handbook, settings.policy, settings.sample_data)
    known, faults = _known(terminal), [] if parsed.path else _other_faults(terminal, texts)
    for path in parsed.path or [settings.rubrics]:
        if not path.exists():
            raise NoSuchPath(path=path)
        if not is_practice(path):
            faults += faults_of(path, sections_of(texts.chapters), known)
        faults += exercise_faults(path, texts)
    terminal.print_faults(faults)
    if not parsed.path:
        _remind(terminal, texts)
    if faults:
        terminal.print(say.plural("{n} error.", "{n} errors.", len(faults)))
        return 1
    terminal.print_faults(list(_lost(parsed.path or [settings.rubrics])))
    if parsed.record:
        added = record(settings.rubrics, read_folder(settings.rubrics).hashes())
        terminal.print(say.plural("{n} version recorded.", "{n} versions recorded.", len(added)))
    terminal.print(say.text(message("All is well.")))
    return 0


def _lost(paths: Sequence[Path]) -> Iterator[Fault]:
    """Phrases that never find anything: told where all is sound otherwise, and no error."""
    for path in paths:
        if path.is_dir() and not is_practice(path):
            yield from lost_phrases(read_folder(path).rubrics.values())
        elif path.parent.name not in ("scorecards", PRACTICE):
            yield from lost_phrases(r for r in read_folder(path.parent).rubrics.values() if r.id == path.stem)


def _other_faults(terminal: Terminal, texts: HandbookTexts) -> list[Fault]:
    """The faults of handbook, policy, learning path, works agreement and the profiles of telephone systems."""
    library, path = read_folder(terminal.settings.rubrics), terminal.settings.learning_path
    pages = sections_of(texts.chapters) | {chapter.slug for chapter in texts.chapters}
    criteria = {rubric.id: [criterion.id for criterion in rubric.criteria] for rubric in library.rubrics.values()}
    # whoever writes rubrics of their own owes the built-in handbook nothing
    against = texts.faults_against(library.of_calls) if terminal.settings.rubrics == HOME / "rubrics" else []
    learning = [*read_learning_path(path)[1], *link_faults(path, pages, criteria, library.broken)]
    faults = [*profile_faults(), *texts.faults, *texts.faults_beside(library.rubrics), *against, *learning]
    faults += _works_agreement_faults(terminal)
    return sorted(faults, key=lambda fault: (fault.file, fault.line))


def _works_agreement_faults(terminal: Terminal) -> list[Fault]:
    """Those of the works agreement, where there is one; its teams are looked for where there is a database."""
    file = terminal.settings.works_agreement
    if file is None:
        return []
    faults = read_works_agreement(file)[1]
    if faults or not _has_database(terminal):
        return faults
    with terminal.open().database.read() as tx:
        return team_faults(file, [team.name for team in tx.people.teams()])


def _has_database(terminal: Terminal) -> bool:
    url = terminal.settings.database_url
    return not url.startswith("sqlite") or Path(url.removeprefix("sqlite:///")).exists()


def _remind(terminal: Terminal, texts: HandbookTexts) -> None:
    """Name the chapters and the law whose day to be read again has passed; they are no fault, and still in force."""
    say = terminal.say
    for late in overdue(texts.chapters, system_clock().astimezone(terminal.settings.timezone).date()):
        words = message("{file}: {owner} was due to review this chapter by {day}.")
        if late.section:
            words = message("{file}: {owner} was due to read the law of “{section}” again by {day}.")
        title = late.section.title if late.section else ""
        chapter = late.chapter
        terminal.print(say.text(words, file=chapter.file, owner=chapter.owner, section=title, day=say.day(late.due)))


def _known(terminal: Terminal) -> Known:
    """What has been in force: what the ledger says, and the database where there is one."""
    ledger, _ = read_ledger(terminal.settings.rubrics)
    if not _has_database(terminal):
        return ledger
    return {**terminal.open().scorecards.known(), **ledger}
