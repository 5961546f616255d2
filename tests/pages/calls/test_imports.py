"""Call logs and recordings, as the administrator brings them in."""

from __future__ import annotations

import wave
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from benvenuto.config import HOME
from benvenuto.domain.faults import Fault
from benvenuto.domain.measure import MEASURES_VERSION
from benvenuto.domain.people import Membership, Role
from benvenuto.formats.calls.call_log import CallField, guess_mapping
from benvenuto.languages import language
from benvenuto.listening.faults import EmptyRecording
from benvenuto.listening.measures import measure
from benvenuto.ui.calls.call_logs import example_log
from benvenuto.ui.context import PageContext
from tests.house import House
from tests.pages.conftest import Open, words
from tests.recorded import measured, recorded, talk

LOG = b"""Id chiamata;Data e ora;Operatore;Durata;Motivo;Telefono
A-1;03/03/2026 09:15;anna;04:12;reso;0212345678
A-2;ieri sera;anna;03:05;consegna;
A-3;03/03/2026 10:02;int-204;00:58;altro;<b>grassetto</b>
"""

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def button(page: AppTest, key: str) -> AppTest:
    """Press the button whose key begins so; the file may follow."""
    return next(one for one in page.button if str(one.key).startswith(key)).click().run()


def box(page: AppTest, key: str) -> Any:
    """The list to choose from whose key begins so."""
    return next(each for each in page.selectbox if str(each.key).startswith(key))


def order(page: AppTest) -> Any:
    """Which of day and month comes first."""
    return next(each for each in page.button_group if str(each.key).startswith("day_first_"))


def upload(house: House, open_page: Open, content: bytes = LOG, name: str = "log.csv") -> AppTest:
    page = open_page(house.dario, "call-logs")
    page.file_uploader(key="call_log").upload(name, content)
    return page.run()


def test_the_preview_shows_what_is_rejected_and_why_and_writes_nothing(house: House, open_page: Open) -> None:
    said = words(upload(house, open_page))
    assert "ieri sera" in said
    assert "&lt;b&gt;grassetto" in said
    assert "<b>grassetto" not in said
    assert "calls_imported" not in house.audit()


def test_an_import_tells_what_became_of_the_lines(house: House, open_page: Open) -> None:
    page = button(upload(house, open_page), "import_calls")
    assert not page.exception
    said = words(page)
    for figure in (
        'Aggiunte</span><span class="bv-value">2',
        'Scartate</span><span class="bv-value">1',
        "int\\-204 \\(1 chiamata\\)",
    ):
        assert figure in said
    assert page.get("download_button")
    assert house.app.people.waiting_codes(house.dario) == {"int-204": 1}


def test_after_an_import_a_plan_is_proposed_to_whoever_may_start_one_until_there_is_one(
    house: House, open_page: Open
) -> None:
    page = button(upload(house, open_page), "import_calls")
    assert "Per Nord, Sud non si estrae nessuna chiamata" in words(page)
    button(page, "propose_plan")
    assert [plan.per_agent_per_week for _, plan in house.app.sampling.plans(house.bruno)] == [2]
    assert "non si estrae nessuna chiamata" not in words(page)
    assert "Il piano di ascolto è iniziato per Nord, Sud." in words(page)


def test_the_same_file_twice_says_that_nothing_changed(house: House, open_page: Open) -> None:
    button(upload(house, open_page), "import_calls")
    page = button(upload(house, open_page), "import_calls")
    assert "Non è cambiato nulla" in words(page)


def test_a_wrong_column_is_corrected_before_the_import(house: House, open_page: Open) -> None:
    log = b"Id;Data e ora;Postazione;Nome\n1;03/03/2026 09:15;12;anna\n"
    page = upload(house, open_page, log)
    agent = next(one for one in page.selectbox if str(one.key).startswith("column_agent_"))
    assert agent.value == "Postazione"
    agent.set_value("Nome").run()
    button(page, "import_calls")
    assert house.app.people.waiting_codes(house.dario) == {}


def test_a_column_that_a_call_needs_must_be_chosen(house: House, open_page: Open) -> None:
    page = upload(house, open_page)
    next(one for one in page.selectbox if str(one.key).startswith("column_agent_")).set_value("").run()
    assert "bv-notice" in words(page)
    assert not [one.key for one in page.button if str(one.key).startswith("import_calls")]


