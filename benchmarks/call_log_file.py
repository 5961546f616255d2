"""A call log as a telephone system exports it: a year and more of calls of a thousand agents, some lines broken."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

AGENTS = 1000
_SEED = 20260301
_HEADER = "Id chiamata,Operatore,Inizio,Fine,Durata,Motivo,Chiamante,Esito,Note\n"
_REASONS = ("consegna", "reso", "rimborso", "pagamento", "modifica ordine", "reclamo", "altro")
_OUTCOMES = ("risolto", "da richiamare", "trasferita")
_NOTES = ("", "", "", "", "Richiamare domani", "Vuole parlare con un responsabile", '"Cliente contento, ringrazia"')
_BAD = (
    {2: "31/02/2025 10:00:00"},
    {2: ""},
    {1: ""},
    {4: "lunga"},
    {5: '"reso'},
    {8: "uno,due"},
)


def agent_code(number: int) -> str:
    """What the telephone system calls an agent."""
    return f"int-{2000 + number}"


def write_log(path: Path, lines: int) -> None:
    """Some 120 bytes a line; one in 500 is of an agent nobody knows, one in a thousand is bad in one of six ways."""
    with path.open("w", encoding="utf-8") as file:
        file.write(_HEADER)
        file.writelines(_lines(lines))


def _lines(lines: int) -> Iterator[str]:
    chance = random.Random(_SEED)
    at = datetime(2025, 1, 7, 8)  # noqa: DTZ001 - the log names no zone
    for number in range(lines):
        at += timedelta(seconds=chance.expovariate(1 / 20))
        if at.hour >= 20:
            at = at.replace(hour=8, minute=0) + timedelta(days=1)
        cells = _cells(chance, number, at)
        if chance.random() < 0.001:
            for place, cell in chance.choice(_BAD).items():
                cells[place] = cell
        yield ",".join(cells) + "\n"


def _cells(chance: random.Random, number: int, at: datetime) -> list[str]:
    seconds = min(int(chance.lognormvariate(5.3, 0.6)) + 5, 5000)
    known = chance.random() > 0.002
    return [
        f"{int(at.timestamp())}.{100_000 + number}",
        agent_code(chance.randrange(AGENTS) if known else AGENTS + chance.randrange(5)),
        f"{at:%d/%m/%Y %H:%M:%S}",
        f"{at + timedelta(seconds=seconds):%d/%m/%Y %H:%M:%S}",
        f"{seconds // 60}:{seconds % 60:02}",
        chance.choice(_REASONS),
        f"+39 0{chance.randrange(10**8, 10**9)}",
        chance.choice(_OUTCOMES),
        chance.choice(_NOTES),
    ]
