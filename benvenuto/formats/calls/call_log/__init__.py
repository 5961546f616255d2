"""Call logs from CSV, Excel or Asterisk, read line by line into typed calls; nothing is written here."""

from benvenuto.formats.calls.call_log.columns import REQUIRED, TITLES, CallField, check_mapping, guess_mapping
from benvenuto.formats.calls.call_log.dialects import ASTERISK, DIALECTS, GENERIC, Dialect, detect_dialect
from benvenuto.formats.calls.call_log.lines import LoggedCall, LoggedCalls, RejectedLine
from benvenuto.formats.calls.call_log.opening import open_table
from benvenuto.formats.calls.call_log.preview import Preview, preview
from benvenuto.formats.calls.call_log.reading import one_by_one, read_lines
from benvenuto.formats.calls.call_log.rejected import rejected_csv
from benvenuto.formats.calls.call_log.table import LogTable

__all__ = [
    "ASTERISK",
    "DIALECTS",
    "GENERIC",
    "REQUIRED",
    "TITLES",
    "CallField",
    "Dialect",
    "LogTable",
    "LoggedCall",
    "LoggedCalls",
    "Preview",
    "RejectedLine",
    "check_mapping",
    "detect_dialect",
    "guess_mapping",
    "one_by_one",
    "open_table",
    "preview",
    "read_lines",
    "rejected_csv",
]