def test_day_and_month_change_places(house: House, open_page: Open) -> None:
    page = upload(house, open_page, b"Data e ora;Operatore\n03/04/2025 09:15;anna\n")
    assert "03/04/25" in words(page)
    order(page).set_value("month").run()
    assert "04/03/25" in words(page)


def test_the_page_says_what_it_understood_and_what_is_doubtful(house: House, open_page: Open) -> None:
    log = b"Data e ora;Operatore;Durata;Esito\n20/11/2025 09:15;anna;4,35;Risposta\n20/11/2025 09:16;anna;4,1;Persa\n"
    text = words(upload(house, open_page, log))
    assert "1 chiamata del 20 nov 2025, orari in Europe/Rome" in text
    assert "1 riga messa da parte: senza risposta" in text
    assert "dura meno di 10 secondi" in text
    assert "Nessuna colonna dice quali chiamate sono in entrata" in text


def test_a_month_that_is_proved_by_another_line_is_chosen_already(house: House, open_page: Open) -> None:
    log = b"Date,Time,Agent\n11/02/2025,10:05 AM,anna\n11/13/2025,10:05 AM,anna\n"
    page = upload(house, open_page, log)
    assert order(page).value == "month"
    assert "dal 2 nov 2025 al 13 nov 2025" in words(page)


def test_unit_and_zone_can_be_corrected_on_the_page(house: House, open_page: Open) -> None:
    page = upload(house, open_page, b"Data e ora;Operatore;Durata\n20/11/2025 09:15;anna;4,5\n")
    box(page, "unit_").set_value("min").run()
    box(page, "zone_").set_value("UTC").run()
    text = words(page)
    assert "orari in UTC, durate in minuti" in text
    assert "04:30" in text
    assert "dura meno di" not in text


def test_what_was_chosen_for_one_file_is_not_applied_to_the_next_of_another_kind(house: House, open_page: Open) -> None:
    page = upload(house, open_page, b"Id;Data e ora;Operatore\n1;03/04/2025 09:15;anna\n")
    order(page).set_value("month").run()
    page.checkbox[0].check().run()
    page.file_uploader(key="call_log").clear().upload("other.csv", b"Id;Quando;Operatore\n1;03/04/2025 09:15;anna\n")
    page.run()
    assert "03/04/25" in words(page)
    assert not page.checkbox[0].value


def test_calls_are_corrected_only_by_a_log_that_says_which_is_which(house: House, open_page: Open) -> None:
    page = upload(house, open_page, b"Quando;Operatore\n03/04/2025 09:15;anna\n")
    assert page.checkbox[0].disabled
    assert "Nessuna colonna contiene" in page.checkbox[0].help
    assert not upload(house, open_page).checkbox[0].disabled


def test_what_is_remembered_stands_on_the_page_stays_beside_another_choice_and_can_be_undone(
    house: House, open_page: Open
) -> None:
    log = b"Data e ora;Operatore;Durata;Note\n03/04/2025 09:15;anna;4,5;\n"
    page = upload(house, open_page, log)
    order(page).set_value("month").run()
    box(page, "unit_").set_value("min").run()
    button(page, "import_calls")
    page = upload(house, open_page, log)
    assert (order(page).value, box(page, "unit_").value) == ("month", "min")
    box(page, "column_note").set_value("").run()
    assert "04/03/25" in words(page)
    assert "durate in minuti," in words(page)
    box(page, "unit_").set_value("").run()
    order(page).set_value("day").run()
    box(page, "column_note").set_value("Note").run()
    assert "03/04/25" in words(page)
    assert "durate in minuti," not in words(page)


def test_lines_kept_apart_for_several_reasons_are_counted_once(house: House, open_page: Open) -> None:
    lines = (b"20/11/2025 09:15;anna;outbound;Risposta", b"20/11/2025 09:16;anna;inbound;Persa")
    log = b"\n".join((b"Data e ora;Operatore;Direzione;Esito", *lines))
    assert "2 righe messe da parte: in uscita (1), senza risposta (1)." in words(upload(house, open_page, log))


