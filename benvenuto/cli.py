"""The command line: run, check, and the imports that are too large for a browser."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from benvenuto.bootstrap import Benvenuto, build, prepare
from benvenuto.config import HOME, Settings, read_settings
from benvenuto.domain.faults import BenvenutoError, Fault, NoSuchPath, message
from benvenuto.domain.measure import PROFILES
from benvenuto.domain.people import ROLE_NAMES
from benvenuto.formats.handbook import overdue, sections_of
from benvenuto.formats.rubrics import Known, faults_of, format_fault, read_folder, read_ledger, record
from benvenuto.languages import Language, language
from benvenuto.services.analysing import analyse_all
from benvenuto.services.call_logs import Imported
from benvenuto.services.clock import system_clock
from benvenuto.services.exercises import exercise_faults, is_practice
from benvenuto.services.handbook_texts import HandbookTexts, read_texts
from benvenuto.services.local import LOCAL_ADMINISTRATOR
from benvenuto.services.measures import Progress as Analysed
from benvenuto.services.recordings import ImportedRecordings
from benvenuto.transcribing import Setup, find_transcriber


class SampleInPublic(BenvenutoError):
    """The sample week's password is known to everybody, and this server can be reached by others."""

    template = message("The sample week has a published password, and {address} may be reached by others.")
    remedy = message("Start with BENVENUTO_SAMPLE=no, or serve on localhost.")


def main(arguments: Sequence[str]) -> int:
    """Run a command; the exit status: 0 done, 1 faults found, 2 not done."""
    console = Console(highlight=False, soft_wrap=True)
    try:
        settings = read_settings()
        command = Command(settings, _reader(settings), console)
        parsed = _parser(command.say).parse_args(arguments)
        status: int = getattr(command, parsed.command.replace("-", "_"))(parsed)
    except BenvenutoError as error:
        said, remedy = _reader(None).fault(error)
        console.print(f"{said} {remedy}", style=None, markup=False)
        return 2
    except KeyboardInterrupt:
        return 130
    return status


