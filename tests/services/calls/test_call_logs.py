"""Importing call logs: line by line, once, to the agent they belong to."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from sqlalchemy import func, select

from benvenuto.domain.call import Call, Speaker, Turn
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.people import Membership, Role
from benvenuto.formats.calls.call_log import DIALECTS, CallField, DurationUnit, LogChoices, Scored
from benvenuto.formats.calls.call_log.faults import NoCallIds
from benvenuto.languages import language
from benvenuto.services.calls.call_logs import ImportInUse, NoSuchImport, OnlyCorrected, UnknownImport
from benvenuto.services.calls.log_survey import count_some
from benvenuto.services.calls.log_writing import BATCH, Imported, TakenBackMeanwhile
from benvenuto.storage.tables import calls, framed_calls, sampling_frames
from benvenuto.ui.calls.understood import understood
from tests.house import House

ENGLISH = language("en", ZoneInfo("Europe/Rome"))
HEAD = "Id chiamata;Data e ora;Agente;Durata;Motivo;Chiamante;Note\n"
GOOD = "c-1;02/03/2026 09:15;anna;3:20;delivery;+39 051 000;città\n"
LOG = HEAD + GOOD + "c-2;02/03/2026 10:00;int-204;60;refund;;\n" + "c-3;31/02/2026 10:00;anna;60;refund;;\n"


def run(house: House, log: str, choices: LogChoices | None = None, *, correct: bool = False) -> Imported:
    source = log.encode()
    plan = house.app.call_logs.plan(house.dario, source, choices)
    return house.app.call_logs.run(house.dario, source, plan, correct=correct)


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


AMERICAN = "Call ID,Date,Time,Agent,Duration\nx1,02/11/2026,10:05 AM,anna,3:12\nx2,02/12/2026,10:05 AM,anna,3:12\n"


def test_an_import_can_be_taken_back_as_a_whole(house: House) -> None:
    number = run(house, LOG).import_id
    assert number is not None
    ((known,), _) = house.app.call_logs.imports(house.dario)
    assert (known.id, known.present, known.undone_at) == (number, 2, None)
    assert house.app.call_logs.undo(house.dario, number) == 2
    assert "import_undone" in house.audit()
    with house.app.database.read() as tx:
        assert tx.calls.external_ids() == {}
    assert run(house, LOG).added == 2
    with pytest.raises(UnknownImport):
        house.app.call_logs.undo(house.dario, number)


def test_an_import_whose_calls_were_drawn_leaves_the_frames_smaller(house: House) -> None:
    house.app.sampling.set_plan(house.bruno, house.nord, 50)
    at = house.clock().strftime("%d/%m/%Y %H:%M")
    number = run(house, HEAD + f"c-1;{at};anna;60;delivery;;\n" + f"c-2;{at};anna;61;delivery;;\n").import_id
    house.app.sampling.draw_due(house.bruno)
    assert number is not None
    assert house.app.call_logs.undo(house.dario, number) == 2
    with house.app.database.read() as tx:
        assert tx.connection.scalar(select(func.count()).select_from(sampling_frames)) == 0


def test_an_import_that_is_taken_back_while_it_runs_brings_no_more(house: House) -> None:
    source = (HEAD + "".join(f"c-{n};02/03/2026 09:15;anna;60;delivery;;\n" for n in range(3 * BATCH))).encode()
    told: list[int] = []

    def take_back(lines: int) -> None:
        told.append(lines)
        if len(told) == 2:  # the first batch is there, the second on its way
            ((known,), _) = house.app.call_logs.imports(house.dario)
            assert house.app.call_logs.undo(house.dario, known.id) >= BATCH

    with pytest.raises(TakenBackMeanwhile):
        house.app.call_logs.run(house.dario, source, house.app.call_logs.plan(house.dario, source), progress=take_back)
    with house.app.database.read() as tx:
        assert tx.calls.external_ids() == {}


def test_a_call_that_was_taken_back_meanwhile_is_begun_by_nobody(house: House) -> None:
    number = run(house, LOG).import_id
    assert number is not None
    gone = call(house, "c-1").id
    house.app.call_logs.undo(house.dario, number)
    with pytest.raises(Forbidden), house.app.database.write() as tx:
        tx.calls.lock(gone)
    with pytest.raises(Forbidden):
        house.app.scoring.begin(house.bruno, gone)


def test_an_import_that_somebody_has_worked_with_stays_and_says_why(house: House) -> None:
    number = run(house, LOG).import_id
    assert number is not None
    with house.app.database.write() as tx:
        call_id = tx.calls.id_of("c-1")
        assert call_id is not None
        tx.calls.set_turns(call_id, [Turn(Speaker.AGENT, "Buongiorno")])
    with pytest.raises(ImportInUse) as caught:
        house.app.call_logs.undo(house.dario, number)
    assert caught.value.params["transcripts"] == 1
    assert call(house, "c-1").agent_name == "Anna"


def test_a_call_that_is_there_with_other_contents_is_told_and_corrected_when_asked(house: House) -> None:
    house.clock.forward(weeks=52)
    run(house, AMERICAN)
    assert call(house, "x1").started_at == datetime(2026, 11, 2, 9, 5, tzinfo=UTC)
    month_first = LogChoices(day_first=False)
    again = run(house, AMERICAN, month_first)
    assert (again.added, again.already_there, again.differing_count, again.import_id) == (0, 2, 2, None)
    assert again.differing[0].logged[0] == datetime(2026, 2, 11, 9, 5, tzinfo=UTC)
    corrected = run(house, AMERICAN, month_first, correct=True)
    assert (corrected.corrected, corrected.differing_count) == (2, 0)
    assert call(house, "x1").started_at == datetime(2026, 2, 11, 9, 5, tzinfo=UTC)
    assert "calls_corrected" in house.audit()


def test_what_was_chosen_for_a_file_is_remembered_for_the_next_of_its_kind(house: House) -> None:
    head = "Quando;Chi;Nome;Durata\n"
    log = head + "02/03/2026 10:00;12;anna;60\n"
    run(house, log, LogChoices(columns={CallField.AGENT: "Nome"}, day_first=False))
    plan = house.app.call_logs.plan(house.dario, log.encode())
    assert (plan.mapping[CallField.AGENT], plan.reading.day_first) == ("Nome", False)
    other = log.replace("Durata", "Altro").encode()
    assert house.app.call_logs.plan(house.dario, other).reading.day_first


def hire(house: House, username: str, name: str, code: str) -> None:
    as_agent = [Membership(Role.AGENT, house.nord)]
    house.app.people.add(house.dario, username, name, as_agent, "it", agent_code=code)


def whose(house: House, agent: str) -> str:
    head = "Id;Data e ora;Operatore\n"
    number = run(house, head + f"one;02/03/2026 10:00;{agent}\n").import_id
    name = call(house, "one").agent_name
    assert number is not None
    house.app.call_logs.undo(house.dario, number)
    return name


def test_an_agent_is_known_in_all_forms_that_telephone_systems_write(house: House) -> None:
    hire(house, "giulia", "Giulia Rossi", "201")
    forms = ["Giulia Rossi (201)", "201 - Giulia Rossi", "Rossi Giulia", "GIULIA ROSSI ", "Agent/201", "SIP/201",
             "giulia@casalume.example", "Rossi, Giulia", "201", "GIULIA", "giulia rossi <201>"]  # fmt: skip
    assert {form: whose(house, form) for form in forms} == dict.fromkeys(forms, "Giulia Rossi")
    others = ["Giulia Rossi (999)", "Giulia", "anna (201)", "Rossi", "2010"]
    names = {form: whose(house, form) for form in others}
    assert names == dict.fromkeys(others, "") | {"Giulia": "Giulia Rossi"}


def test_a_code_beats_a_user_name_and_that_a_name(house: House) -> None:
    hire(house, "gina", "Gina Uno", "nina")
    hire(house, "nina", "Nina Due", "300")
    hire(house, "mina", "Nina", "301")
    assert whose(house, "nina") == "Gina Uno"
    hire(house, "rina", "Rina", "302")
    hire(house, "third", "rina", "303")
    assert whose(house, "rina") == "Rina"


def test_two_people_of_one_name_make_a_line_wait(house: House) -> None:
    hire(house, "g1", "Giulia Rossi", "201")
    hire(house, "g2", "Giulia Rossi", "202")
    assert whose(house, "Giulia Rossi") == ""
    assert whose(house, "Giulia Rossi (202)") == "Giulia Rossi"


def test_a_waiting_code_is_given_to_somebody_who_exists(house: House) -> None:
    run(house, LOG)
    assert house.app.agent_codes.give(house.dario, {"int-204": house.anna.id}) == 1
    assert call(house, "c-2").agent_name == "Anna"
    assert run(house, LOG.replace("c-2", "c-7")).waiting == {}


def test_an_agents_own_code_beats_one_that_was_given_to_somebody_else(house: House) -> None:
    run(house, LOG)
    house.app.agent_codes.give(house.dario, {"int-204": house.anna.id})
    hire(house, "lucia", "Lucia Neri", "INT-204")
    assert whose(house, "int-204") == "Lucia Neri"


def test_the_parts_of_a_call_are_kept_with_their_agents_and_its_scored_agent_is_a_choice(house: House) -> None:
    head = "Id;Data e ora;Operatore;Durata\n"
    log = (
        head + "t-1;02/03/2026 10:00;Coda assistenza;200\nt-1;02/03/2026 10:00:20;anna;60\nt-1;02/03/2026 10:02;x;90\n"
    )
    number = run(house, log).import_id
    assert number is not None
    whole = call(house, "t-1")
    assert (whole.agent_id, whole.duration_s) == (None, 350)
    with house.app.database.read() as tx:
        assert [(leg.agent, leg.duration_s) for leg in tx.calls.legs(whole.id)] == [
            ("Coda assistenza", 200), ("Anna", 60), ("x", 90)]  # fmt: skip
    house.app.call_logs.undo(house.dario, number)
    run(house, log, LogChoices(scored=Scored.FIRST))
    assert call(house, "t-1").agent_name == "Anna"


def test_a_colleague_in_the_same_cell_is_a_part_of_the_call_and_never_its_agent(house: House) -> None:
    run(house, 'Call id;Start;Agent;Duration\nu-1;02/03/2026 10:00;"anna; x";60\n')
    whole = call(house, "u-1")
    assert (whole.agent_id, whole.duration_s) == (None, 60)
    with house.app.database.read() as tx:
        assert [(leg.agent, leg.duration_s) for leg in tx.calls.legs(whole.id)] == [("Anna", None), ("x", None)]


def test_the_survey_tells_what_would_become_of_all_lines_and_what_is_doubtful(house: House) -> None:
    source = (HEAD + "".join(f"c-{n};02/03/2026 09:15;int-204;4,35;refund;;\n" for n in range(30))).encode()
    plan = house.app.call_logs.plan(house.dario, source)
    survey = house.app.call_logs.preview(house.dario, source, plan).survey
    assert (survey.lines, survey.calls, survey.unknown) == (30, 30, {"int-204": 30})
    doubts = " ".join(template for template, _ in survey.doubts)
    for words in ("last less than", "which calls came in", "were answered", "one agent", "day or the month"):
        assert words in doubts


@pytest.mark.parametrize(
    ("header", "cells", "calls"),
    [
        ("Trasferita a", ("", "Bruno", "-"), 1),
        ("Transferred to", ("202", "n/a", "anna"), 1),
        ("Trasferimento", ("Sì", "No", "Non trasferita"), 1),
        ("Transfers", ("0", "2", "00:00:00"), 1),
        ("Trasferita", ("no", "", "0"), 0),
    ],
)
def test_the_survey_tells_that_calls_were_transferred_and_whose_they_are(
    house: House, header: str, cells: tuple[str, ...], calls: int
) -> None:
    lines = "".join(f"02/03/2026 09:1{n};anna;60;{cell}\n" for n, cell in enumerate(cells))
    source = f"Data e ora;Agente;Durata;{header}\n{lines}".encode()
    survey = house.app.call_logs.preview(house.dario, source, house.app.call_logs.plan(house.dario, source)).survey
    for code, words in (("en", "the column “{}”: {}. Each"), ("it", "la colonna «{}»: {}. Ognuna")):
        say = language(code, ENGLISH.timezone)
        doubts = " ".join(say.text(template, **params) for template, params in survey.doubts)
        assert (words.format(header, calls) in doubts) is (calls > 0)
        assert ("“Agente”" in doubts or "«Agente»" in doubts) is (calls > 0)


@pytest.mark.parametrize(
    ("lines", "doubt"),
    [
        ([], "holds no line below them"),
        (["02/03/2026 09:15;anna;3.93E+11;60", "02/03/2026 09:16;anna;0612;60"], "such as 3.93E+11: 1."),
        (["02/03/2026 09:15;anna;0612;"], "“Durata” holds no duration"),
        (["02/03/2026 09:15;anna;0612;60", "26-11-20 09:15;anna;0612;60"], "More than two years"),
        (["02/03/2026 09:15;anna → bruno;0612;60"], "took, one after the other: 1. Each is given to who talked"),
    ],
)
def test_the_survey_tells_what_a_file_lacks_or_has_lost(house: House, lines: list[str], doubt: str) -> None:
    source = "\n".join(["Data e ora;Agente;Telefono;Durata", *lines]).encode()
    plan = house.app.call_logs.plan(house.dario, source)
    survey = house.app.call_logs.preview(house.dario, source, plan).survey
    assert doubt in " ".join(template.format(**params) for template, params in survey.doubts)


@pytest.mark.parametrize("minutes", [(), (10,), (10, 40)])
def test_the_survey_counts_the_calls_of_the_hour_that_came_twice(house: House, minutes: tuple[int, ...]) -> None:
    lines = "".join(f"c-{at};26/10/2025 02:{at};anna;60;refund;;\n" for at in minutes)
    source = (HEAD + "c-1;26/10/2025 03:10;anna;60;refund;;\n" + lines).encode()
    plan = house.app.call_logs.plan(house.dario, source)
    survey = house.app.call_logs.preview(house.dario, source, plan).survey
    repeated = [template.format(**params) for template, params in survey.doubts if "showed twice" in template]
    assert [f"showed twice: {len(minutes)}." in text for text in repeated] == [True] * bool(minutes)


def test_a_log_without_call_ids_says_why_it_corrects_nothing(house: House) -> None:
    log = "Data e ora;Agente;Durata\n02/03/2026 09:15;anna;3:20\n"
    run(house, log)
    with pytest.raises(NoCallIds, match="known by its start"):
        run(house, log.replace("3:20", "4:20"), correct=True)
    with house.app.database.read() as tx:
        assert tx.connection.execute(select(func.count()).select_from(calls)).scalar_one() == 1


def test_a_call_of_no_seconds_is_never_drawn(house: House) -> None:
    house.app.sampling.set_plan(house.bruno, house.nord, 50)
    at = house.clock().strftime("%d/%m/%Y %H:%M")
    run(house, HEAD + f"c-1;{at};anna;0;delivery;;\n" + f"c-2;{at};anna;61;delivery;;\n")
    house.app.sampling.draw_due(house.bruno)
    with house.app.database.read() as tx:
        framed = tx.connection.scalars(select(framed_calls.c.call_id)).all()
    assert framed == [call(house, "c-2").id]


def test_a_choice_made_now_replaces_only_what_it_is_about_of_those_made_before(house: House) -> None:
    log = "Quando;Chi;Nome;Durata\n02/03/2026 10:00;12;anna;4,5\n"
    first = LogChoices(columns={CallField.AGENT: "Nome"}, day_first=False, unit=DurationUnit.MINUTES)
    number = run(house, log, first).import_id
    plan = house.app.call_logs.plan(house.dario, log.encode(), LogChoices(zone=UTC))
    assert plan.remembered is not None
    assert plan.remembered.id == number
    assert plan.mapping[CallField.AGENT] == "Nome"
    assert (plan.reading.day_first, plan.reading.duration.unit, plan.reading.zone) == (False, DurationUnit.MINUTES, UTC)
    other = house.app.call_logs.plan(house.dario, log.encode(), LogChoices(columns={CallField.AGENT: "Chi"}))
    assert (other.mapping[CallField.AGENT], other.reading.day_first) == ("Chi", False)


def test_what_was_chosen_by_name_of_the_system_is_remembered_too(house: House) -> None:
    head = "Call Time,Call ID,From,To,Direction,Status,Talking\n"
    log = head + "2026-03-02 10:00:00,7,0212345678,anna,Inbound,Answered,00:01:00\n"
    assert house.app.call_logs.plan(house.dario, log.encode()).dialect.name == "3cx-v20"
    generic = LogChoices(dialect=DIALECTS["generic"], columns={CallField.AGENT: "To"}, scored=Scored.FIRST)
    run(house, log, generic)
    plan = house.app.call_logs.plan(house.dario, log.encode())
    assert (plan.dialect.name, plan.choices.scored) == ("generic", Scored.FIRST)


def test_what_was_chosen_can_be_forgotten_and_is_when_its_import_is_taken_back(house: House) -> None:
    log = "Quando;Interno;Linea\n02/03/2026 10:00;12;anna\n"
    number = run(house, log, LogChoices(columns={CallField.AGENT: "Linea"})).import_id
    assert number is not None
    house.app.call_logs.forget(house.dario, number)
    plan = house.app.call_logs.plan(house.dario, log.encode())
    assert (plan.remembered, plan.mapping[CallField.AGENT]) == (None, "Interno")
    assert not house.app.call_logs.import_numbered(house.dario, number)[0].is_remembered
    again = run(house, log.replace("10:00", "11:00"), LogChoices(columns={CallField.AGENT: "Linea"})).import_id
    assert again is not None
    assert house.app.call_logs.import_numbered(house.dario, again)[0].is_remembered
    house.app.call_logs.undo(house.dario, again)
    assert house.app.call_logs.plan(house.dario, log.encode()).remembered is None


def test_every_import_that_brought_something_or_was_refused_is_listed_with_its_result(house: House) -> None:
    run(house, LOG)
    run(house, LOG)
    run(house, HEAD + GOOD)
    run(house, HEAD + "c-9;never;anna;60;refund;;\n")
    run(house, HEAD + GOOD.replace("3:20", "4:20"), correct=True)
    imports, total = house.app.call_logs.imports(house.dario)
    assert total == len(imports)
    results = [(known.present, known.counts["rejected"], known.counts["corrected"]) for known in imports]
    assert results == [(0, 0, 1), (0, 1, 0), (0, 1, 0), (2, 1, 0)]
    with pytest.raises(OnlyCorrected):
        house.app.call_logs.undo(house.dario, imports[0].id)
    with pytest.raises(NoSuchImport):
        house.app.call_logs.import_numbered(house.dario, 999)


def test_the_calls_of_an_import_are_listed_with_what_hangs_on_them(house: House) -> None:
    number = run(house, LOG).import_id
    assert number is not None
    house.app.scoring.begin(house.bruno, call(house, "c-1").id)
    (first, second), total = house.app.call_logs.calls_of(house.dario, number, 10)
    assert (first.external_id, first.agent_name, first.hanging, total) == ("c-1", "Anna", ["evaluations"], 2)
    assert (second.agent_name, second.agent_code, second.hanging) == ("", "int-204", [])
    for only, name in (("waiting", "c-2"), ("hanging", "c-1")):
        ((same,), count) = house.app.call_logs.calls_of(house.dario, number, 10, only=only)
        assert (same.external_id, count) == (name, 1)
    known, hanging = house.app.call_logs.import_numbered(house.dario, number)
    assert (known.present, hanging) == (2, {"evaluations": 1})
    assert house.app.call_logs.calls_of(house.dario, number, 1, 1)[0][0].external_id == "c-2"


def test_imports_are_found_by_the_name_of_their_file_whatever_it_holds(house: House) -> None:
    for place, name in enumerate(("notte_100%.csv", "giorno.csv", "NOTTE 2.csv")):
        source = (HEAD + GOOD.replace("c-1", f"c-{place}")).encode()
        house.app.call_logs.run(house.dario, source, house.app.call_logs.plan(house.dario, source), file=name)
    for words, count in (("notte", 2), ("%", 1), ("_", 1), ("\\", 0), ("", 3)):
        assert house.app.call_logs.imports(house.dario, 0, words)[1] == count


def test_the_survey_counts_what_the_import_then_does(house: House) -> None:
    lines = [f"c-{n};02/03/2026 09:{n % 60:02};{('anna', 'int-1', 'x')[n % 3]};60;refund;;\n" for n in range(3000)]
    source = (HEAD + "".join(lines) + "c-x;never;anna;60;refund;;\n" + lines[0]).encode()
    plan, heard = house.app.call_logs.plan(house.dario, source), list[int]()
    survey = house.app.call_logs.preview(house.dario, source, plan, heard.append).survey
    imported = house.app.call_logs.run(house.dario, source, plan)
    assert (survey.calls, survey.rejected) == (imported.added, imported.rejected_count)
    assert (survey.apart, survey.unknown) == (imported.apart_counts, imported.waiting)
    assert heard == sorted(heard)
    assert heard[-1] == survey.lines


def test_a_file_in_which_every_line_has_another_agent_is_not_kept_in_memory(house: House) -> None:
    counts = Counter[str]()
    for start in range(0, 60_000, 1000):
        count_some(counts, [f"agent {n}" for n in range(start, start + 1000)])
    count_some(counts, ["agent 1", "agent 59999"])
    assert (len(counts), counts["agent 1"]) == (20_000, 2)


def test_of_a_workbook_the_sheet_with_calls_is_taken_and_the_others_are_named(house: House) -> None:
    workbook = openpyxl.Workbook()
    sums = workbook.active
    assert sums is not None
    sums.append(["Data", "Operatore", "Totale"])
    sums.append(["20/11/2025", "tutti", 12])
    for name in ("Mattina", "Sera"):
        sheet = workbook.create_sheet(name)
        sheet.append(["Turno"])
        sheet.append(["Data e ora", "Operatore"])
        sheet.append(["20/11/2025 09:15", "anna"])
    file = BytesIO()
    workbook.save(file)
    plan = house.app.call_logs.plan(house.dario, file.getvalue())
    assert (plan.sheet, plan.header_row) == ("Mattina", 2)
    first = house.app.call_logs.beginning(house.dario, file.getvalue(), "Sera")
    assert (list(first.sheets), list(first.with_calls)) == (["Sheet", "Mattina", "Sera"], ["Mattina", "Sera"])
    assert [list(cells[:2]) for _, cells in first.rows] == [
        ["Turno", ""], ["Data e ora", "Operatore"], ["20/11/2025 09:15", "anna"]]  # fmt: skip


@pytest.mark.parametrize("titles", [25, 70])
def test_names_far_below_a_long_preamble_are_found_or_can_be_pointed_at(house: House, titles: int) -> None:
    source = ("# titolo\n" * titles + "Data e ora;Operatore\n20/11/2025 09:15;anna\n").encode()
    choices = LogChoices(header_row=titles + 1) if titles > 60 else LogChoices()
    plan = house.app.call_logs.plan(house.dario, source, choices)
    assert plan.header_row == titles + 1
    assert house.app.call_logs.run(house.dario, source, plan).added == 1


def test_a_log_without_a_column_of_durations_is_doubted(house: House) -> None:
    source = b"Date et heure;Agent;Dur\xe9e\n20/11/2025 10:05;anna;275\n"
    plan = house.app.call_logs.plan(house.dario, source)
    survey = house.app.call_logs.preview(house.dario, source, plan).survey
    assert "No column says how long" in " ".join(template for template, _ in survey.doubts)


def test_unknown_agents_without_end_are_not_counted_as_if_they_had_one(house: House) -> None:
    lines = "".join(f"20/11/2025 10:05;nobody {n};275\n" for n in range(25_000))
    source = f"Data e ora;Agente;Durata\n{lines}".encode()
    plan = house.app.call_logs.plan(house.dario, source)
    survey = house.app.call_logs.preview(house.dario, source, plan).survey
    assert survey.is_unknown_cut
    assert "more than 2" in understood(ENGLISH, survey)


def test_times_that_say_their_zone_are_not_said_to_be_local(house: House) -> None:
    zoned = b"Data e ora;Agente;Durata\n2025-11-20T10:05:23Z;anna;275\n"
    plan = house.app.call_logs.plan(house.dario, zoned)
    assert "Rome" not in understood(ENGLISH, house.app.call_logs.preview(house.dario, zoned, plan).survey)
