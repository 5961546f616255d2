"""The imports: a list, and for each a page with its result, its calls, and the way back."""

import pytest

from benvenuto.formats.calls.call_log import CallField, LogChoices
from benvenuto.services.people.local_administrator import LOCAL_ADMINISTRATOR
from tests.house import House
from tests.pages.calls.test_imports import button
from tests.pages.conftest import Open, words

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

HEAD = "Id chiamata;Data e ora;Agente;Durata;Direzione\n"
LOG = (
    HEAD
    + "c-1;02/03/2026 09:15;anna;3:20;inbound\nc-2;02/03/2026 10:00;int-204;60;inbound\n"
    + "c-3;02/03/2026 10:05;anna;60;outbound\n"
)


def bring(house: House, log: str = LOG, choices: LogChoices | None = None, file: str = "log.csv") -> None:
    source = log.encode()
    plan = house.app.call_logs.plan(house.dario, source, choices)
    house.app.call_logs.run(house.dario, source, plan, file=file)


def test_without_an_import_the_page_says_what_comes_here_and_where_it_begins(house: House, open_page: Open) -> None:
    text = words(open_page(house.dario, "imports"))
    assert "Ancora nessuna importazione" in text
    assert "Ogni registro che importa riceve qui un numero" in text


def test_an_import_has_a_page_that_its_number_leads_to(house: House, open_page: Open) -> None:
    bring(house, file="<b>notte</b>.csv")
    page = open_page(house.dario, "imports", **{"import": "1"})
    text = words(page)
    assert not page.exception
    for part in ("Importazione 1", "&lt;b&gt;notte", "Dario", "Messe da parte: in uscita.", "c-1", "Anna", "int-204"):
        assert part in text
    assert "<b>notte" not in text


def test_an_import_of_the_command_line_says_so(house: House, open_page: Open) -> None:
    house.app.call_logs.run(LOCAL_ADMINISTRATOR, LOG.encode(), house.app.call_logs.plan(house.dario, LOG.encode()))
    assert "riga di comando" in words(open_page(house.dario, "imports", **{"import": "1"}))


@pytest.mark.parametrize("number", ["99", "0", "-1", "abc", "9" * 30, "1 or 1=1", "²"])
def test_a_number_of_no_import_is_a_notice(house: House, open_page: Open, number: str) -> None:
    bring(house)
    page = open_page(house.dario, "imports", **{"import": number})
    assert not page.exception
    assert f"un'importazione con il numero {number[:9]}" in words(page)


def test_what_hangs_on_its_calls_is_told_instead_of_the_way_back(house: House, open_page: Open) -> None:
    bring(house)
    with house.app.database.read() as tx:
        scored = tx.calls.id_of("c-1")
    assert scored is not None
    house.app.scoring.begin(house.bruno, scored)
    page = open_page(house.dario, "imports", **{"import": "1"})
    assert "Non si può annullare per intero" in words(page)
    assert not [each for each in page.button if str(each.key).startswith("undo_import")]
    page = open_page(house.dario, "imports", **{"import": "1", "only": "hanging"})
    assert "c-1" in words(page)
    assert "c-2" not in words(page)


def test_a_filter_that_leaves_nothing_says_why(house: House, open_page: Open) -> None:
    bring(house, LOG.replace("int-204", "anna"))
    text = words(open_page(house.dario, "imports", **{"import": "1", "only": "waiting"}))
    assert "Ogni chiamata di questa importazione ha il suo operatore." in text
    text = words(open_page(house.dario, "imports", **{"import": "1", "only": "nonsense"}))
    assert "c-1" in text


def test_how_it_was_read_is_shown_and_can_be_forgotten(house: House, open_page: Open) -> None:
    log = "Quando;Interno;Linea\n02/03/2026 10:00;12;anna\n"
    bring(house, log, LogChoices(columns={CallField.AGENT: "Linea"}))
    page = open_page(house.dario, "imports", **{"import": "1"})
    assert "Operatore: Linea" in words(page)
    page = button(page, "forget_1")
    assert "Dimentica" not in "".join(each.label for each in page.button)
    assert house.app.call_logs.plan(house.dario, log.encode()).mapping[CallField.AGENT] == "Interno"


def test_an_import_that_was_cut_off_says_so(house: House, open_page: Open) -> None:
    with house.app.database.write() as tx:
        tx.call_imports.add(house.clock(), house.dario.id, "log.csv", "", {})
    page = open_page(house.dario, "imports", **{"import": "1"})
    assert not page.exception
    assert "importi di nuovo il file" in words(page)


def test_the_page_where_calls_are_imported_leads_to_all_imports(house: House, open_page: Open) -> None:
    assert "Ultime importazioni" not in words(open_page(house.dario, "call-logs"))
    bring(house)
    assert "Ultime importazioni" in words(open_page(house.dario, "call-logs"))
