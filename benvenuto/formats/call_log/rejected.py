"""The rejected lines as a CSV file to download, mend and import again."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence

from benvenuto.domain.faults import message
from benvenuto.formats.call_log.lines import RejectedLine

_BYTE_ORDER_MARK = "\ufeff"  # Excel takes UTF-8 for Windows text without it
_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_HIDDEN_STARTS = ("\t", "\r")
_LINE, _REASON = message("Line in the file"), message("Reason for rejection")


def rejected_csv(
    headers: Sequence[str],
    rejected: Iterable[RejectedLine],
    *,
    translate: Callable[[str], str] = str,
    delimiter: str = ";",
) -> Iterator[str]:
    """The file in pieces: line number, reason, and the cells as they were found. `translate` takes message ids."""
    yield _BYTE_ORDER_MARK + _row((translate(_LINE), translate(_REASON), *headers), delimiter)
    for line in rejected:
        reason = translate(line.template).format(**line.params)
        yield _row((str(line.number), reason, *line.raw), delimiter)


def _row(cells: Iterable[str], delimiter: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerow(_harmless(cell) for cell in cells)
    return text.getvalue()


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_HIDDEN_STARTS) or cell.lstrip().startswith(_FORMULA_STARTS) else cell
