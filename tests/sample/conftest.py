"""The sample week, and a house built upon it: each made once for each kind of database and lent from then on."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from benvenuto.bootstrap import prepare
from benvenuto.domain.people import Membership, Role
from benvenuto.sample import load
from benvenuto.sample.people import ITALIA
from tests.databases import Databases
from tests.house import House, StandingClock, open_app

Fill = Callable[[str, Path], None]
"""Fills the empty database at a URL, with its recordings in this folder."""

LOG = b"""id;data;ora;operatore;durata;motivo
vera-1;04/03/2026;12:15;ugo;3:20;consegna
vera-2;04/03/2026;12:30;giulia;2:00;reso
"""
"""A log of the house's own, in which somebody else has the agent code of the sample's Giulia."""


@pytest.fixture
def sampled(databases: Databases, shared_folder: Path, tmp_path: Path) -> Iterator[House]:
    """The sample with its people, an hour after it was loaded."""
    with _lent(databases, "sample", _load, shared_folder, tmp_path / "data") as house:
        yield house


@pytest.fixture
def tried_out(databases: Databases, shared_folder: Path, tmp_path: Path) -> Iterator[House]:
    """Dario of the sample added Rita and Ugo and imported a log of their own with a recording; Rita scored it."""
    with _lent(databases, "tried_out", _try_out, shared_folder, tmp_path / "data") as house:
        yield house


@contextmanager
def _lent(databases: Databases, name: str, fill: Fill, shared: Path, folder: Path) -> Iterator[House]:
    kept = shared / f"{name}-{type(databases).__name__}"
    url = databases.lend(name, lambda empty: fill(empty, kept))
    shutil.copytree(kept / "recordings", folder / "recordings")
    yield _enter(url, folder)
    databases.take_back(url)


def _load(url: str, folder: Path) -> None:
    app = open_app(url, folder, StandingClock())
    prepare(app)
    assert load(app)
    app.database.engine.dispose()


def _enter(url: str, folder: Path) -> House:
    clock = StandingClock()
    clock.forward(hours=1)
    app = open_app(url, folder, clock)
    with app.database.read() as tx:
        actors = {one.username.capitalize(): tx.people.actor(one.id) for one in tx.people.everyone()}
        teams = {team.name: team.id for team in tx.people.teams()}
    people = {name: actor for name, actor in actors.items() if actor is not None}
    return House(app, clock, people, teams.pop(ITALIA), teams.popitem()[1])


def _try_out(url: str, folder: Path) -> None:
    _load(url, folder)
    house = _enter(url, folder)
    app, dario = house.app, house.dario
    rita, _ = app.people.add(dario, "rita", "Rita Bassi", [Membership(Role.SUPERVISOR, house.nord)], "it")
    app.people.add(dario, "ugo", "Ugo Fabbri", [Membership(Role.AGENT, house.nord)], "it")
    app.call_logs.run(dario, LOG, app.call_logs.plan(dario, LOG))
    sound = app.settings.sample_data / "casa-lume" / "01-ordine-in-ritardo" / "call.wav"
    assert app.recordings.run(dario, {"vera-1.wav": lambda: sound.open("rb")}).added == ["vera-1"]
    with app.database.read() as tx:
        scoring, call_id = tx.people.actor(rita), tx.calls.id_of("vera-1")
    assert scoring is not None
    assert call_id is not None
    house.published(scoring, call_id)
    app.database.engine.dispose()