def test_an_import_is_taken_back_on_the_page(house: House, open_page: Open) -> None:
    button(upload(house, open_page), "import_calls")
    page = open_page(house.dario, "imports", **{"import": "1"})
    assert "Importazione 1" in words(page)
    page = button(button(page, "undo_import_"), "undo_import_1_yes")
    assert not page.exception
    assert "import_undone" in house.audit()
    assert "è stata annullata" in words(page)
    assert "undo_import" not in "".join(str(each.key) for each in page.button)


def test_a_waiting_code_is_given_to_somebody_on_the_page(house: House, open_page: Open) -> None:
    page = button(upload(house, open_page), "import_calls")
    box(page, "who_waiting_int-204").set_value(house.anna.id).run()
    page = button(page, "give_code")
    assert not page.exception
    assert "int-204" not in words(page)
    assert house.app.people.waiting_codes(house.dario) == {}
    assert "Ora 1 chiamata ha il suo operatore." in words(page)


def workbook(**sheets: Sequence[Sequence[object]]) -> bytes:
    """A workbook with these sheets, their rows as given."""
    made, file = openpyxl.Workbook(), BytesIO()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    made.save(file)
    return file.getvalue()


HEADS = ["ID", "Data e ora", "Operatore"]
SHIFTS = {
    "Copertina": [["Turni di novembre"]],
    "Mattina": [["Mattina"], [], HEADS, ["m1", "20/11/2025 09:15", "anna"]],
    "Sera": [HEADS, ["s1", "20/11/2025 19:15", "andrea"], ["s2", "20/11/2025 19:20", "andrea"]],
}


def test_the_sheet_is_chosen_and_what_was_guessed_is_told(house: House, open_page: Open) -> None:
    page = upload(house, open_page, workbook(**SHIFTS), "turni.xlsx")
    assert "Foglio «Mattina», uno di 3, nomi delle colonne alla riga 3." in words(page)
    assert "Anche altri fogli contengono chiamate: Sera." in words(page)
    box(page, "sheet_").set_value("Sera").run()
    assert "2 chiamate del 20 nov 2025" in words(page)
    button(page, "import_calls")
    assert not page.exception
    assert house.app.call_logs.calls_of(house.dario, 1, 10)[1] == 2


def test_a_sheet_that_holds_no_table_leaves_the_choice_among_the_others(house: House, open_page: Open) -> None:
    page = upload(house, open_page, workbook(**SHIFTS), "turni.xlsx")
    box(page, "sheet_").set_value("Copertina").run()
    assert "bv-notice" in words(page)
    box(page, "sheet_").set_value("Mattina").run()
    assert "1 chiamata del 20 nov 2025" in words(page)


def test_the_line_of_names_is_asked_only_where_there_is_a_doubt_and_the_preview_follows(
    house: House, open_page: Open
) -> None:
    def asked(page: AppTest) -> list[str]:
        return [str(each.key) for each in page.selectbox if str(each.key).startswith(("header_", "sheet_", "scored_"))]

    assert asked(upload(house, open_page)) == []
    log = "Elenco;Operatore;Data\nData e ora;Chi risponde;Operatore\n20/11/2025 09:15;anna;x\n"
    page = upload(house, open_page, log.encode(), "due.csv")
    box(page, "header_").set_value(2).run()
    assert "1 chiamata del 20 nov 2025" in words(page)
    assert box(page, "column_agent_").value == "Operatore"


def test_a_file_whose_names_stand_nowhere_near_its_top_can_be_pointed_at_and_imported(
    house: House, open_page: Open
) -> None:
    above = "1;2;3\n" * 30
    log = f"{above}Quando e dove;Chi;Nota bene\n20/11/2025 09:15;anna;x\n".encode()
    page = upload(house, open_page, log, "lontano.csv")
    assert "bv-notice" in words(page)
    box(page, "header_").set_value(31).run()
    box(page, "column_started_at_").set_value("Quando e dove").run()
    box(page, "column_agent_").set_value("Chi").run()
    button(page, "import_calls")
    assert house.app.call_logs.calls_of(house.dario, 1, 10)[1] == 1


def test_the_telephone_system_and_any_time_zone_can_be_chosen(house: House, open_page: Open) -> None:
    head = "Call Time,Call ID,From,To,Direction,Status,Talking\n"
    log = head + "2025-11-20 10:00:00,7,0212345678,anna,Inbound,Answered,00:01:00\n"
    page = upload(house, open_page, log.encode(), "3cx.csv")
    assert box(page, "dialect_").value == "3cx-v20"
    box(page, "dialect_").set_value("generic").run()
    box(page, "column_agent_").set_value("To").run()
    box(page, "zone_").set_value("America/New_York").run()
    assert "orari in America/New_York" in words(page)


