"""What can be wrong with a call log as a whole; what is wrong with one line is a RejectedLine."""

from __future__ import annotations

from benvenuto.domain.faults import BenvenutoError, message

_SAVE_AS = message("Open it in your spreadsheet program and save it as CSV or as Excel workbook (.xlsx).")


class CallLogError(BenvenutoError):
    """A call log that cannot be read at all."""

    template = message("This call log cannot be read.")
    remedy = _SAVE_AS


class NoSuchFile(CallLogError):
    """There is no readable file at this path."""

    template = message("The file {file} does not exist or cannot be read.")
    remedy = message("Check the name, the folder and the permissions.")


class EmptyFile(CallLogError):
    """Nothing in it."""

    template = message("The file is empty.")
    remedy = message("Export the call log again and check that it holds lines.")


class NotATable(CallLogError):
    """Neither separated text nor an Excel workbook."""

    template = message("The file holds no table of calls.")
    remedy = _SAVE_AS


class WebPage(CallLogError):
    """HTML under the name of a table, as some telephone systems export it."""

    template = message("The file is a web page, whatever its name says.")
    remedy = _SAVE_AS


class NotSeparated(CallLogError):
    """Data of another form than lines and columns, as an interface between programs hands it over."""

    template = message("The file is {kind}, not a table.")
    remedy = message("Export the calls as CSV or as Excel workbook (.xlsx), one line per call.")


class OldExcel(CallLogError):
    """The binary format of Excel up to 2003."""

    template = message("The file is in the old Excel format (.xls).")
    remedy = _SAVE_AS


class EncryptedWorkbook(CallLogError):
    """Protected by a password."""

    template = message("The workbook is protected by a password.")
    remedy = message("Open it, remove the password and save it again.")


class NoSuchSheet(CallLogError):
    """A sheet was asked for that the workbook does not have."""

    template = message("The workbook has no visible sheet with the name: {sheet}.")
    remedy = message("Choose among its sheets: {sheets}.")


class NoSuchField(CallLogError):
    """A column was named for something that is no field of a call."""

    template = message("“{field}” is not a field of a call.")
    remedy = message("Write field=column, with one of these fields: {fields}.")


class NoSuchTimeZone(CallLogError):
    """A time zone that the time zone database does not have."""

    template = message("There is no time zone with the name: {zone}.")
    remedy = message("Write it as in the time zone database, for example Europe/Rome or UTC.")


class DamagedWorkbook(CallLogError):
    """A zip archive that openpyxl cannot read as a workbook."""

    template = message("The workbook is damaged.")
    remedy = message("Open it in your spreadsheet program, let it repair the file, and save it again.")


class TooLarge(CallLogError):
    """More than is read in one go, packed or unpacked."""

    template = message("The file is too large: {found} MB, at most {limit} MB are read.")
    remedy = message("Export a shorter period, or split the file.")


class NoHeader(CallLogError):
    """The first lines name no columns."""

    template = message("No line with the names of the columns was found at the top of the file.")
    remedy = message("Put the column names on the first line, for example: Date and time; Agent; Duration.")


class MissingColumns(CallLogError):
    """The mapping leaves out what a call cannot be without."""

    template = message(
        "No column is chosen for the start of the call or for the agent. The columns of the file: {columns}."
    )
    remedy = message(
        "Choose the column that holds the date and time, and the one that holds the agent; in a command with"
        " --column started_at=… and --column agent=…"
    )


class NotCallRecords(CallLogError):
    """The dialect of Asterisk was chosen for a file of another kind."""

    template = message("These are not Asterisk call records: the columns {columns} are missing.")
    remedy = message("Read the file as a table with column names, or export the call records (CDR) again.")


class UnknownColumns(CallLogError):
    """The mapping names columns that the file does not have."""

    template = message("The file has no column with the name: {columns}.")
    remedy = message("Choose among the columns of this file.")


class NoCallIds(CallLogError):
    """Calls are to be corrected by a log that does not say which call is which."""

    template = message(
        "No column holds call ids, so no call can be set right: each is known by its start, agent, caller and duration,"
        " and where these have changed it would be added once more."
    )
    remedy = message("Choose the column of the call ids, or take the first import back and import this file again.")
