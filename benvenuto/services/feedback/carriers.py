"""What carries a message out of the application, and how it says that it did not arrive."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message as it leaves: never a name, a score or anybody's words."""

    address: str = field(repr=False)
    message_id: str
    subject: str
    text: str


class Undelivered(Exception):
    """It was not taken over there. `final`: to try again would change nothing. `surely_unsent`: nobody has it."""

    def __init__(self, reason: str, *, final: bool = False, surely_unsent: bool = True) -> None:
        self.reason, self.final, self.surely_unsent = reason, final, surely_unsent
        super().__init__(reason)


class Carrier(Protocol):
    """A way out."""

    def carry(self, outgoing: Outgoing) -> None:
        """Hand it over, once; Undelivered says why not."""
