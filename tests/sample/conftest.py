"""The sample week, loaded once for each kind of database and lent from then on, and a house that was built upon it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from benvenuto.bootstrap import prepare
from benvenuto.domain.people import Membership, Role
from benvenuto.sample import load
from benvenuto.sample.people import ITALIA
from tests.databases import Databases
from tests.house import House, StandingClock, open_app

LOG = b"""id;data;ora;operatore;durata;motivo
vera-1;04/03/2026;12:15;ugo;3:20;consegna
vera-2;04/03/2026;12:30;giulia;2:00;reso
"""
"""A log of the house's own, in which somebody else has the agent code of the sample's Giulia."""


@pytest.fixture
def sampled(databases: Databases, shared_folder: Path, tmp_path: Path) -> Iterator[House]:
    """The sample with its people, an hour after it was loaded."""
    kept, data = shared_folder / f"sample-{type(databases).__name__}", tmp_path / "data"

    def fill(url: str) -> None:
        app = open_app(url, kept, StandingClock())
        prepare(app)
        assert load(app)
        app.database.engine.dispose()

    url = databases.lend("sample", fill)
    shutil.copytree(kept / "recordings", data / "recordings")
    clock = StandingClock()
    clock.forward(hours=1)
    app = open_app(url, data, clock)
    with app.database.read() as tx:
        actors = {one.username.capitalize(): tx.people.actor(one.id) for one in tx.people.everyone()}
        teams = {team.name: team.id for team in tx.people.teams()}
    people = {name: actor for name, actor in actors.items() if actor is not None}
    yield House(app, clock, people, teams.pop(ITALIA), teams.popitem()[1])
    app.database.engine.dispose()
    databases.take_back(url)


@pytest.fixture
def tried_out(sampled: House) -> House:
    """Dario of the sample added Rita and Ugo and imported a log of their own with a recording; Rita scored it."""
    app, dario = sampled.app, sampled.dario
    rita, _ = app.people.add(dario, "rita", "Rita Bassi", [Membership(Role.SUPERVISOR, sampled.nord)], "it")
    ugo, _ = app.people.add(dario, "ugo", "Ugo Fabbri", [Membership(Role.AGENT, sampled.nord)], "it")
    app.call_logs.run(dario, LOG, app.call_logs.plan(dario, LOG))
    sound = app.settings.sample_data / "casa-lume" / "01-ordine-in-ritardo" / "call.wav"
    assert app.recordings.run(dario, {"vera-1.wav": lambda: sound.open("rb")}).added == ["vera-1"]
    with app.database.read() as tx:
        own = {name: tx.people.actor(one) for name, one in (("Rita", rita), ("Ugo", ugo))}
        call_id = tx.calls.id_of("vera-1")
    assert call_id is not None
    people = {name: actor for name, actor in own.items() if actor is not None}
    house = House(app, sampled.clock, {**sampled.people, **people}, sampled.nord, sampled.sud)
    house.published(house.rita, call_id)
    return house
