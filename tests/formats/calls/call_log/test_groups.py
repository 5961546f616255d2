"""Logs whose agents are named on lines of their own, above their calls."""

import pytest

from tests.formats.calls.call_log.conftest import MakeWorkbook, ReadLog
from tests.formats.calls.call_log.test_strangers import NOW, became

HEADED = "Data e ora;Durata;Chiamante;Esito\n"
GIULIA, MARTA = "20/11/2026 10:05;275;333;Risposta\n", "20/11/2026 11:05;75;334;Risposta\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            HEADED + f"Giulia Ferri;;;\n{GIULIA}Totale Giulia;275;;\nMarta Riva (202);;;\n{MARTA}Totale;350;;\n",
            ["2 group", "3 20.11. 10:05:00 Giulia Ferri 275 333", "4 totals",
             "5 group", "6 20.11. 11:05:00 Marta Riva (202) 75 334", "7 totals"],
        ),
        (  # with sums beside the names
            HEADED + f"Giulia Ferri;275;1;\n{GIULIA}Marta Riva;75;1;\n{MARTA}",
            ["2 group", "3 20.11. 10:05:00 Giulia Ferri 275 333", "4 group", "5 20.11. 11:05:00 Marta Riva 75 334"],
        ),
        (  # each with the names of the columns again
            f"Operatore: Giulia Ferri\n{HEADED}{GIULIA}\nOperatore:;Marta Riva\n{HEADED}{MARTA}",
            ["3 20.11. 10:05:00 Giulia Ferri 275 333", "5 group", "6 repeated",
             "7 20.11. 11:05:00 Marta Riva 75 334"],
        ),
        (  # of one agent alone
            f"Report\nInterno: 201\n{HEADED}{GIULIA}", ["4 20.11. 10:05:00 201 275 333"],
        ),
        (  # in a column that is there for them
            "Operatore;Data e ora;Durata\nGiulia Ferri;;\n;20/11/2026 10:05;275\n202;;\n;20/11/2026 11:05;75\n",
            ["2 group", "3 20.11. 10:05:00 Giulia Ferri 275", "4 group", "5 20.11. 11:05:00 202 75"],
        ),
        (  # a column of callers' names is none of agents where these are labelled
            f"Data e ora;Durata;Nome\nOperatore: Giulia Ferri;;\n{GIULIA[:21]}Bianchi\n",
            ["2 group", "3 20.11. 10:05:00 Giulia Ferri 275"],
        ),
        (  # what is no person takes the calls away from the one before
            HEADED + f"Giulia Ferri;;;\n{GIULIA}Coda resi;;;\n{MARTA}Marta Riva;;;\n{MARTA.replace('11:', '12:')}",
            ["2 group", "3 20.11. 10:05:00 Giulia Ferri 275 333", "4 group", "5 missed", "6 group",
             "7 20.11. 12:05:00 Marta Riva 75 334"],
        ),
        (  # nor are calls below a page's number given to anybody
            HEADED + f"Giulia Ferri;;;\n{GIULIA}{GIULIA.replace('10:', '09:')}Pagina 2 di 3;;;\n{MARTA}",
            ["2 group", "3 20.11. 10:05:00 Giulia Ferri 275 333", "4 20.11. 09:05:00 Giulia Ferri 275 333",
             "5 -", "6 -"],
        ),
    ],
)  # fmt: skip
def test_a_name_above_calls_is_that_of_their_agent(read: ReadLog, text: str, expected: list[str]) -> None:
    assert became(read(text, now=NOW)) == expected


def test_a_workbook_names_them_likewise(read: ReadLog, workbook: MakeWorkbook) -> None:
    rows = [["Data e ora", "Durata"], ["Giulia Ferri"], ["20/11/2026 10:05", 275], ["Marta"], ["20/11/2026 11:05", 75]]
    log = read(workbook(rows), now=NOW)
    assert [call.agent for call in log.calls] == ["Giulia Ferri", "Marta"]


@pytest.mark.parametrize("line", ["", "Novembre 2026;;;\n", "Chiamate in entrata;;;\n", "20/11/2026;;;\n", "A: b;;;\n"])
def test_no_other_line_names_an_agent(read: ReadLog, line: str) -> None:
    text = "Operatore;" + HEADED + f"{line}Giulia;{GIULIA};{MARTA}"
    assert [call.agent for call in read(text, now=NOW).calls] == ["Giulia"]
    without = read(HEADED + line + GIULIA, now=NOW, mapping={"started_at": "Data e ora", "agent": "Chiamante"})
    assert without.headers == ("Data e ora", "Durata", "Chiamante", "Esito")