class Command:
    """One run of a command: its settings, its reader's language, and where it prints."""

    def __init__(self, settings: Settings, say: Language, console: Console) -> None:
        self.settings, self.say, self.console = settings, say, console

    def run(self, parsed: argparse.Namespace) -> int:
        """Serve the application."""
        from benvenuto.web.server import serve

        app = self._open()
        self._furnish(app)
        os.chdir(HOME)  # Streamlit looks for its settings in the working directory
        serve(app.settings.host, app.settings.port, self._welcome)
        return 0

    def check(self, parsed: argparse.Namespace) -> int:
        """Check rubrics, scorecards, exercises, handbook and policy."""
        texts = read_texts(self.settings.handbook, self.settings.policy, self.settings.sample_data)
        folders = parsed.path or [self.settings.rubrics]
        known, faults = self._known(), [] if parsed.path else self._handbook_faults(texts)
        for path in folders:
            if not path.exists():
                raise NoSuchPath(path=path)
            if not is_practice(path):
                faults += faults_of(path, sections_of(texts.chapters), known)
            faults += exercise_faults(path, texts)
        for fault in faults:
            self._print(format_fault(fault, self.say.text))
        if not parsed.path:
            self._remind(texts)
        if parsed.record and not faults:
            added = record(self.settings.rubrics, read_folder(self.settings.rubrics).hashes())
            self._print(self.say.plural("{n} version recorded.", "{n} versions recorded.", len(added)))
        if faults:
            self._print(self.say.plural("{n} fault.", "{n} faults.", len(faults)))
            return 1
        self._print(self.say.text(message("All is well.")))
        return 0

    def _handbook_faults(self, texts: HandbookTexts) -> list[Fault]:
        beside = texts.faults_beside(read_folder(self.settings.rubrics).rubrics)
        return sorted([*texts.faults, *beside], key=lambda fault: (fault.file, fault.line))

    def _remind(self, texts: HandbookTexts) -> None:
        """Name the chapters whose day to be read again has passed; they are no fault, and still in force."""
        for one in overdue(texts.chapters, system_clock().astimezone(self.settings.timezone).date()):
            words = message("{file}: {owner} was to read this chapter again by {day}.")
            self._print(self.say.text(words, file=one.file, owner=one.owner, day=self.say.day(one.review_by)))

    def import_calls(self, parsed: argparse.Namespace) -> int:
        """Import a call log."""
        app = self._open()
        plan = app.call_logs.plan(LOCAL_ADMINISTRATOR, parsed.file)
        with self._progress() as bar:
            task = bar.add_task(self.say.text(message("Lines")), total=None)
            result = app.call_logs.run(
                LOCAL_ADMINISTRATOR,
                parsed.file,
                plan,
                day_first=not parsed.month_first,
                progress=lambda lines: bar.update(task, completed=lines),
            )
        return self._imported_calls(result)

    def import_recordings(self, parsed: argparse.Namespace) -> int:
        """Import a folder of recordings."""
        if not parsed.folder.is_dir():
            raise NoSuchPath(path=parsed.folder)
        app = self._open()
        with self._progress() as bar:
            task = bar.add_task(self.say.text(message("Recordings")), total=None)
            result = app.recordings.folder(
                LOCAL_ADMINISTRATOR,
                parsed.folder,
                progress=lambda done, of: bar.update(task, completed=done, total=of),
            )
        status = self._imported_files(result)
        if result.added:
            self._print(self.say.text(_ANALYSED_LATER))
        return status

    def analyse(self, parsed: argparse.Namespace) -> int:
        """Analyse the recordings that wait."""
        app = self._open()
        if parsed.failed:
            app.analyses.try_again()
        done_before = app.measures.progress(LOCAL_ADMINISTRATOR).done
        with self._progress() as bar:
            task = bar.add_task(self.say.text(message("Recordings")), total=None)
            analyse_all(app.analyses, os.cpu_count() or 1, lambda done, of: bar.update(task, completed=done, total=of))
        return self._analysed(app.measures.progress(LOCAL_ADMINISTRATOR), done_before)

    def import_transcripts(self, parsed: argparse.Namespace) -> int:
        """Import a folder of transcripts."""
        if not parsed.folder.is_dir():
            raise NoSuchPath(path=parsed.folder)
        app = self._open()
        with self._progress() as bar:
            task = bar.add_task(self.say.text(message("Transcripts")), total=None)
            result = app.transcripts.folder(
                LOCAL_ADMINISTRATOR,
                parsed.folder,
                progress=lambda done, of: bar.update(task, completed=done, total=of),
            )
        return self._imported_files(result)

    def transcribe(self, parsed: argparse.Namespace) -> int:
        """Transcribe the recordings that have no transcript."""
        transcriber = find_transcriber(self.settings.transcriber, self._setup())
        app = self._open()
        with self._progress() as bar:
            task = bar.add_task(self.say.text(message("Calls")), total=None)
            result = app.transcribing.run(
                LOCAL_ADMINISTRATOR, transcriber, lambda done, of: bar.update(task, completed=done, total=of)
            )
        self._print_faults(result.faults)
        self._print(self.say.plural("{n} call transcribed.", "{n} calls transcribed.", len(result.added)))
        if result.mixed:
            self._print(
                self.say.plural(
                    "{n} call has both voices on one channel: no machine can tell who speaks.",
                    "{n} calls have both voices on one channel: no machine can tell who speaks.",
                    result.mixed,
                )
            )
        return 1 if result.faults else 0

    def measure(self, parsed: argparse.Namespace) -> int:
        """Measure recordings, without a database."""
        from benvenuto.measuring.command import measure_paths

        return measure_paths(parsed.path, PROFILES[parsed.profile], self.say, self.console, parsed.json)

    def _setup(self) -> Setup:
        settings = self.settings
        return Setup(
            settings.transcriber_model,
            settings.transcriber_url,
            settings.transcriber_key,
            settings.transcriber_timeout_s,
        )

    def _open(self) -> Benvenuto:
        app = build(self.settings)
        prepare(app)
        return app

    def _furnish(self, app: Benvenuto) -> None:
        """Fill an empty house: with the sample week, or with one administrator."""
        from benvenuto.sample import load
        from benvenuto.sample.people import PASSWORD, PEOPLE

        if self.settings.sample and not self.settings.local:
            raise SampleInPublic(address=self.settings.public_url)
        if self.settings.sample:
            with self.console.status(self.say.text(message("Loading the sample week…"))):
                load(app)
            self._print(
                self.say.text(message("Accounts of the sample week (password: {password}):"), password=PASSWORD)
            )
            for person in PEOPLE:
                if person.shown:
                    self._print(f"  {person.username:<8} {self.say.text(ROLE_NAMES[person.role])}")
        elif (password := app.people.first_administrator()) is not None:
            self._print(self.say.text(message("The first administrator is “admin”, with the one-time password")))
            self._print(f"  {password}")

    def _welcome(self) -> None:
        self._print(self.say.text(message("Benvenuto is at {address}"), address=self.settings.public_url))

    def _known(self) -> Known:
        """What has been in force: what the ledger says, and the database where there is one."""
        ledger, _ = read_ledger(self.settings.rubrics)
        database = Path(self.settings.database_url.removeprefix("sqlite:///"))
        if self.settings.database_url.startswith("sqlite") and not database.exists():
            return ledger
        return {**self._open().scorecards.known(), **ledger}

    def _imported_calls(self, result: Imported) -> int:
        for line in result.rejected[:100]:
            reason = self.say.text(line.template, **line.params)
            self._print(self.say.text(message("Line {number}: {reason}"), number=line.number, reason=reason))
        self._print(self.say.plural("{n} call added.", "{n} calls added.", result.added))
        if result.already_there:
            self._print(self.say.plural("{n} was there already.", "{n} were there already.", result.already_there))
        if result.waiting:
            self._print(self.say.text(message("Agents nobody knows yet: {codes}"), codes=", ".join(result.waiting)))
        if result.rejected_count:
            self._print(self.say.plural("{n} line rejected.", "{n} lines rejected.", result.rejected_count))
        return 1 if result.rejected_count else 0

    def _imported_files(self, result: ImportedRecordings) -> int:
        self._print_faults(result.faults)
        self._print(self.say.plural("{n} file added.", "{n} files added.", len(result.added)))
        if result.already_there:
            self._print(self.say.plural("{n} was there already.", "{n} were there already.", len(result.already_there)))
        return 1 if result.faults else 0

    def _analysed(self, found: Analysed, done_before: int) -> int:
        self._print_faults(found.failures)
        self._print(self.say.plural("{n} recording analysed.", "{n} recordings analysed.", found.done - done_before))
        if found.failed:
            self._print(self.say.plural("{n} cannot be analysed.", "{n} cannot be analysed.", found.failed))
        return 1 if found.failed else 0

    def _print_faults(self, faults: Iterable[Fault]) -> None:
        for fault in faults:
            self._print(format_fault(fault, self.say.text))

    def _print(self, words: str) -> None:
        self.console.print(words, markup=False)

    def _progress(self) -> Progress:
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        return Progress(*columns, TimeElapsedColumn(), console=self.console, transient=True)


