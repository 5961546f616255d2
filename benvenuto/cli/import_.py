"""The imports: call logs, recordings, transcripts."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from benvenuto.cli.terminal import Terminal
from benvenuto.domain.faults import NoSuchPath, message
from benvenuto.domain.people import Team
from benvenuto.formats.calls.call_log import (
    APART,
    DIALECTS,
    Apart,
    Beginning,
    CallField,
    DurationUnit,
    LogChoices,
    Scored,
)
from benvenuto.formats.calls.call_log.faults import NoSuchField, NoSuchTimeZone
from benvenuto.formats.calls.call_log.zones import named_zone
from benvenuto.services.calls.call_logs import Plan
from benvenuto.services.calls.log_survey import LogSurvey
from benvenuto.services.calls.log_writing import Imported
from benvenuto.services.calls.recordings import ImportedRecordings
from benvenuto.services.calls.sampling import PROPOSED_PER_WEEK
from benvenuto.services.people.agents_of_logs import as_asked
from benvenuto.services.people.local_administrator import LOCAL_ADMINISTRATOR
from benvenuto.ui.calls.understood import as_before, differs, left_out, understood, where

if TYPE_CHECKING:
    from benvenuto.bootstrap import Benvenuto

_MOST_LINES = 100
_MOST_AGENTS = 20
_SWITCH_S = 0.0001
_ANALYSED_LATER = message(
    "Their audio is analysed in the background while the server runs. To do it now: python -m benvenuto analyse"
)


def import_calls(terminal: Terminal, parsed: argparse.Namespace) -> int:
    """Import a call log."""
    app, choices = terminal.open(), _choices(parsed)
    given = _given(app, parsed.agent)
    with _long_run():
        plan = app.call_logs.plan(LOCAL_ADMINISTRATOR, parsed.file, choices, file=parsed.file.name)
        if parsed.forget and plan.remembered is not None:
            app.call_logs.forget(LOCAL_ADMINISTRATOR, plan.remembered.id)
            plan = app.call_logs.plan(LOCAL_ADMINISTRATOR, parsed.file, choices, file=parsed.file.name)
        if given:
            app.agent_codes.give(LOCAL_ADMINISTRATOR, given)
        first = app.call_logs.beginning(LOCAL_ADMINISTRATOR, parsed.file) if plan.sheet else Beginning()
    with terminal.progress(terminal.say.text(message("Looking through the file"))) as tell, _long_run():
        survey = app.call_logs.preview(LOCAL_ADMINISTRATOR, parsed.file, plan, lambda lines: tell(lines, None)).survey
    _print_survey(terminal, app, plan, first, survey)
    with terminal.progress(terminal.say.text(message("Lines"))) as tell, _long_run():
        result = app.call_logs.run(
            LOCAL_ADMINISTRATOR,
            parsed.file,
            plan,
            file=parsed.file.name,
            correct=parsed.replace,
            progress=lambda lines: tell(lines, None),
        )
    status = _imported_calls(terminal, result)
    _propose_plans(terminal, app.sampling.unplanned(LOCAL_ADMINISTRATOR))
    return status


def _given(app: Benvenuto, words: Sequence[str]) -> Mapping[str, int]:
    """Whose the codes are that were written as `Agent/giulia=giulia.ferri`."""
    parts = [pair.rpartition("=") for pair in words]
    return {code.strip(): app.agent_codes.agent_named(LOCAL_ADMINISTRATOR, name).id for code, _, name in parts}


def _print_survey(terminal: Terminal, app: Benvenuto, plan: Plan, first: Beginning, survey: LogSurvey) -> None:
    """How the file was understood, what is doubtful, and who its unknown agents could be."""
    say = terminal.say
    for words in filter(None, (where(say, plan, first), left_out(say, plan, first))):
        terminal.print(words)
    terminal.print(understood(say, survey))
    if plan.remembered is not None:
        terminal.print(as_before(say, plan.remembered, plan.choices))
        terminal.print(say.text(message("To read it as if it were the first of its kind: --forget")))
    for template, params in survey.doubts:
        terminal.print(say.text(template, **params))
    _print_unknown(terminal, app, survey.unknown)


def _print_unknown(terminal: Terminal, app: Benvenuto, unknown: Mapping[str, int]) -> None:
    say = terminal.say
    codes = list(unknown)[:_MOST_AGENTS]
    people = {person.id: person for person in app.agent_codes.agents(LOCAL_ADMINISTRATOR)}
    for code, likely in app.agent_codes.likely(LOCAL_ADMINISTRATOR, codes).items():
        calls = say.plural("{n} call", "{n} calls", unknown[code])
        could_be = [f"{people[id_].name} ({people[id_].username})" for id_ in likely.people]
        facts = {"code": code, "calls": calls, "people": ", ".join(could_be)}
        if could_be:
            words = message("Nobody is known as “{code}” ({calls}). Could be: {people}.")
        else:
            words = message("Nobody is known as “{code}” ({calls}).")
        terminal.print(say.text(words, **facts))
    if codes:
        saying = message("To say who somebody is, once: --agent CODE=USERNAME. Until then their calls wait.")
        terminal.print(say.text(saying))


def undo_import(terminal: Terminal, parsed: argparse.Namespace) -> int:
    """Take back an import of a call log, or list them."""
    app, say = terminal.open(), terminal.say
    if parsed.number is None:
        for known in app.call_logs.imports(LOCAL_ADMINISTRATOR)[0]:
            facts = {"number": known.id, "at": say.timestamp(known.at, "short"), "file": known.file}
            state = say.text(message("taken back")) if known.undone_at else say.number(known.present)
            terminal.print(say.text(message("{number}: {at}, {file}: {state}"), **facts, state=state))
        return 0
    removed = app.call_logs.undo(LOCAL_ADMINISTRATOR, parsed.number)
    terminal.print(say.plural("{n} call removed.", "{n} calls removed.", removed))
    return 0


def import_recordings(terminal: Terminal, parsed: argparse.Namespace) -> int:
    """Import a folder of recordings."""
    if not parsed.folder.is_dir():
        raise NoSuchPath(path=parsed.folder)
    app = terminal.open()
    with terminal.progress(terminal.say.text(message("Recordings"))) as tell:
        result = app.recordings.folder(LOCAL_ADMINISTRATOR, parsed.folder, progress=tell)
    status = _imported_files(terminal, result)
    if result.added:
        terminal.print(terminal.say.text(_ANALYSED_LATER))
    return status


def import_transcripts(terminal: Terminal, parsed: argparse.Namespace) -> int:
    """Import a folder of transcripts."""
    if not parsed.folder.is_dir():
        raise NoSuchPath(path=parsed.folder)
    app = terminal.open()
    with terminal.progress(terminal.say.text(message("Transcripts"))) as tell:
        result = app.transcripts.folder(LOCAL_ADMINISTRATOR, parsed.folder, progress=tell)
    return _imported_files(terminal, result)


def _choices(parsed: argparse.Namespace) -> LogChoices:
    """What was said on the command line of how the log is to be read."""
    return LogChoices(
        columns=dict(map(_column, parsed.column)),
        dialect=DIALECTS[parsed.profile] if parsed.profile else None,
        sheet=parsed.sheet,
        header_row=parsed.header_row,
        day_first=False if parsed.month_first else True if parsed.day_first else None,
        zone=_zone(parsed.timezone) if parsed.timezone else None,
        unit=DurationUnit(parsed.durations) if parsed.durations else None,
        scored=Scored(parsed.scored) if parsed.scored else None,
    )


def _column(words: str) -> tuple[CallField, str]:
    name, _, header = words.partition("=")
    known = {field.value.removesuffix("_s"): field for field in CallField}
    call_field = known.get(name.strip().removesuffix("_s"))
    if call_field is None:
        raise NoSuchField(field=name, fields=", ".join(known))
    return call_field, header


def _zone(name: str) -> tzinfo:
    try:
        return named_zone(name) if "/" in name else ZoneInfo(name)
    except (ValueError, OSError) as error:
        raise NoSuchTimeZone(zone=name) from error


@contextmanager
def _long_run() -> Iterator[None]:
    """For a million lines, which two threads hand to each other.

    Python looks for cycles to free among calls, which have none: a fifth of the time of a long log. And SQLite, back
    from writing without Python, would wait out the reader's whole turn each time.
    """
    before = sys.getswitchinterval()
    gc.disable()
    sys.setswitchinterval(_SWITCH_S)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
        gc.enable()


def _imported_calls(terminal: Terminal, result: Imported) -> int:
    say = terminal.say
    for line in result.rejected[:_MOST_LINES]:
        reason = say.text(line.template, **line.params)
        terminal.print(say.text(message("Line {number}: {reason}"), number=line.number, reason=reason))
    terminal.print(say.plural("{n} call added.", "{n} calls added.", result.added))
    if result.already_there:
        terminal.print(say.plural("{n} was already there.", "{n} were already there.", result.already_there))
    if result.corrected:
        terminal.print(say.plural("{n} was set right.", "{n} were set right.", result.corrected))
    for difference in result.differing[:_MOST_LINES]:
        terminal.print(differs(say, difference))
    if result.differing_count:
        words = ("{n} is there with other contents.", "{n} are there with other contents.")
        terminal.print(say.plural(*words, result.differing_count))
    for kind, number in result.apart_counts.items():
        what = say.text(APART[Apart(kind)])
        terminal.print(say.plural("{n} line kept apart: {what}.", "{n} lines kept apart: {what}.", number, what=what))
    if result.waiting:
        codes = list(as_asked(result.waiting))
        listed = ", ".join(codes[:_MOST_LINES]) + (" …" if len(codes) > _MOST_LINES else "")
        terminal.print(say.text(message("Unknown agents: {codes}"), codes=listed))
    if result.rejected_count:
        terminal.print(say.plural("{n} line rejected.", "{n} lines rejected.", result.rejected_count))
    if result.import_id is not None:
        taking_back = message("This is import {number}. To take it back: python -m benvenuto undo-import {number}")
        terminal.print(say.text(taking_back, number=result.import_id))
    return 1 if result.rejected_count or result.differing_count else 0


def _propose_plans(terminal: Terminal, teams: Sequence[Team]) -> None:
    """Say which teams have no plan, and the command that starts one: it is somebody's act."""
    if not teams:
        return
    say = terminal.say
    names = ", ".join(team.name for team in teams)
    terminal.print(
        say.plural(
            "No calls are selected for {teams} until there is a sampling plan. To start with {n} call per agent per "
            "week, in the name of a supervisor: python -m benvenuto start-plans USERNAME",
            "No calls are selected for {teams} until there is a sampling plan. To start with {n} calls per agent per "
            "week, in the name of a supervisor: python -m benvenuto start-plans USERNAME",
            PROPOSED_PER_WEEK,
            teams=names,
        )
    )


def _imported_files(terminal: Terminal, result: ImportedRecordings) -> int:
    say = terminal.say
    terminal.print_faults([*result.faults, *result.notes])
    terminal.print(say.plural("{n} file added.", "{n} files added.", len(result.added)))
    if result.already_there:
        terminal.print(say.plural("{n} was already there.", "{n} were already there.", len(result.already_there)))
    if result.passed_over:
        terminal.print(
            say.plural(
                "{n} other file fits no call and was passed over.",
                "{n} other files fit no call and were passed over.",
                result.passed_over,
            )
        )
    return 1 if result.faults else 0
