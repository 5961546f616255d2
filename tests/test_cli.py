"""The command line: what it prints, what it exits with, and that nobody ever sees a traceback."""

from __future__ import annotations

import io
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import soundfile
from sqlalchemy import delete, make_url

from benvenuto.bootstrap import build, prepare
from benvenuto.cli import main
from benvenuto.config import HOME, read_settings
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.published import PUBLISHED_PASSWORD
from benvenuto.sample import load
from benvenuto.services.people.local_administrator import LOCAL_ADMINISTRATOR
from benvenuto.services.people.sign_in import hash_token
from benvenuto.services.quality.trends import Asked
from benvenuto.storage.tables import weekly
from tests.databases import PostgresServer
from tests.house import House
from tests.ports import kept_port
from tests.transcribing.service import serving

LOG = """id;data;ora;operatore;durata;motivo
1001;02/03/2026;10:15;giulia;3:20;consegna
1002;02/03/2026;31:99;giulia;60;reso
"""


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit status."""

    returncode: int
    stdout: str
    stderr: str


def benvenuto(*arguments: object, data: Path, **environment: str) -> Said:
    """Run a command in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main([str(one) for one in arguments], _settings(data) | environment)
    return Said(status, out.getvalue(), err.getvalue())


def started(*arguments: object, data: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command as everybody does, in a process of its own."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("BENVENUTO_")}
    return subprocess.run(
        [sys.executable, "-m", "benvenuto", *map(str, arguments)],
        cwd=HOME,
        env=inherited | _settings(data) | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def _settings(data: Path) -> dict[str, str]:
    return {"BENVENUTO_DATA": str(data), "BENVENUTO_SAMPLE": "no", "BENVENUTO_LANGUAGE": "en"}


@pytest.fixture
def rubrics(tmp_path: Path) -> Path:
    """A copy of the shipped rubrics, to be broken."""
    return Path(shutil.copytree(HOME / "rubrics", tmp_path / "rubrics"))


def test_the_shipped_rubrics_and_chapters_are_sound(tmp_path: Path) -> None:
    found = started("check", data=tmp_path)
    assert (found.returncode, found.stderr) == (0, "")


def test_check_names_the_chapters_that_should_have_been_read_again_and_is_content(tmp_path: Path) -> None:
    for language in ("it", "en"):
        chapter = (HOME / "benvenuto" / "handbook" / language / "09-permission.md").read_text("utf-8")
        (tmp_path / language).mkdir()
        (tmp_path / language / "09-permission.md").write_text(
            chapter.replace("2027-01-31", "2020-01-31").replace("2027-05-31", "2021-05-31", 1), "utf-8"
        )
    found = benvenuto("check", data=tmp_path, BENVENUTO_HANDBOOK=str(tmp_path))
    assert found.returncode == 0
    assert "en/09-permission.md: Data protection lead was due to review this chapter by 31 Jan 2020." in found.stdout
    assert "was due to read the law of “Consent” again by 31 May 2021." in found.stdout


def test_check_tells_a_level_that_the_handbook_earns_with_no_sentence_but_not_of_a_firms_own_rubrics(
    tmp_path: Path, rubrics: Path
) -> None:
    english = (HOME / "benvenuto" / "handbook" / "en" / "earned.yaml").read_text("utf-8")
    lacking = "".join(line for line in english.splitlines(keepends=True) if "level: most" not in line)
    own = tmp_path / "own"
    for language in ("it", "en"):
        (own / language).mkdir(parents=True)
        shutil.copy(HOME / "benvenuto" / "handbook" / language / "10-closing.md", own / language)
    (own / "en" / "earned.yaml").write_text(lacking, "utf-8")
    found = benvenuto("check", data=tmp_path, BENVENUTO_HANDBOOK=str(own))
    assert found.returncode == 1
    assert "No sentence of the handbook earns the level “most” of “listening/waits”." in found.stdout
    assert found.stdout.strip().endswith("\n1 error.")
    setting = {"BENVENUTO_HANDBOOK": str(own), "BENVENUTO_RUBRICS": str(rubrics)}
    assert benvenuto("check", data=tmp_path, **setting).returncode == 0


def test_check_tells_of_a_broken_file_of_earned_levels_that_it_is_broken_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "own" / "en" / "earned.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("criteria: [", "utf-8")
    checked = benvenuto("check", data=tmp_path, BENVENUTO_HANDBOOK=str(path.parents[1]))
    assert checked.stdout.startswith(f"{path.as_posix()}:")
    assert checked.stdout.strip().endswith("\n1 error.")


def test_check_tells_the_faults_of_exercises_with_the_others_and_alone(tmp_path: Path, rubrics: Path) -> None:
    greeting = rubrics / "practice" / "greeting.yaml"
    greeting.write_text(greeting.read_text("utf-8").replace("reason: prompted", "reason: sleepy", 1), "utf-8")
    for path in (rubrics, rubrics / "practice", greeting):
        found = benvenuto("check", path, data=tmp_path)
        assert (found.returncode, found.stderr) == (1, "")
        assert "The criterion “identity” has no reason “sleepy”." in found.stdout
        assert found.stdout.strip().endswith("1 error.")
    assert benvenuto("check", rubrics / "practice" / "listening.yaml", data=tmp_path).returncode == 0


def test_check_tells_where_the_learning_path_leads_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "learning_path.yaml"
    path.write_text((HOME / "learning_path.yaml").read_text("utf-8").replace("#in-two", "#in-three", 1), "utf-8")
    found = benvenuto("check", data=tmp_path, BENVENUTO_LEARNING_PATH=str(path))
    assert (found.returncode, found.stderr) == (1, "")
    assert "The handbook has no “practice#in-three”." in found.stdout


def test_check_tells_every_fault_at_once_with_place_and_remedy(tmp_path: Path, rubrics: Path) -> None:
    greeting, listening = rubrics / "greeting.yaml", rubrics / "listening.yaml"
    greeting.write_text(greeting.read_text("utf-8").replace("value: 0.5", "value: 1.5", 1), "utf-8")
    listening.write_text(listening.read_text("utf-8").replace("handbook: listening#", "handbook: nowhere#", 1), "utf-8")
    found = benvenuto("check", rubrics, data=tmp_path)
    assert found.returncode == 1
    assert "greeting.yaml:" in found.stdout
    assert "listening.yaml:" in found.stdout
    assert "Traceback" not in found.stdout + found.stderr


ONE_MISTAKE = [
    ("greeting.yaml", "id: greeting\n", "idd: greeting\n"),
    ("greeting.yaml", "id: greeting\n", "id: greetings\n"),
    ("greeting.yaml", "title: {it: Accoglienza", "titel: {it: Accoglienza"),
    ("greeting.yaml", "handbook: opening\n", "handbok: opening\n"),
    ("greeting.yaml", "criteria:\n", "criterias:\n"),
    ("greeting.yaml", "  - id: first-words", "  - name: first-words"),
    ("greeting.yaml", "    description:\n", "    desc:\n"),
    ("greeting.yaml", "en: The first words}", "eng: The first words}"),
    ("greeting.yaml", "    scale:\n", "    scales:\n"),
    ("greeting.yaml", "        value: 0.5\n", "        vale: 0.5\n"),
    ("greeting.yaml", "      - level: full\n", "      - levl: full\n"),
    ("greeting.yaml", "        value: 0.5\n", "        value: 0,5\n"),
    ("greeting.yaml", "{it: Le prime parole, en", "{it: Le prime parole en"),
    ("greeting.yaml", "    weight: 2\n", "    weight: 2\n    weight: 3\n"),
    ("scorecards/complaint.yaml", "for_reasons:", "for_reason:"),
    ("scorecards/complaint.yaml", "  - {rubric: greeting,", "  - {rubrica: greeting,"),
    ("scorecards/complaint.yaml", "bands:\n", "band:\n"),
    ("precise-answers.yaml", "id: precise-answers\n", "id: precise-answers\ncolour: red\n"),
]
"""One mistake of each kind that has consequences: the file, what stands there, what was typed."""


@pytest.mark.parametrize(
    ("file", "before", "typed"), ONE_MISTAKE, ids=[f"{file} {typed.strip()}" for file, _, typed in ONE_MISTAKE]
)
def test_one_mistake_is_one_error_whatever_follows_from_it(
    tmp_path: Path, rubrics: Path, file: str, before: str, typed: str
) -> None:
    text = (rubrics / file).read_text("utf-8")
    assert before in text
    (rubrics / file).write_text(text.replace(before, typed, 1), "utf-8")
    outcome = benvenuto("check", data=tmp_path, BENVENUTO_RUBRICS=str(rubrics))
    assert outcome.stdout.strip().endswith("\n1 error."), outcome.stdout


@pytest.mark.parametrize("file", ["greeting.yaml", "scorecards/complaint.yaml", "scorecards/general-enquiry.yaml"])
def test_a_copy_under_another_name_is_one_error(tmp_path: Path, rubrics: Path, file: str) -> None:
    shutil.copy(rubrics / file, (rubrics / file).with_stem("another"))
    outcome = benvenuto("check", data=tmp_path, BENVENUTO_RUBRICS=str(rubrics))
    assert outcome.stdout.strip().endswith("\n1 error."), outcome.stdout


def test_a_scorecard_checked_alone_says_that_its_rubric_keeps_it_back(tmp_path: Path, rubrics: Path) -> None:
    greeting = rubrics / "greeting.yaml"
    greeting.write_text(greeting.read_text("utf-8").replace("weight: 2", "weight: 0", 1), "utf-8")
    outcome = benvenuto("check", rubrics / "scorecards" / "complaint.yaml", data=tmp_path)
    assert outcome.returncode == 1
    assert "The scorecard waits for its rubric “greeting”, which has errors." in outcome.stdout


def test_an_edit_without_a_new_version_is_noticed_once_recorded(tmp_path: Path, rubrics: Path) -> None:
    setting = {"BENVENUTO_RUBRICS": str(rubrics)}
    assert benvenuto("check", "--record", data=tmp_path, **setting).returncode == 0
    greeting = rubrics / "greeting.yaml"
    greeting.write_text(greeting.read_text("utf-8").replace("weight: 2", "weight: 3", 1), "utf-8")
    found = benvenuto("check", data=tmp_path, **setting)
    assert found.returncode == 1
    assert "greeting.yaml" in found.stdout
    assert "version" in found.stdout


def test_a_path_that_is_not_there_is_said_in_the_readers_language(tmp_path: Path) -> None:
    found = benvenuto("check", tmp_path / "niente", data=tmp_path, BENVENUTO_LANGUAGE="it")
    assert found.returncode == 2
    assert "non c'è niente" in found.stdout
    assert found.stderr == ""


def test_a_wrong_setting_is_named(tmp_path: Path) -> None:
    found = started("check", data=tmp_path, BENVENUTO_PORT="high")
    assert (found.returncode, found.stderr) == (2, "")
    assert "BENVENUTO_PORT" in found.stdout


def test_importing_the_same_log_twice_changes_nothing(tmp_path: Path) -> None:
    log = tmp_path / "calls_UTC.csv"
    log.write_text(LOG, "utf-8")
    first = benvenuto("import-calls", log, data=tmp_path)
    assert first.returncode == 1  # one of the two lines is rejected
    assert "times in UTC (“calls_UTC.csv”)" in first.stdout
    assert "Line 3" in first.stdout
    assert "1 call added." in first.stdout
    again = benvenuto("import-calls", log, data=tmp_path)
    assert "0 calls added." in again.stdout
    with closing(sqlite3.connect(tmp_path / "benvenuto.db")) as database:
        assert database.execute("select external_id from calls").fetchall() == [("1001",)]


def test_an_import_says_what_it_understood_takes_columns_by_name_and_is_taken_back(tmp_path: Path) -> None:
    log = tmp_path / "calls.csv"
    log.write_text("quando,chi,linea,durata\n11/02/2025 10:05,x,anna,45000\n11/13/2025 10:05,x,anna,60000\n", "utf-8")
    named = ("--column", "agent=linea", "--timezone", "UTC")
    imported = benvenuto("import-calls", log, *named, data=tmp_path)
    assert imported.returncode == 0
    said = "2 calls from 2 Nov 2025 to 13 Nov 2025, times in UTC, durations in milliseconds, month first."
    assert said in imported.stdout
    assert "undo-import 1" in imported.stdout
    assert "calls.csv: 2" in benvenuto("undo-import", data=tmp_path).stdout
    assert "2 calls removed." in benvenuto("undo-import", "1", data=tmp_path).stdout
    assert benvenuto("undo-import", "1", data=tmp_path).returncode == 2
    wrong = benvenuto("import-calls", log, "--column", "agente=linea", data=tmp_path)
    assert (wrong.returncode, "agente" in wrong.stdout) == (2, True)


def test_an_unknown_agent_is_proposed_confirmed_once_and_remembered(tmp_path: Path) -> None:
    people, log = tmp_path / "people.csv", tmp_path / "calls.csv"
    people.write_text("name,username,role,team\nGiulia Ferri,giulia.ferri,agent,Nord\n", "utf-8")
    benvenuto("add-people", people, data=tmp_path)
    log.write_text("date and time,agent,duration\n11/20/2025 10:05,Agent/giulia,45\n11/21/2025 10:05,99,60\n", "utf-8")
    first = benvenuto("import-calls", log, data=tmp_path)
    assert "Nobody is known as “Agent/giulia” (1 call). Could be: Giulia Ferri (giulia.ferri)." in first.stdout
    assert "Nobody is known as “99” (1 call)." in first.stdout
    named = ("--agent", "Agent/giulia=giulia.ferri", "--agent", "99=giulia.ferri")
    assert "Nobody is known" not in benvenuto("import-calls", log, *named, data=tmp_path).stdout
    with closing(sqlite3.connect(tmp_path / "benvenuto.db")) as database:
        assert database.execute("select count(*) from calls where agent_id is null").fetchall() == [(0,)]
    wrong = benvenuto("import-calls", log, "--agent", "99=nobody", data=tmp_path)
    assert (wrong.returncode, "nobody" in wrong.stdout) == (2, True)


def test_what_was_chosen_for_a_file_is_told_and_can_be_forgotten(tmp_path: Path) -> None:
    log = tmp_path / "calls.csv"
    log.write_text("quando,operatore,linea\n11/02/2025 10:05,x,anna\n", "utf-8")
    benvenuto("import-calls", log, "--column", "agent=linea", "--month-first", data=tmp_path)
    log.write_text("quando,operatore,linea\n11/03/2025 10:05,x,anna\n", "utf-8")
    again = benvenuto("import-calls", log, data=tmp_path)
    assert "As chosen for import 1 (calls.csv): Agent: linea; month first." in again.stdout
    assert "1 call on 3 Nov 2025" in again.stdout
    log.write_text("quando,operatore,linea\n11/04/2025 10:05,x,anna\n", "utf-8")
    anew = benvenuto("import-calls", log, "--forget", data=tmp_path)
    assert "As chosen" not in anew.stdout
    assert "1 call on 11 Apr 2025" in anew.stdout


def test_a_recording_finds_its_call_by_name(tmp_path: Path) -> None:
    log, folder = tmp_path / "calls.csv", tmp_path / "sound"
    log.write_text(LOG.replace("1001", "cdr-1001-77").replace("3:20", "0:47"), "utf-8")
    benvenuto("import-calls", log, data=tmp_path)
    folder.mkdir()
    shutil.copy(HOME / "sample_data" / "casa-lume" / "06-late-parcel" / "call.wav", folder / "cdr-1001-77.wav")
    (folder / "unknown-call.wav").write_bytes(b"not a sound")
    found = benvenuto("import-recordings", folder, data=tmp_path)
    assert found.returncode == 1
    assert "1 file added." in found.stdout
    assert "unknown-call.wav" in found.stdout
    assert "python -m benvenuto analyse" in found.stdout
    analysed = benvenuto("analyse", data=tmp_path)
    assert (analysed.returncode, analysed.stdout.strip(), analysed.stderr) == (0, "1 recording analysed.", "")


def test_the_analysis_says_what_the_page_of_the_call_says(tmp_path: Path) -> None:
    log, folder = tmp_path / "calls.csv", tmp_path / "sound"
    lines = LOG.splitlines()
    log.write_text(
        "\n".join([lines[0], *(lines[1].replace("1001", f"cdr-{n}").replace("3:20", "0:20") for n in range(101, 105))]),
        "utf-8",
    )
    benvenuto("import-calls", log, data=tmp_path)
    folder.mkdir()
    sound, rate = soundfile.read(HOME / "sample_data" / "casa-lume" / "06-late-parcel" / "call.wav", dtype="int16")
    agent, caller = sound[:, 0].copy(), sound[:, 1].copy()
    soundfile.write(folder / "cdr-101.wav", sound[: 20 * rate] * 0, rate)
    soundfile.write(folder / "cdr-102.wav", np.stack([agent, caller * 0], axis=1)[: 20 * rate], rate)
    soundfile.write(folder / "cdr-103-enc.wav", agent[: 20 * rate], rate)
    soundfile.write(folder / "cdr-103-dec.wav", caller[: 15 * rate], rate)
    soundfile.write(folder / "cdr-104.wav", agent[: 20 * rate], rate)
    benvenuto("import-recordings", folder, data=tmp_path)
    analysed = benvenuto("analyse", data=tmp_path)
    assert (analysed.returncode, analysed.stderr) == (0, "")
    words = analysed.stdout
    assert "cdr-101\n    Nobody is heard speaking in this recording" in words
    assert "cdr-102\n    Nobody is heard on the caller's channel" in words
    assert "The two voices of call cdr-103 are not equally long (agent 0:20, caller 0:15)" in words
    assert "1 call has both voices on one channel" in words
    assert "4 recordings analysed." in words


def test_a_transcript_finds_its_call_by_name(tmp_path: Path) -> None:
    log, folder = tmp_path / "calls.csv", tmp_path / "words"
    log.write_text(LOG, "utf-8")
    benvenuto("import-calls", log, data=tmp_path)
    folder.mkdir()
    (folder / "1001.txt").write_text("Operatore: Buongiorno.\nCliente: Dov'è il mio pacco?\n", "utf-8")
    found = benvenuto("import-transcripts", folder, data=tmp_path)
    assert (found.returncode, "1 file added." in found.stdout) == (0, True)


def test_without_a_recogniser_nothing_is_transcribed(tmp_path: Path) -> None:
    found = benvenuto("transcribe", data=tmp_path)
    assert found.returncode == 2
    assert "no audio leaves this machine" in found.stdout
    assert "faster-whisper, openai" in found.stdout
    assert not (tmp_path / "benvenuto.db").exists()


def test_what_has_sound_and_no_words_is_transcribed_by_the_service_that_was_named(tmp_path: Path) -> None:
    app = build(read_settings({"BENVENUTO_DATA": str(tmp_path)}))
    prepare(app)
    log, folder = LOG.replace("1001", "cdr-1001-77").encode(), tmp_path / "sound"
    app.call_logs.run(LOCAL_ADMINISTRATOR, log, app.call_logs.plan(LOCAL_ADMINISTRATOR, log))
    folder.mkdir()
    stereo, rate = soundfile.read(HOME / "sample_data" / "casa-lume" / "06-late-parcel" / "call.wav", dtype="int16")
    soundfile.write(folder / "cdr-1001-77.wav", stereo[: 8 * rate], rate)
    assert app.recordings.folder(LOCAL_ADMINISTRATOR, folder).added == ["cdr-1001-77"]
    app.database.engine.dispose()
    with serving() as service:
        settings = {"TRANSCRIBER": "openai", "TRANSCRIBER_MODEL": "whisper-1", "TRANSCRIBER_URL": service.url}
        named = {f"BENVENUTO_{name}": value for name, value in settings.items()}
        found = benvenuto("transcribe", data=tmp_path, **named)
    assert (found.returncode, found.stderr) == (0, "")
    assert "1 call transcribed." in found.stdout
    assert len(service.asked) == 2  # a voice each
    with closing(sqlite3.connect(tmp_path / "benvenuto.db")) as database:
        assert database.execute("select format, engine, model from transcripts").fetchall() == [
            ("heard", "openai 127.0.0.1", "whisper-1")
        ]


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_rebuild_adds_up_what_trends_read(house: House, tmp_path: Path) -> None:
    house.published(house.bruno, house.call(house.anna))
    with house.app.database.write() as tx:
        tx.connection.execute(delete(weekly))
    url = house.app.database.engine.url.render_as_string(hide_password=False)
    said = benvenuto("rebuild", data=tmp_path, BENVENUTO_DATABASE_URL=url)
    assert (said.returncode, said.stdout.strip()) == (0, "1 week recalculated.")
    (line,) = house.app.trends.lines(house.carla, Asked(wanted=EvaluationFilter(selection="targeted")))
    assert line.overall.n == 1


def test_after_an_import_the_command_that_starts_a_plan_is_named_until_there_is_one(
    house: House, tmp_path: Path
) -> None:
    url = house.app.database.engine.url.render_as_string(hide_password=False)
    log = tmp_path / "log.csv"
    log.write_text(LOG)
    first = benvenuto("import-calls", log, data=tmp_path, BENVENUTO_DATABASE_URL=url)
    assert "start-plans USERNAME" in first.stdout
    assert "Nord, Sud" in first.stdout
    for username in ("bruno", "beatrice"):
        assert benvenuto("start-plans", username, data=tmp_path, BENVENUTO_DATABASE_URL=url).returncode == 0
    again = benvenuto("import-calls", log, data=tmp_path, BENVENUTO_DATABASE_URL=url)
    assert "start-plans" not in again.stdout
    refused = benvenuto("start-plans", "bruno", data=tmp_path, BENVENUTO_DATABASE_URL=url)
    assert refused.returncode == 2


PEOPLE = "name;username;role;team\nGino;gino;agent;Est\n"


def test_people_are_added_from_a_list_with_passwords_that_are_printed_once(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text(PEOPLE)
    looked = benvenuto("add-people", "--look", people, data=tmp_path)
    assert "1 person is new." in looked.stdout
    added, again = (benvenuto("add-people", people, data=tmp_path) for _ in range(2))
    username, password = next(line.split() for line in added.stdout.splitlines() if line.startswith("  "))
    app = build(read_settings({"BENVENUTO_DATA": str(tmp_path)}))
    assert app.sign_in.sign_in(username, password, "192.0.2.1")
    assert "1 is here already." in again.stdout
    assert (looked.returncode, added.returncode, again.returncode) == (0, 0, 0)


def test_a_line_that_is_refused_is_named_and_nobody_is_added(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text(PEOPLE + "Lea;lea;boss;Est\n")
    refused = benvenuto("add-people", people, data=tmp_path)
    assert "Line 3: Role: “boss” is no role" in refused.stdout
    assert refused.returncode == 1
    assert "1 person is new." in benvenuto("add-people", "--look", people, data=tmp_path).stdout


def test_passwords_are_written_to_a_new_file_of_the_owner_s_alone_or_nobody_is_added(tmp_path: Path) -> None:
    people, passwords = tmp_path / "people.csv", tmp_path / "passwords.csv"
    people.write_text(PEOPLE)
    passwords.write_text("something of mine")
    assert benvenuto("add-people", people, "--passwords", passwords, data=tmp_path).returncode == 2
    assert passwords.read_text() == "something of mine"
    passwords.unlink()
    said = benvenuto("add-people", people, "--passwords", passwords, data=tmp_path)
    assert said.returncode == 0
    line = passwords.read_text("utf-8-sig").splitlines()[1].split(",")
    assert line[:2] == ["Gino", "gino"]
    assert line[2] not in said.stdout
    assert os.name != "posix" or passwords.stat().st_mode & 0o077 == 0


def test_a_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert benvenuto("add-people", tmp_path / "nothing.csv", data=tmp_path).returncode == 2


def test_a_file_that_is_no_log_is_told_with_a_remedy(tmp_path: Path) -> None:
    picture = tmp_path / "calls.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    found = benvenuto("import-calls", picture, data=tmp_path)
    assert found.returncode == 2
    assert "Traceback" not in found.stdout + found.stderr


def test_the_sample_is_not_served_where_others_could_use_its_password(tmp_path: Path) -> None:
    found = benvenuto("run", data=tmp_path, BENVENUTO_SAMPLE="yes", BENVENUTO_HOST="0.0.0.0")  # noqa: S104
    assert found.returncode == 2
    assert "BENVENUTO_SAMPLE=no" in found.stdout


def live(folder: Path) -> dict[str, str]:
    """The settings of a house that may be reached by others, with all that go-live asks for but a server."""
    backup, agreement = folder / "backup", folder / "agreement.pdf"
    backup.mkdir(parents=True)
    (backup / "benvenuto.db").write_bytes(b"a copy")
    agreement.write_bytes(b"signed")
    return {
        "BENVENUTO_PUBLIC_URL": "https://qa.example",
        "BENVENUTO_TRUSTED_PROXY": "yes",
        "BENVENUTO_BACKUP": str(backup),
        "BENVENUTO_AGREEMENT": str(agreement),
    }


def still_open(said: Said) -> list[str]:
    return [line for line in said.stdout.splitlines() if line.startswith("OPEN")]


def test_go_live_asks_a_house_that_is_ready_for_nothing_but_its_server_and_lets_an_administrator_in_once(
    tmp_path: Path,
) -> None:
    data, settings = tmp_path / "data", live(tmp_path)
    first, again = (benvenuto("go-live", data=data, **settings) for _ in range(2))
    assert [line for said in (first, again) for line in still_open(said) if "https://qa.example" not in line] == []
    assert (first.returncode, again.returncode) == (1, 1)
    assert "start server and proxy" in first.stdout
    assert [sum(line.startswith("  ") for line in said.stdout.splitlines()) for said in (first, again)] == [1, 0]


def test_go_live_lets_an_administrator_in_again_whose_one_time_password_has_expired(tmp_path: Path) -> None:
    data, settings = tmp_path / "data", live(tmp_path)
    benvenuto("go-live", data=data, **settings)
    with sqlite3.connect(data / "benvenuto.db") as database:
        database.execute("update people set password_expires_at = '2020-01-01 00:00:00.000000'")
    said = benvenuto("go-live", data=data, **settings)
    assert [line for line in said.stdout.splitlines() if line.startswith("  ")]
    assert "admin2" in said.stdout


def test_check_names_every_error_of_a_works_agreement_and_nothing_is_served_by_it(tmp_path: Path) -> None:
    file = tmp_path / "works-agreement.yaml"
    file.write_text("agreements:\n  - version: 1\n    from: 2027-01-01\n    groups: 5\n", "utf-8")
    settings = {"BENVENUTO_WORKS_AGREEMENT": str(file)}
    result = benvenuto("check", data=tmp_path / "data", **settings)
    assert result.returncode == 1
    for words in (
        "does not enforce “groups”",
        "“version” must be a text",
        "“signed” is missing",
        "“purposes” is missing",
    ):
        assert words in result.stdout
    result = benvenuto("run", data=tmp_path / "data", **settings)
    assert result.returncode == 2
    assert "has an error on line 2." in result.stdout


@pytest.mark.parametrize(
    ("setting", "value", "named"),
    [
        ("SAMPLE", "yes", "BENVENUTO_SAMPLE=no"),
        ("PUBLIC_URL", "http://qa.example", "https://"),
        ("PUBLIC_URL", "https://localhost", "BENVENUTO_PUBLIC_URL"),
        ("TRUSTED_PROXY", "no", "BENVENUTO_TRUSTED_PROXY=yes"),
        ("HOST", "0.0.0.0", "BENVENUTO_HOST=127.0.0.1"),  # noqa: S104
        ("BACKUP", "", "BENVENUTO_BACKUP"),
        ("BACKUP", "/nowhere", "There is no backup in"),
        ("AGREEMENT", "", "BENVENUTO_AGREEMENT"),
        ("AGREEMENT", "/nowhere.pdf", "BENVENUTO_AGREEMENT"),
        ("LANGUAGE", "it", None),
    ],
)
def test_go_live_names_what_is_open(tmp_path: Path, setting: str, value: str, named: str | None) -> None:
    settings = live(tmp_path) | {f"BENVENUTO_{setting}": value}
    said = benvenuto("go-live", data=tmp_path / "data", **settings)
    found = [line for line in still_open(said) if "server" not in line]
    assert (said.returncode, len(found)) == (1, 1 if named else 0)
    assert all(named in line for line in found if named)


def test_go_live_wants_a_backup_of_last_night(tmp_path: Path) -> None:
    settings = live(tmp_path)
    os.utime(Path(settings["BENVENUTO_BACKUP"]) / "benvenuto.db", (0, 0))
    assert "make one every night" in benvenuto("go-live", data=tmp_path / "data", **settings).stdout


def test_what_a_killed_backup_has_left_is_no_backup_of_last_night(tmp_path: Path) -> None:
    settings = live(tmp_path)
    whole = Path(settings["BENVENUTO_BACKUP"]) / "benvenuto.db"
    whole.rename(whole.with_name("benvenuto.zip.part"))
    assert "There is no backup in" in benvenuto("go-live", data=tmp_path / "data", **settings).stdout


@pytest.mark.skipif(os.name != "posix", reason="folders have no such modes there")
def test_go_live_closes_the_folders_that_others_can_look_into(tmp_path: Path) -> None:
    data, elsewhere, settings = tmp_path / "data", tmp_path / "recordings", live(tmp_path)
    for folder in (data, elsewhere):
        folder.mkdir()
        folder.chmod(0o755)
    said = benvenuto("go-live", data=data, **settings, BENVENUTO_RECORDINGS_URL=str(elsewhere))
    assert [f"Only its owner can look into {folder}" in said.stdout for folder in (data, elsewhere)] == [True, True]


@pytest.mark.skipif(os.name != "posix", reason="folders have no such modes there")
def test_go_live_names_a_folder_that_is_not_benvenuto_s_own_to_close(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = live(tmp_path)
    tmp_path.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    assert f"chmod go= {tmp_path}" in benvenuto("go-live", data=tmp_path, **settings).stdout


def test_who_sits_at_the_machine_lets_anybody_in_again(tmp_path: Path) -> None:
    app = build(read_settings({"BENVENUTO_DATA": str(tmp_path)}))
    prepare(app)
    app.people.first_administrator()
    said = benvenuto("let-in", "Admin", data=tmp_path)
    password = next(line.strip() for line in said.stdout.splitlines() if line.startswith("  "))
    assert app.sign_in.sign_in("admin", password, "192.0.2.1")
    nobody = benvenuto("let-in", "nobody", data=tmp_path)
    assert (nobody.returncode, "Nobody has the user name nobody." in nobody.stdout) == (2, True)
    app.database.engine.dispose()


def test_an_empty_house_prints_its_first_password_once(tmp_path: Path) -> None:
    first, second = said_at_start(tmp_path), said_at_start(tmp_path)
    password = next(line.strip() for line in first if line.startswith("  "))
    assert len(password) >= 16
    assert not any(line.startswith("  ") for line in second)


def test_a_house_that_was_tried_out_says_at_the_start_whom_it_shuts_out_and_what_to_do(tmp_path: Path) -> None:
    app = build(read_settings({"BENVENUTO_DATA": str(tmp_path)}))
    prepare(app)
    load(app)
    token = app.sign_in.sign_in("dario", PUBLISHED_PASSWORD, "192.0.2.1")
    said = "".join(said_at_start(tmp_path))
    assert "dario" in said
    assert "python -m benvenuto go-live" in said
    assert app.sign_in.actor(hash_token(token)) is None
    app.database.engine.dispose()


def said_at_start(data: Path) -> list[str]:
    """What a server prints until it can be visited; it is ended then."""
    settings = {"BENVENUTO_DATA": str(data), "BENVENUTO_SAMPLE": "no", "BENVENUTO_LANGUAGE": "en"}
    with kept_port() as port:
        server = subprocess.Popen(
            [sys.executable, "-m", "benvenuto", "run"],
            cwd=HOME,
            env=os.environ | settings | {"BENVENUTO_PORT": str(port)},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert server.stdout is not None
        said = []
        try:
            for line in server.stdout:
                said.append(line)
                if f"http://localhost:{port}" in line:
                    return said
        finally:
            server.terminate()
            server.wait(60)
            server.stdout.close()
    raise AssertionError(said)


def test_a_database_of_a_newer_version_is_named_and_left_as_it_is(tmp_path: Path) -> None:
    assert benvenuto("rebuild", data=tmp_path).returncode == 0
    with closing(sqlite3.connect(tmp_path / "benvenuto.db")) as database, database:
        database.execute("update alembic_version set version_num = '9999'")
    refused = benvenuto("rebuild", data=tmp_path)
    assert refused.returncode == 2
    assert "newer version of Benvenuto (9999; this one knows" in refused.stdout
    assert "Traceback" not in refused.stdout + refused.stderr


def test_a_folder_that_takes_nothing_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    refused = benvenuto("rebuild", data=tmp_path / "data")
    assert (refused.returncode, "The database cannot be written to." in refused.stdout) == (2, True)


def test_a_server_that_is_not_there_is_waited_for_and_then_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benvenuto.cli.terminal.PATIENCE_S", 1)
    refused = benvenuto("rebuild", data=tmp_path, BENVENUTO_DATABASE_URL="postgresql://ann:secret@127.0.0.1:1/none")
    assert refused.returncode == 2
    assert refused.stdout.count("The database does not answer yet. Waiting up to 1 s…") == 1
    assert "The database does not answer. Try again in a moment" in refused.stdout
    assert "secret" not in refused.stdout


def test_a_server_that_comes_up_a_little_later_is_waited_for(tmp_path: Path, postgresql: PostgresServer) -> None:
    url = make_url(postgresql.new())
    folder = tmp_path / "server"
    later = url.update_query_dict({"host": str(folder)}).render_as_string(hide_password=False)
    command = [sys.executable, "-m", "benvenuto", "rebuild"]
    settings = os.environ | _settings(tmp_path) | {"BENVENUTO_DATABASE_URL": later, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=HOME, env=settings, stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None
        assert "Waiting up to 60 s" in started.stdout.readline()
        folder.symlink_to(str(url.query["host"]))
        assert started.wait(timeout=120) == 0
