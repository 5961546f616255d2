"""What can be wrong, said so that it can be translated: a message, a place and a remedy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar


def message(text: str) -> str:
    """Mark a message for translation; the catalogue is applied where the message meets its reader."""
    return text


class BenvenutoError(Exception):
    """A fault a person can mend. `template` and `remedy` are message ids; keyword arguments fill both."""

    template: ClassVar[str]
    remedy: ClassVar[str] = ""

    def __init__(self, **params: object) -> None:
        self.params: Mapping[str, object] = params
        super().__init__(self.template.format(**params))


class Forbidden(BenvenutoError):
    """The actor may not do this to this subject; raised alike when the subject does not exist."""

    template = message("You do not have access to this.")
    remedy = message("If you think you should have it, ask an administrator.")


class DatabaseUnavailable(BenvenutoError):
    """The database cannot be reached, is held by somebody else for too long, or has no room left."""

    template = message("The database does not answer, or takes no changes at the moment.")
    remedy = message(
        "What you have marked and written is kept in this window. Try again in a minute; "
        "if it stays so, tell an administrator."
    )


class NoSuchPath(BenvenutoError):
    """A file or folder that is not there."""

    template = message("There is nothing at {path}.")
    remedy = message("Check the path.")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file. `line` counts from 1, 0 when the whole file is meant; `path` is a place inside it."""

    file: str
    line: int
    path: str
    template: str
    remedy: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The message in English, filled in."""
        return self.template.format(**self.params)
