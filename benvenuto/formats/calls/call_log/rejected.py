"""The rejected lines as a CSV file to download, mend and import again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from benvenuto.domain.faults import message
from benvenuto.formats.calls.call_log.lines import RejectedLine
from benvenuto.formats.spreadsheet import BYTE_ORDER_MARK, csv_row

_LINE, _REASON = message("Line in the file"), message("Reason for rejection")


def rejected_csv(
    headers: Sequence[str],
    rejected: Iterable[RejectedLine],
    *,
    translate: Callable[[str], str] = str,
    delimiter: str = ";",
) -> Iterator[str]:
    """The file in pieces: line number, reason, and the cells as they were found. `translate` takes message ids."""
    yield BYTE_ORDER_MARK + csv_row((translate(_LINE), translate(_REASON), *headers), delimiter, comes_back=True)
    for line in rejected:
        reason = translate(line.template).format(**line.params)
        yield csv_row((str(line.number), reason, *line.raw), delimiter, comes_back=True)
