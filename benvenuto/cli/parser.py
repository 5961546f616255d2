"""What can be typed after `python -m benvenuto`."""

from __future__ import annotations

import argparse
from pathlib import Path

from benvenuto.domain.faults import message
from benvenuto.domain.measure import PROFILES
from benvenuto.formats.calls.call_log.dialects import DIALECTS
from benvenuto.languages import Language

_WELCOME = message("A handbook for inbound calls, and the place where they are scored.")


def parser(say: Language) -> argparse.ArgumentParser:
    """The parser, its help in the reader's language."""
    root = argparse.ArgumentParser(prog="python -m benvenuto", description=say.text(_WELCOME))
    commands = root.add_subparsers(dest="command", required=True)

    def command(name: str, words: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=say.text(words), description=say.text(words))

    command("run", message("Serve Benvenuto on this machine."))
    check = command(
        "check",
        message("Check rubrics, exercises, handbook, policy, learning path, works agreement; every error at once."),
    )
    check.add_argument("path", nargs="*", type=Path, help=say.text(message("files or folders; default: all")))
    check.add_argument("--record", action="store_true", help=say.text(message("record the versions when all is well")))
    calls = command("import-calls", message("Import a call log from CSV, Excel or Asterisk."))
    calls.add_argument("file", type=Path)
    _import_options(calls, say)
    undo = command("undo-import", message("Take back an import of a call log by its number; without one, list them."))
    undo.add_argument("number", nargs="?", type=int)
    adding = command("add-people", message("Add people from a list in CSV or Excel, with their roles and teams."))
    adding.add_argument("file", type=Path)
    looking = message("only say what would become of each line")
    adding.add_argument("--look", action="store_true", help=say.text(looking))
    writing = message("write the one-time passwords to this new file (CSV) instead of printing them")
    adding.add_argument("--passwords", type=Path, metavar="FILE", help=say.text(writing))
    starting = command("start-plans", message("Give every team without a sampling plan the one that is proposed."))
    starting.add_argument("username", help=say.text(message("who answers for it: a supervisor, for their own teams")))
    recordings = command("import-recordings", message("Import a folder of recordings, matched to calls by name."))
    recordings.add_argument("folder", type=Path)
    analyse = command("analyse", message("Analyse waiting recordings now, on all cores; the server does it anyway."))
    failed = say.text(message("also retry what could not be analysed"))
    analyse.add_argument("--failed", action="store_true", help=failed)
    transcripts = command("import-transcripts", message("Import a folder of transcripts, matched to calls by name."))
    transcripts.add_argument("folder", type=Path)
    command("transcribe", message("Transcribe recordings that have no transcript, with the recogniser that is set up."))
    command("rebuild", message("Recalculate the weekly totals behind the trends."))
    command("go-live", message("Remove the sample week before going live, and say what is left to do."))
    entering = command("let-in", message("Give an account a one-time password, when no administrator can."))
    entering.add_argument("username")
    backup = command("backup", message("Write everything into one file, while the server runs."))
    where = message("the file, or a folder in which it is named by the time")
    backup.add_argument("file", type=Path, help=say.text(where))
    what = message("reference: only name the recordings, with their hashes; copy their folder yourself")
    backup.add_argument("--recordings", choices=("include", "reference"), default="include", help=say.text(what))
    backup.add_argument("--overwrite", action="store_true", help=say.text(message("replace the file if it exists")))
    restoring = command("restore", message("Restore a backup into an empty database."))
    restoring.add_argument("file", type=Path)
    export = command("export", message("Write everything into a new folder for other programs, as Parquet and YAML."))
    export.add_argument("folder", type=Path)
    export.add_argument("--recordings", action="store_true", help=say.text(message("with the sound")))
    measure = command("measure", message("Measure recordings: talk, interruptions, silence, hold. Needs no database."))
    paths = message("a recording, the agent's and the caller's, or a folder of them")
    measure.add_argument("path", nargs="+", type=Path, help=say.text(paths))
    measure.add_argument("--json", action="store_true", help=say.text(message("everything as JSON")))
    profile = say.text(message("thresholds to use; aws: an interruption is 2 s of both voices"))
    measure.add_argument("--profile", choices=PROFILES, default="benvenuto", help=profile)
    return root


def _import_options(calls: argparse.ArgumentParser, say: Language) -> None:
    """How a call log is understood, where the command shall not decide by itself."""
    order = calls.add_mutually_exclusive_group()
    order.add_argument("--month-first", action="store_true", help=say.text(message("read 3/4 as the 4th of March")))
    order.add_argument("--day-first", action="store_true", help=say.text(message("read 3/4 as the 3rd of April")))
    column = say.text(message("the column of a field, as agent=“Callee name”; can be repeated"))
    calls.add_argument("--column", action="append", default=[], metavar="FIELD=COLUMN", help=column)
    calls.add_argument("--sheet", default="", help=say.text(message("the sheet of the workbook that holds the calls")))
    header = say.text(message("the line of the file with the names of the columns, from 1"))
    calls.add_argument("--header-row", type=int, default=0, metavar="LINE", help=header)
    zone = say.text(message("the time zone of times that name none, for example UTC"))
    calls.add_argument("--timezone", default="", metavar="ZONE", help=zone)
    system = say.text(message("the telephone system that wrote the log; recognised by itself otherwise"))
    calls.add_argument("--profile", choices=sorted(DIALECTS), default="", metavar="NAME", help=system)
    unit = say.text(message("what a plain number under the duration counts"))
    calls.add_argument("--durations", choices=("s", "ms", "min", "h", "days", "h:mm"), default="", help=unit)
    who = say.text(message("whose a call is that went through several hands: who talked longest, first or last"))
    calls.add_argument("--scored", choices=("longest", "first", "last"), default="", help=who)
    known = say.text(message("whom an agent's name in the log means, as “Agent/giulia=giulia.ferri”; remembered"))
    calls.add_argument("--agent", action="append", default=[], metavar="CODE=USERNAME", help=known)
    anew = say.text(message("forget how files with these columns were read before"))
    calls.add_argument("--forget", action="store_true", help=anew)
    right = say.text(message("correct calls that are there with another start, duration or agent, if not scored yet"))
    calls.add_argument("--replace", action="store_true", help=right)
