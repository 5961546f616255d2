"""The works agreement's file: what it says, and every fault of it at once."""

from datetime import date
from pathlib import Path

import pytest

from benvenuto.domain.faults import Fault
from benvenuto.domain.people import Role
from benvenuto.domain.works_agreement import Purpose, Retained, TeamScoring, WorksAgreements
from benvenuto.formats import works_agreement
from benvenuto.formats.works_agreement import read_works_agreement, team_faults

EXAMPLES = sorted((Path(__file__).parents[2] / "docs" / "works-agreements").glob("*.yaml"))

SOUND = """\
agreements:
  - version: "1"
    from: 2026-01-01
    signed: {on: 2025-12-01, by: [Casa Lume, RSU]}
    purposes: [quality, training]
    scoring: {forbidden: [Sud], training_only: [Nord], oldest_days: 60}
    hearing: {roles: [supervisor], calls_per_agent_and_month: 4, oldest_days: 30}
  - version: "2"
    from: 2027-01-01
    signed: {on: 2026-12-01, by: [Casa Lume, RSU]}
    purposes: [training]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "works-agreement.yaml"
    path.write_text(SOUND, "utf-8")
    return path


def edited(file: Path, old: str, new: str) -> tuple[WorksAgreements, list[Fault]]:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    return read_works_agreement(file)


def test_each_version_is_in_force_from_its_day_until_the_next(file: Path) -> None:
    agreements, faults = read_works_agreement(file)
    assert faults == []
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    in_force = [agreements.on(day) for day in days]
    assert [each.version if each else None for each in in_force] == [None, "1", "1", "2"]
    following = agreements.next_after(days[1])
    assert following
    assert following.version == "2"


def test_its_clauses_are_read(file: Path) -> None:
    agreement = read_works_agreement(file)[0].versions[0]
    assert agreement.purposes == {Purpose.QUALITY, Purpose.TRAINING}
    assert agreement.hearing.roles == {Role.SUPERVISOR}
    assert (agreement.hearing.calls_per_month, agreement.hearing.oldest_days) == (4, 30)
    teams = [agreement.scoring_of(team) for team in ("nord ", "SUD", "Est")]
    assert teams == [TeamScoring.TRAINING_ONLY, TeamScoring.FORBIDDEN, TeamScoring.ALLOWED]


def test_where_quality_is_no_purpose_nothing_is_scored_but_to_learn(file: Path) -> None:
    agreement = read_works_agreement(file)[0].versions[1]
    assert agreement.scoring_of("Nord") is TeamScoring.TRAINING_ONLY


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("purposes: [quality", "purposes: [qualità", 5, "Did you mean “quality”?"),
        ("purposes: [quality, training]\n    scoring", "scoring", 2, "Add “purposes: …” here."),
        ("hearing: {roles", "hearings: {roles", 7, "Did you mean “hearing”?"),
        ("from: 2026-01-01", "from: 2026-02-30", 3, "Write year-month-day, such as 2027-04-30."),
        ("from: 2026-01-01", "from: 20260101", 3, "Put it in quotes."),
        ("on: 2025-12-01", "on: 2026-12-01", 3, "Correct one of the two days."),
        ("from: 2027-01-01", "from: 2026-01-01", 9, "the earliest first"),
        ('version: "2"', 'version: "1"', 8, "Give each its own."),
        ("training_only: [Nord]", "training_only: [Nord, sud]", 6, "Leave it in the one that holds for it."),
        ("oldest_days: 60", "oldest_days: 0", 6, "Write a number from 1 up."),
        ("oldest_days: 60", "oldest_days: sessanta", 6, "Write digits alone"),
        ("roles: [supervisor]", "roles: [agent]", 7, "Choose one of: supervisor, manager."),
        ('version: "1"', "version: 1", 2, "Put it in quotes."),
    ],
)
def test_every_fault_has_its_line_and_remedy(file: Path, old: str, new: str, line: int, words: str) -> None:
    agreements, faults = edited(file, old, new)
    assert agreements.versions == (), "half an agreement is none"
    assert words in next(fault.remedy.format(**fault.params) for fault in faults if fault.line == line)


@pytest.mark.parametrize(
    "clause", ["retention: {recording: 90}", "voice: caller", "cut: {first: 10}", "groups: 5", "pseudonyms: true"]
)
def test_a_clause_that_nothing_keeps_is_refused_rather_than_promised(file: Path, clause: str) -> None:
    _, faults = edited(file, "    hearing", f"    {clause}\n    hearing")
    assert ["does not enforce" in fault.text for fault in faults] == [True]
    assert faults[0].line == 7


def test_days_of_retention_are_read_as_soon_as_something_keeps_them(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(works_agreement, "_NOT_KEPT_HERE", {})
    agreements, faults = edited(
        file, "    hearing", "    retention: {recording: 90, sign_in_failures: 30}\n    hearing"
    )
    assert faults == []
    assert agreements.versions[0].retention == {Retained.RECORDING: 90, Retained.SIGN_IN_FAILURES: 30}


def test_every_fault_comes_at_once(file: Path) -> None:
    edited(file, "oldest_days: 60", "oldest_days: -1")
    _, faults = edited(file, "roles: [supervisor]", "agent_present: true, rolls: [supervisor]")
    assert len(faults) == 3


def test_a_team_that_the_house_does_not_have_is_named(file: Path) -> None:
    [fault] = team_faults(file, ["nord", "Est"])
    assert (fault.line, fault.params["team"]) == (6, "Sud")


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    assert len(read_works_agreement(tmp_path / "nowhere.yaml")[1]) == 1


def test_there_are_six_examples() -> None:
    assert len(EXAMPLES) == 6


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_sound(path: Path) -> None:
    agreements, faults = read_works_agreement(path)
    assert faults == []
    assert agreements.versions
