"""Importing transcripts: matched by name, never overwritten."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from benvenuto.domain.faults import Forbidden
from tests.house import House

WORDS = b"00:00 Agente: Casa Lume, buongiorno.\n00:03 Cliente: Buongiorno, il mio ordine?\n"


def turns(house: House, call_id: int) -> list[str]:
    with house.app.database.read() as tx:
        return [turn.text for turn in tx.calls.turns(call_id)]


def test_a_transcript_goes_to_the_call_of_its_name(house: House) -> None:
    call_id = house.call(house.anna, external_id="x-1")
    imported = house.app.transcripts.run(house.dario, {"folder/x-1.txt": WORDS})
    assert (imported.added, list(imported.faults)) == (["x-1"], [])
    assert turns(house, call_id) == ["Casa Lume, buongiorno.", "Buongiorno, il mio ordine?"]


def test_the_same_transcript_twice_changes_nothing(house: House) -> None:
    house.call(house.anna, external_id="x-1")
    house.app.transcripts.run(house.dario, {"x-1.txt": WORDS})
    rows = house.audit()
    again = house.app.transcripts.run(house.dario, {"x-1.txt": WORDS})
    assert (again.added, again.already_there) == ([], ["x-1"])
    assert house.audit() == rows


def test_it_refuses_to_overwrite_and_to_guess_and_goes_on(house: House) -> None:
    first, second = house.call(house.anna, external_id="x-1"), house.call(house.anna, external_id="x-2")
    house.app.transcripts.run(house.dario, {"x-1.txt": WORDS})
    files = {"x-1.txt": WORDS.replace(b"buongiorno", b"buonasera"), "nobody.txt": WORDS, "x-2.txt": WORDS}
    imported = house.app.transcripts.run(house.dario, files)
    assert imported.added == ["x-2"]
    assert {fault.file for fault in imported.faults} == {"x-1.txt", "nobody.txt"}
    assert turns(house, first) == turns(house, second)


def test_the_same_transcript_imported_twice_at_once_is_there_once(house: House) -> None:
    house.call(house.anna, external_id="x-1")
    with ThreadPoolExecutor(2) as pool:
        running = [pool.submit(house.app.transcripts.run, house.dario, {"x-1.txt": WORDS}) for _ in range(2)]
        done = [one.result() for one in running]
    assert sorted(len(one.added) for one in done) == [0, 1]


def test_it_refuses_everybody_but_the_administrator(house: House) -> None:
    house.call(house.anna, external_id="x-1")
    for actor in (house.anna, house.bruno, house.carla, house.fulvio):
        with pytest.raises(Forbidden):
            house.app.transcripts.run(actor, {"x-1.txt": WORDS})