def _reader(settings: Settings | None) -> Language:
    """The language of whoever sits at the terminal: as set, else the terminal's own."""
    terminal = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG", "")
    chosen = os.environ.get("BENVENUTO_LANGUAGE") or ("it" if terminal.startswith("it") else "en")
    return language(chosen, settings.timezone if settings else ZoneInfo("UTC"))


def _parser(say: Language) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benvenuto", description=say.text(_WELCOME))
    commands = parser.add_subparsers(dest="command", required=True)

    def command(name: str, words: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=say.text(words), description=say.text(words))

    command("run", message("Serve Benvenuto on this machine."))
    check = command("check", message("Check rubrics, scorecards, exercises, handbook and policy; every fault at once."))
    check.add_argument("path", nargs="*", type=Path, help=say.text(message("files or folders; default: all")))
    check.add_argument("--record", action="store_true", help=say.text(message("record the versions when all is well")))
    calls = command("import-calls", message("Import a call log from CSV, Excel or Asterisk."))
    calls.add_argument("file", type=Path)
    calls.add_argument("--month-first", action="store_true", help=say.text(message("read 3/4 as the 4th of March")))
    recordings = command("import-recordings", message("Import a folder of recordings, matched to calls by name."))
    recordings.add_argument("folder", type=Path)
    analyse = command(
        "analyse", message("Analyse now the recordings that wait, on all cores; the server does it anyway.")
    )
    failed = say.text(message("also try again what could not be analysed"))
    analyse.add_argument("--failed", action="store_true", help=failed)
    transcripts = command("import-transcripts", message("Import a folder of transcripts, matched to calls by name."))
    transcripts.add_argument("folder", type=Path)
    command("transcribe", message("Make transcripts of recordings that have none, with the recogniser that is set up."))
    measure = command(
        "measure", message("Measure recordings: talk, interruptions, silence, waiting. Needs no database.")
    )
    paths = message("a recording, the agent's and the caller's, or a folder of them")
    measure.add_argument("path", nargs="+", type=Path, help=say.text(paths))
    measure.add_argument("--json", action="store_true", help=say.text(message("everything as JSON")))
    profile = say.text(message("thresholds to measure by; aws: an interruption is 2 s of both voices"))
    measure.add_argument("--profile", choices=PROFILES, default="benvenuto", help=profile)
    return parser


_ANALYSED_LATER = message(
    "Their sound is analysed in the background while the server runs. To have it now: python -m benvenuto analyse"
)
_WELCOME = message("The handbook for taking inbound calls, and the place where such calls are scored.")
