from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from benvenuto.domain.call import Recording, Side
from benvenuto.domain.hearing import Heard
from benvenuto.domain.self_evaluation import RECENT
from benvenuto.storage.calls.recording_store import RecordingStore
from tests.agreed import under
from tests.house import WEDNESDAY, House
from tests.web.visiting import sign_in, visiting

SOUND = bytes(range(256)) * 4096  # 1 MiB, and every byte tells where it stands
TYPE = "audio/wav"


@pytest.fixture(params=["folder", "object store"])
def listening(request: pytest.FixtureRequest, house: House) -> Iterator[tuple[TestClient, House, str]]:
    """A browser, the house, and the address of a recording of Anna's call; in a folder, then in an object store."""
    app = house.app
    if request.param == "object store":
        app = replace(app, store=RecordingStore(f"memory://{uuid4().hex}"))
    with visiting(app) as client:
        yield client, house, f"/recordings/{_recorded(house, app.store)}"


def _recorded(
    house: House, store: RecordingStore, at: datetime = WEDNESDAY, *, call_id: int = 0, told: bool = True
) -> int:
    file = house.app.settings.data / "sound.wav"
    file.write_bytes(SOUND)
    key, _ = store.put(file, ".wav")
    call_id = call_id or house.call(house.anna, at=at)
    recording = Recording(0, call_id, Side.BOTH, (), key, TYPE, 2, 8000, 32.0)
    with house.app.database.write() as tx:
        number = tx.recordings.add(recording, [], house.clock())
    if told:
        house.told_why(house.bruno, call_id)
    return number


def test_a_supervisor_hears_it_whole(listening: tuple[TestClient, House, str]) -> None:
    browser, _, address = listening
    answer = sign_in(browser, "bruno").get(address, headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert answer.content == SOUND
    assert answer.headers["content-type"] == TYPE
    assert answer.headers["content-disposition"] == "inline"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["accept-ranges"] == "bytes"
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("0-9", 0, 10), ("100-", 100, len(SOUND)), ("-5", len(SOUND) - 5, len(SOUND)), ("300000-700000", 300000, 700001),
     ("5-99999999", 5, len(SOUND)), ("-99999999", 0, len(SOUND))],
)  # fmt: skip
def test_a_range_is_answered_with_just_that(
    listening: tuple[TestClient, House, str], asked: str, start: int, end: int
) -> None:
    browser, _, address = listening
    answer = sign_in(browser, "bruno").get(address, headers={"Range": f"bytes={asked}"})
    assert answer.status_code == 206
    assert answer.content == SOUND[start:end]
    assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/{len(SOUND)}"
    assert answer.headers["content-length"] == str(end - start)
    assert answer.headers["content-type"] == TYPE


def test_a_range_behind_the_end_is_refused(listening: tuple[TestClient, House, str]) -> None:
    browser, _, address = listening
    answer = sign_in(browser, "bruno").get(address, headers={"Range": f"bytes={len(SOUND)}-"})
    assert answer.status_code == 416
    assert answer.headers["content-range"].endswith(f"*/{len(SOUND)}")


def test_a_head_tells_the_size_alone(listening: tuple[TestClient, House, str]) -> None:
    browser, _, address = listening
    answer = sign_in(browser, "bruno").head(address)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(len(SOUND))


def test_a_copy_that_the_browser_has_is_not_sent_again_but_the_right_is_asked_again(
    listening: tuple[TestClient, House, str],
) -> None:
    browser, house, address = listening
    tag = {"If-None-Match": sign_in(browser, "bruno").get(address).headers["etag"]}
    answer = browser.get(address, headers=tag)
    assert (answer.status_code, answer.content) == (304, b"")
    house.app.people.set_memberships(house.dario, house.bruno.id, [])
    assert browser.get(address, headers=tag).status_code == 404


