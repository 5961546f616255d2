"""What can be typed after `python -m benvenuto`."""

from __future__ import annotations

import argparse
from pathlib import Path

from benvenuto.domain.faults import message
from benvenuto.domain.measure import PROFILES
from benvenuto.languages import Language

_WELCOME = message("A handbook for inbound calls, and the place where they are scored.")


def parser(say: Language) -> argparse.ArgumentParser:
    """The parser, its help in the reader's language."""
    root = argparse.ArgumentParser(prog="python -m benvenuto", description=say.text(_WELCOME))
    commands = root.add_subparsers(dest="command", required=True)

    def command(name: str, words: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=say.text(words), description=say.text(words))

    command("run", message("Serve Benvenuto on this machine."))
    check = command("check", message("Check rubrics, exercises, handbook, policy, learning path; every error at once."))
    check.add_argument("path", nargs="*", type=Path, help=say.text(message("files or folders; default: all")))
    check.add_argument("--record", action="store_true", help=say.text(message("record the versions when all is well")))
    calls = command("import-calls", message("Import a call log from CSV, Excel or Asterisk."))
    calls.add_argument("file", type=Path)
    calls.add_argument("--month-first", action="store_true", help=say.text(message("read 3/4 as the 4th of March")))
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
    measure = command("measure", message("Measure recordings: talk, interruptions, silence, hold. Needs no database."))
    paths = message("a recording, the agent's and the caller's, or a folder of them")
    measure.add_argument("path", nargs="+", type=Path, help=say.text(paths))
    measure.add_argument("--json", action="store_true", help=say.text(message("everything as JSON")))
    profile = say.text(message("thresholds to use; aws: an interruption is 2 s of both voices"))
    measure.add_argument("--profile", choices=PROFILES, default="benvenuto", help=profile)
    return root
