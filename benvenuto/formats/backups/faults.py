"""What can be wrong with the file of a backup."""

from __future__ import annotations

from benvenuto.domain.faults import BenvenutoError, message


class NoBackup(BenvenutoError):
    """A file of another kind, or one that ends too early: a ZIP has its list of contents at its end."""

    template = message("{file} is no backup, or not a whole one.")
    remedy = message("Choose another file. One that was copied from elsewhere may have been cut short: copy it again.")


class DamagedBackup(BenvenutoError):
    """Something in it is not what was written."""

    template = message("{file} is damaged: {entry} is not what the backup's list of contents says.")
    remedy = message("Nothing was restored. Use another copy of this backup, or an earlier one.")


class BrokenLine(BenvenutoError):
    """A line that is no row of its table, though its hash is right."""

    template = message("{file} was not written by Benvenuto: line {line} of {entry} is no row of its table.")
    remedy = message("Nothing was restored. Use another backup.")


class NewerBackup(BenvenutoError):
    """A layout that later versions write."""

    template = message("{file} was written by a newer version of Benvenuto ({version}).")
    remedy = message("Install that version, and restore with it.")