def test_who_is_scored_of_a_call_through_several_hands_is_a_choice(house: House, open_page: Open) -> None:
    log = "Id;Data e ora;Operatore;Durata\nt;20/11/2025 10:00;anna;60\nt;20/11/2025 10:01;andrea;90\n"
    page = upload(house, open_page, log.encode(), "parti.csv")
    assert box(page, "scored_").value == "longest"
    box(page, "scored_").set_value("first").run()
    button(page, "import_calls")
    ((whole,), _) = house.app.call_logs.calls_of(house.dario, 1, 10)
    assert (whole.agent_name, whole.parts) == ("Anna", 2)


GIULIAS = "Data e ora;Operatore\n20/11/2025 09:15;Agent/giulia\n20/11/2025 09:20;Agent/giulia\n20/11/2025 09:30;77\n"


def hire(house: House, username: str, name: str) -> int:
    as_agent = [Membership(Role.AGENT, house.nord)]
    return house.app.people.add(house.dario, username, name, as_agent, "it")[0]


def test_an_unknown_agent_is_proposed_and_confirmed_by_the_import_and_remembered(house: House, open_page: Open) -> None:
    giulia = hire(house, "giulia.ferri", "Giulia Ferri")
    page = upload(house, open_page, GIULIAS.encode())
    assert "2 operatori sconosciuti" in words(page)
    (who,) = [each for each in page.selectbox if "Agent/giulia" in str(each.key)]
    assert who.value == giulia
    assert next(each for each in page.button if str(each.key).startswith("import_calls")).label == (
        "Conferma 1 operatore e importa"
    )
    assert "code_given" not in house.audit()
    button(page, "import_calls")
    assert house.app.people.waiting_codes(house.dario) == {"77": 1}
    assert house.app.agent_codes.given_to(house.dario, giulia) == ["agent/giulia"]
    assert "operatore sconosciuto" in words(upload(house, open_page, GIULIAS.replace("20/11", "21/11").encode()))


def test_of_two_people_of_one_name_none_is_chosen_and_who_is_left_waits(house: House, open_page: Open) -> None:
    both = {hire(house, "giulia.ferri", "Giulia Ferri"), hire(house, "giulia.rossi", "Giulia Rossi")}
    page = upload(house, open_page, GIULIAS.encode())
    (who,) = [each for each in page.selectbox if "Agent/giulia" in str(each.key)]
    assert who.value == 0
    names = {who.options.index(option) for option in who.options if option.startswith("Giulia")}
    assert names == {1, 2}
    assert len(both) == 2
    button(page, "import_calls")
    assert house.app.people.waiting_codes(house.dario) == {"Agent/giulia": 2, "77": 1}


def test_nobody_is_given_a_code_that_nobody_was_chosen_for(house: House, open_page: Open) -> None:
    page = button(upload(house, open_page), "import_calls")
    page = button(page, "give_code")
    assert "Nessuno è ancora stato scelto." in words(page)
    assert house.app.people.waiting_codes(house.dario) == {"int-204": 1}


def test_what_was_chosen_before_is_told_and_forgotten_on_the_page(house: House, open_page: Open) -> None:
    log = b"Data e ora;Operatore;Durata\n03/04/2025 09:15;anna;4,5\n"
    page = upload(house, open_page, log)
    box(page, "unit_").set_value("min").run()
    button(page, "import_calls")
    page = upload(house, open_page, log)
    assert "Come scelto per l'importazione 1 (log.csv): durate in minuti." in words(page)
    button(page, "forget_1")
    assert "Come scelto per" not in words(page)
    assert box(page, "unit_").value == ""
    assert "reading_forgotten" in house.audit()


@pytest.mark.parametrize("file", ["empty.csv", "old-excel.xls", "web-page.xls", "password.xlsx", "no-header.csv"])
def test_a_file_that_is_no_call_log_is_a_notice_with_a_remedy(house: House, open_page: Open, file: str) -> None:
    page = upload(house, open_page, (HOME / "tests" / "broken" / "call_logs" / file).read_bytes(), file)
    assert not page.exception
    assert "bv-notice" in words(page)


