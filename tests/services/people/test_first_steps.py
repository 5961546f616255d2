"""The first steps of a new house: done or open by what is there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from benvenuto.bootstrap import Benvenuto, prepare
from benvenuto.domain.people import Actor, Membership, Role
from benvenuto.languages import language
from benvenuto.services.people.first_steps import FirstSteps, Step
from benvenuto.services.people.local_administrator import LOCAL_ADMINISTRATOR
from tests.databases import ROME, Databases
from tests.house import House, StandingClock, open_app

ENGLISH = language("en", ROME)


@pytest.fixture
def empty(databases: Databases, tmp_path: Path) -> Iterator[Benvenuto]:
    """An application without anybody but its first administrator."""
    app = open_app(databases.new(), tmp_path, StandingClock())
    prepare(app)
    app.people.first_administrator()
    yield app
    app.database.close()


def still_open(steps: FirstSteps, actor: Actor = LOCAL_ADMINISTRATOR) -> list[Step]:
    return [step.step for step in steps.open_for(actor, ENGLISH) if not step.done]


def ready(app: Benvenuto, folder: Path) -> FirstSteps:
    """The steps of the same house on a server that others may reach."""
    agreement, backup = folder / "agreement.pdf", folder / "backup"
    agreement.write_bytes(b"signed")
    backup.mkdir()
    (backup / "copy").write_bytes(b"a copy")
    for place in (folder, *folder.rglob("*")):
        place.chmod(0o700)
    settings = replace(
        app.settings,
        agreement=agreement,
        backup=backup,
        database_url=f"sqlite:///{folder / 'private.db'}",
        public_url="https://qa.example",
        trusted_proxies=1,
    )
    return replace(app.first_steps, settings=settings)


def test_an_empty_house_has_every_step_before_it_but_the_rubrics_that_are_shipped(empty: Benvenuto) -> None:
    assert still_open(empty.first_steps) == [Step.TEAMS, Step.PEOPLE, Step.CALLS, Step.PLAN, Step.LIVE]


def test_each_step_is_done_by_what_is_there_and_at_the_end_nothing_is_shown(house: House, tmp_path: Path) -> None:
    steps = ready(house.app, tmp_path)
    assert still_open(steps, house.dario) == [Step.CALLS, Step.PLAN]
    house.call(house.anna)
    assert still_open(steps, house.dario) == [Step.PLAN]
    house.app.sampling.start_plans(house.bruno)
    assert still_open(steps, house.dario) == [Step.PLAN]
    house.app.sampling.set_plan(house.beatrice, house.sud, 0)
    assert steps.open_for(house.dario, ENGLISH) == ()


def test_a_step_comes_back_when_what_it_needs_is_gone(house: House, tmp_path: Path) -> None:
    steps = ready(house.app, tmp_path)
    house.call(house.anna)
    house.app.sampling.start_plans(house.dario)
    house.app.people.set_memberships(house.dario, house.andrea.id, [Membership(Role.AGENT, house.nord)])
    est = house.app.people.add_team(house.dario, "Est")
    assert still_open(steps, house.dario) == []
    house.app.people.set_memberships(house.dario, house.andrea.id, [Membership(Role.AGENT, est)])
    assert still_open(steps, house.dario) == [Step.PLAN]
    for supervisor in (house.bruno, house.beatrice, house.elena):
        house.app.people.set_active(house.dario, supervisor.id, active=False)
    assert still_open(steps, house.dario) == [Step.PEOPLE, Step.PLAN]


def test_simulated_calls_are_nobody_s_calls(house: House) -> None:
    house.call(house.anna, simulated=True)
    assert Step.CALLS in still_open(house.app.first_steps, house.dario)


def test_the_rubrics_are_done_while_check_would_find_nothing(house: House, tmp_path: Path) -> None:
    folder = tmp_path / "rubrics"
    shutil.copytree(house.app.settings.rubrics, folder)
    steps = replace(house.app.first_steps, settings=replace(house.app.settings, rubrics=folder))
    assert Step.RUBRICS not in still_open(steps, house.dario)
    broken = next(folder.glob("*.yaml"))
    whole = broken.read_bytes()
    broken.write_bytes(b"id: [")
    assert Step.RUBRICS in still_open(steps, house.dario)
    broken.write_bytes(whole)
    assert Step.RUBRICS not in still_open(steps, house.dario)


@pytest.mark.skipif(os.name != "posix", reason="folders have no such modes there")
def test_what_going_live_still_asks_for_is_named_in_the_words_of_go_live(house: House, tmp_path: Path) -> None:
    steps = ready(house.app, tmp_path)
    tmp_path.chmod(0o755)
    steps = replace(steps, settings=replace(steps.settings, trusted_proxies=0, backup=None))
    live = steps.all(house.dario, ENGLISH)[-1]
    assert [words.split()[0:3] for words in live.still_open] == [
        ["Set", "BENVENUTO_TRUSTED_PROXY=yes", "once"],
        ["Others", "on", "this"],
        ["Nothing", "says", "that"],
    ]


def test_whoever_tries_the_sample_is_not_led(house: House) -> None:
    steps = replace(house.app.first_steps, settings=replace(house.app.settings, sample=True))
    assert steps.open_for(house.dario, ENGLISH) == ()
    assert steps.all(house.dario, ENGLISH)
