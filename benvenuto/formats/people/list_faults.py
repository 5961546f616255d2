"""What can be wrong with a list of people as a whole; what is wrong with one line is told of that line."""

from __future__ import annotations

from benvenuto.domain.faults import BenvenutoError, message

_SAVE_AS = message("Save it from your spreadsheet program as CSV or as Excel workbook (.xlsx).")


class PeopleListError(BenvenutoError):
    """A list of people that cannot be read at all."""

    template = message("This list of people cannot be read.")
    remedy = _SAVE_AS


class NoPeopleTable(PeopleListError):
    """Neither separated text nor an Excel workbook."""

    template = message("The file holds no table of people.")


class PeopleListTooLarge(PeopleListError):
    """More than one list of people has."""

    template = message("The list is too long: at most {lines} people and {megabytes} MB are read.")
    remedy = message("Split it, and add one part after the other.")


class BrokenPeopleLine(PeopleListError):
    """Quotation marks that do not close: nobody can tell where the lines after them begin."""

    template = message("From line {line} on the quotation marks do not match.")
    remedy = message("Correct that line, and choose the file again.")


class PeopleColumnsMissing(PeopleListError):
    """No line at the top names the columns that every person needs."""

    template = message("The list needs columns for name, user name and role, and not all of them are named at its top.")
    remedy = message("Give the columns the names that they have in the example.")


class PeopleColumnTwice(PeopleListError):
    """Two columns of one name: nobody can say which is meant."""

    template = message("More than one column is called {column}.")
    remedy = message("Give each column a name of its own.")