@pytest.mark.parametrize("code", ["it", "en"])
def test_the_example_is_understood_as_it_stands(house: House, code: str) -> None:
    ctx = PageContext(house.app, house.dario, "", language(code, house.app.settings.timezone))
    plan = house.app.call_logs.plan(house.dario, example_log(ctx))
    assert len(guess_mapping(plan.headers)) == len(plan.headers)
    assert CallField.START_TIME not in plan.mapping
    assert house.app.call_logs.run(house.dario, example_log(ctx), plan).added == 1


def sound(seconds: float = 1.0) -> bytes:
    """A mono WAV file with a little noise in it."""
    held = BytesIO()
    with wave.open(held, "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes(range(256)) * int(62.5 * seconds))
    return held.getvalue()


def test_transcripts_are_taken_in_every_format_and_what_is_doubtful_is_said(house: House, open_page: Open) -> None:
    house.call(house.anna, external_id="1709284500.123")
    house.call(house.anna, external_id="1709284500.124")
    files = HOME / "tests" / "formats" / "calls" / "transcripts" / "files"
    page = open_page(house.dario, "recordings-import")
    named = {
        "1709284500.123-agent.json": "whisper-openai-agent.json",
        "1709284500.123-caller.json": "whisper-openai-caller.json",
        "1709284500.124.vtt": "meeting-names.vtt",
    }
    chosen = [(name, (files / file).read_bytes(), "") for name, file in named.items()]
    page.file_uploader(key="recordings").set_value(chosen).run()
    said = words(button(page, "import_recordings"))
    assert said.count("archiviato") == 3
    assert "che parla per prima, è stata presa per l" in said


def test_every_file_has_its_result(house: House, open_page: Open) -> None:
    house.call(house.anna, external_id="1709284500.123")
    house.call(house.anna, external_id="1709284500.124")
    house.call(house.anna, external_id="1709284500.125")
    page = open_page(house.dario, "recordings-import")
    files = {
        "1709284500.123.wav": sound(),
        "1709284500.124.txt": b"Operatore: Buongiorno\nCliente: Buongiorno",
        "1709284500.125.wav": b"",
        "nobody.wav": sound(),
        "foto.pdf": b"%PDF-1.7",
    }
    page.file_uploader(key="recordings").set_value([(name, content, "") for name, content in files.items()]).run()
    said = words(button(page, "import_recordings"))
    assert said.count("archiviato") == 2
    assert said.count("non importato") == 3
    assert "La registrazione è vuota" in said
    assert "Non è né una registrazione né una trascrizione." in said
    said = words(button(page, "import_recordings"))
    assert said.count("c'era già") == 2


def test_a_second_file_of_the_same_name_hides_none(house: House, open_page: Open) -> None:
    house.call(house.anna, external_id="1709284500.123")
    page = open_page(house.dario, "recordings-import")
    twice = [("1709284500.123.wav", sound(one), "") for one in (1.0, 2.0)]
    page.file_uploader(key="recordings").set_value(twice).run()
    said = words(button(page, "import_recordings"))
    assert said.count("non importato") == 2
    assert house.audit().count("recording_imported") == 0


def test_the_analysis_shows_how_far_it_is_and_what_failed_and_waits_for_nobody(house: House, open_page: Open) -> None:
    assert "Analisi dell'audio" not in words(open_page(house.dario, "recordings-import"))
    measured(house, house.anna, talk())
    recorded(house, house.anna)
    _, hopeless = recorded(house, house.anna, external_id="<1709284500>")
    fault = Fault("", 0, "", EmptyRecording.template, EmptyRecording.remedy)
    with house.app.database.write() as tx:
        tx.measures.give_up(hopeless, fault, MEASURES_VERSION, house.clock())
    page = open_page(house.dario, "recordings-import")
    said = words(page)
    assert "1 registrazione analizzata. 1 in attesa. 1 non si può analizzare." in said
    assert "&lt;1709284500&gt;" in said
    assert "La registrazione è vuota" in said
    with house.app.database.write() as tx:
        (waiting,) = tx.measures.pending(MEASURES_VERSION, 10)
        tx.measures.keep(waiting, measure(talk()), house.clock())
    assert "2 registrazioni analizzate. 1 non si può analizzare." in words(button(page, "analysis_again"))
