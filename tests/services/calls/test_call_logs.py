"""Importing call logs: line by line, once, to the agent they belong to."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from benvenuto.domain.call import Call
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.people import Membership, Role
from benvenuto.services.calls.call_logs import BATCH, Imported
from tests.house import House

HEAD = "Id chiamata;Data e ora;Agente;Durata;Motivo;Chiamante;Note\n"
GOOD = "c-1;02/03/2026 09:15;anna;3:20;delivery;+39 051 000;città\n"
LOG = HEAD + GOOD + "c-2;02/03/2026 10:00;int-204;60;refund;;\n" + "c-3;31/02/2026 10:00;anna;60;refund;;\n"


def run(house: House, log: str) -> Imported:
    source = log.encode()
    return house.app.call_logs.run(house.dario, source, house.app.call_logs.plan(house.dario, source))


def call(house: House, external_id: str) -> Call:
    with house.app.database.read() as tx:
        call_id = tx.calls.id_of(external_id)
        assert call_id is not None
        found = tx.calls.get(call_id)
    assert found is not None
    return found


def test_good_lines_become_calls_of_their_agent_in_the_site_s_own_time(house: House) -> None:
    run(house, LOG)
    found = call(house, "c-1")
    assert (found.agent_name, found.team_name, found.contact_reason) == ("Anna", "Nord", "delivery")
    assert (found.duration_s, found.caller, found.note) == (200, "+39 051 000", "città")
    assert found.started_at == datetime(2026, 3, 2, 8, 15, tzinfo=UTC)


def test_a_bad_line_never_stops_the_good_ones_and_keeps_its_number(house: House) -> None:
    imported = run(house, LOG)
    assert (imported.added, imported.already_there, imported.rejected_count) == (2, 0, 1)
    assert [line.number for line in imported.rejected] == [4]


def test_calls_of_an_agent_nobody_knows_wait(house: House) -> None:
    assert run(house, LOG).waiting == {"int-204": 1}
    assert call(house, "c-2").agent_id is None
    assert house.app.people.waiting_codes(house.dario) == {"int-204": 1}


def test_the_same_file_twice_changes_nothing(house: House) -> None:
    run(house, LOG)
    rows = house.audit()
    again = run(house, LOG)
    assert (again.added, again.already_there) == (0, 2)
    assert house.audit() == rows


def test_the_same_call_twice_in_one_file_is_one_call(house: House) -> None:
    imported = run(house, HEAD + GOOD + GOOD)
    assert (imported.added, imported.already_there, imported.apart_counts) == (1, 0, {"repeated": 1})


def test_the_same_file_imported_twice_at_once_is_there_once(house: House) -> None:
    log = HEAD + "".join(f"c-{n};02/03/2026 09:15;anna;60;delivery;;\n" for n in range(300))
    with ThreadPoolExecutor(2) as pool:
        added = [done.result().added for done in [pool.submit(run, house, log) for _ in range(2)]]
    assert sum(added) == 300


def test_a_long_file_comes_in_batches_and_tells_how_far_it_is(house: House) -> None:
    many = 2 * BATCH
    source = (HEAD + "".join(f"c-{n};02/03/2026 09:15;anna;60;delivery;;\n" for n in range(many))).encode()
    told: list[int] = []
    plan = house.app.call_logs.plan(house.dario, source)
    house.app.call_logs.run(house.dario, source, plan, progress=told.append)
    assert house.app.call_logs.lines(house.dario, source) == many
    assert BATCH <= told[0] < many
    assert told == sorted(told)
    assert told[-1] == many
    assert house.audit().count("calls_imported") == 2


def test_an_agent_who_comes_while_a_file_is_read_has_all_their_calls(house: House) -> None:
    source = (HEAD + "".join(f"c-{n};02/03/2026 09:15;int-204;60;delivery;;\n" for n in range(2 * BATCH))).encode()
    told: list[int] = []

    def hire(lines: int) -> None:
        if not told:
            as_agent = [Membership(Role.AGENT, house.nord)]
            house.app.people.add(house.dario, "nora", "Nora", as_agent, "it", agent_code="int-204")
        told.append(lines)

    house.app.call_logs.run(house.dario, source, house.app.call_logs.plan(house.dario, source), progress=hire)
    assert house.app.people.waiting_codes(house.dario) == {}
    assert call(house, f"c-{2 * BATCH - 1}").agent_name == "Nora"


def test_a_long_file_without_a_good_line_tells_how_far_it_is_too(house: House) -> None:
    source = (HEAD + "c-1;one day;anna;60;delivery;;\n" * (2 * BATCH)).encode()
    told: list[int] = []
    plan = house.app.call_logs.plan(house.dario, source)
    imported = house.app.call_logs.run(house.dario, source, plan, progress=told.append)
    assert BATCH <= told[0] < told[-1] == 2 * BATCH
    assert (imported.added, imported.rejected_count) == (0, 2 * BATCH)


def test_a_look_first_writes_nothing(house: House) -> None:
    source = LOG.encode()
    plan = house.app.call_logs.plan(house.dario, source)
    house.app.call_logs.preview(house.dario, source, plan)
    with house.app.database.read() as tx:
        assert tx.calls.external_ids() == {}


@pytest.mark.parametrize("odd", ["x" * 500, "a\0b", "😀", "'; drop table calls; --"])
@pytest.mark.parametrize("column", range(7))
def test_nothing_in_a_cell_can_stop_an_import(house: House, odd: str, column: int) -> None:
    cells = GOOD.strip().split(";")
    cells[column] = odd
    line = ";".join(f'"{cell}"' for cell in cells) + "\n"
    imported = run(house, HEAD + line + GOOD.replace("c-1", "c-9"))
    assert imported.added + imported.rejected_count == 2
    assert call(house, "c-9").agent_name == "Anna"


def test_it_refuses_everybody_but_the_administrator(house: House) -> None:
    source = LOG.encode()
    plan = house.app.call_logs.plan(house.dario, source)
    for actor in (house.anna, house.bruno, house.carla, house.fulvio):
        with pytest.raises(Forbidden):
            house.app.call_logs.plan(actor, source)
        with pytest.raises(Forbidden):
            house.app.call_logs.preview(actor, source, plan)
        with pytest.raises(Forbidden):
            house.app.call_logs.run(actor, source, plan)
