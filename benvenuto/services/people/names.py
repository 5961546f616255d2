"""What a user name, a name and an agent code may be, in a form and in a list."""

from __future__ import annotations

import re

from benvenuto.domain.hidden_signs import has_hidden_signs
from benvenuto.services.people.people_faults import HiddenSigns, NameMissing, NameTooLong, WrongUsername

LONGEST_NAME = 200
LONGEST_CODE = 120
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,118}")


def checked_username(username: str) -> str:
    """The user name as it is kept: in lower case. Raises WrongUsername."""
    checked = username.strip().lower()
    if not _USERNAME.fullmatch(checked):
        raise WrongUsername
    return checked


def checked_name(name: str) -> str:
    """The name of a person or a team as it is kept. Raises NameMissing, NameTooLong or HiddenSigns."""
    checked = name.strip()
    if not checked:
        raise NameMissing
    return _checked(checked, LONGEST_NAME)


def checked_code(agent_code: str) -> str:
    """An agent code as it is kept; it may be empty. Raises NameTooLong or HiddenSigns."""
    return _checked(agent_code.strip(), LONGEST_CODE)


def _checked(text: str, longest: int) -> str:
    if len(text) > longest:
        raise NameTooLong(longest=longest)
    if has_hidden_signs(text):
        raise HiddenSigns
    return text
