"""Call logs from CSV, Excel or Asterisk, read by columns into typed calls; nothing is written here."""

from benvenuto.formats.calls.call_log.columns import REQUIRED, TITLES, CallField, check_mapping, guess_mapping
from benvenuto.formats.calls.call_log.dialects import ASTERISK, DIALECTS, GENERIC, Dialect, detect_dialect
from benvenuto.formats.calls.call_log.durations import DurationUnit
from benvenuto.formats.calls.call_log.lines import ApartLine, Lines, LoggedCall, LoggedCalls, RejectedLine
from benvenuto.formats.calls.call_log.opening import Beginning, beginning, open_table
from benvenuto.formats.calls.call_log.reading import read_lines
from benvenuto.formats.calls.call_log.rejected import rejected_csv
from benvenuto.formats.calls.call_log.statuses import APART, Apart
from benvenuto.formats.calls.call_log.table import LogTable
from benvenuto.formats.calls.call_log.understanding import Decided, LogChoices, LogReading, Scored, understand

__all__ = [
    "APART",
    "ASTERISK",
    "DIALECTS",
    "GENERIC",
    "REQUIRED",
    "TITLES",
    "Apart",
    "ApartLine",
    "Beginning",
    "CallField",
    "Decided",
    "Dialect",
    "DurationUnit",
    "Lines",
    "LogChoices",
    "LogReading",
    "LogTable",
    "LoggedCall",
    "LoggedCalls",
    "RejectedLine",
    "Scored",
    "beginning",
    "check_mapping",
    "detect_dialect",
    "guess_mapping",
    "open_table",
    "read_lines",
    "rejected_csv",
    "understand",
]
