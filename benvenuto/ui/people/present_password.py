"""The password in use, asked for once more before something about the account changes."""

from __future__ import annotations

from benvenuto.domain.faults import BenvenutoError, message


class NotThePresentPassword(BenvenutoError):
    """The password that should open the change is not the one in use."""

    template = message("That is not your current password.")
    remedy = message("Enter the password you signed in with.")