@pytest.mark.parametrize("who", ["andrea", "beatrice", "carla", "camillo", "dario", "fulvio"])
def test_who_may_not_hear_it_cannot_tell_it_from_a_missing_one(
    listening: tuple[TestClient, House, str], who: str
) -> None:
    browser, _, address = listening
    sign_in(browser, who)
    forbidden, missing = browser.get(address), browser.get("/recordings/999999")
    assert forbidden.status_code == missing.status_code == 404
    assert forbidden.headers == missing.headers
    assert forbidden.content == missing.content == b""


def test_what_the_works_agreement_keeps_from_a_supervisor_is_refused_with_its_clause(house: House) -> None:
    agreed = under(house, "purposes: [quality, training]\nhearing: {oldest_days: 30}")
    old, young = (_recorded(house, house.app.store, WEDNESDAY - timedelta(days=days)) for days in (40, 20))
    with visiting(agreed.app) as browser:
        sign_in(browser, "bruno")
        for headers in ({}, {"Range": "bytes=0-9"}):
            answer = browser.get(f"/recordings/{old}", headers=headers)
            assert answer.status_code == 403
            assert "firmato il 1 dicembre 2025" in answer.text
        assert browser.get(f"/recordings/{young}").status_code == 200


def test_the_agent_hears_a_recent_call_to_score_it_and_an_older_one_once_it_was_evaluated(
    listening: tuple[TestClient, House, str],
) -> None:
    browser, house, address = listening
    assert sign_in(browser, "anna").get(address).status_code == 200
    _recorded(house, house.app.store, WEDNESDAY + RECENT + timedelta(days=1))
    assert browser.get(address).status_code == 404
    with house.app.database.read() as tx:
        recording = tx.recordings.get(int(address.rsplit("/", 1)[1]))
    assert recording is not None
    house.published(house.bruno, recording.call_id)
    assert browser.get(address).status_code == 200


@pytest.mark.parametrize("number", ["0", "99999999999999999999999999", "-1", "1.5", "x", "1/../2"])
def test_a_number_that_is_none_is_simply_not_there(browser: TestClient, number: str) -> None:
    assert sign_in(browser, "bruno").get(f"/recordings/{number}").status_code == 404


def test_a_file_that_is_gone_is_not_there(browser: TestClient, house: House) -> None:
    number = _recorded(house, house.app.store)
    for file in Path(house.app.settings.recordings_url).rglob("*.wav"):
        file.unlink()
    assert sign_in(browser, "bruno").get(f"/recordings/{number}").status_code == 404


def test_who_has_not_said_why_hears_nothing_and_is_told_apart_from_who_may_not(
    browser: TestClient, house: House
) -> None:
    number = _recorded(house, house.app.store, told=False)
    answer = sign_in(browser, "bruno").get(f"/recordings/{number}")
    assert (answer.status_code, answer.content) == (403, b"")


def test_however_many_ranges_are_one_hearing_and_a_head_is_none(browser: TestClient, house: House) -> None:
    call_id = house.drawn_call(house.anna, house.bruno)
    number = _recorded(house, house.app.store, call_id=call_id)
    sign_in(browser, "bruno").head(f"/recordings/{number}")
    assert house.app.hearings.mine(house.anna)[1] == 0
    before = house.audit()
    for start in range(0, len(SOUND), len(SOUND) // 8):
        assert browser.get(f"/recordings/{number}", headers={"Range": f"bytes={start}-"}).status_code == 206
    (row,), total = house.app.hearings.mine(house.anna)
    assert (row.person_name, set(row.hearing.heard), total) == ("Bruno", {Heard.RECORDING}, 1)
    assert house.audit() == before, "it changes nothing that is a matter of record"


def test_the_own_agent_leaves_no_line(listening: tuple[TestClient, House, str]) -> None:
    browser, house, address = listening
    before = house.app.hearings.mine(house.anna)
    assert sign_in(browser, "anna").get(address).status_code == 200
    assert house.app.hearings.mine(house.anna) == before


@pytest.mark.parametrize("verb", ["POST", "PUT", "DELETE"])
def test_nothing_but_listening_is_possible(browser: TestClient, house: House, verb: str) -> None:
    number = _recorded(house, house.app.store)
    assert sign_in(browser, "bruno").request(verb, f"/recordings/{number}").status_code == 405
