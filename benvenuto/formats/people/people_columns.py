"""The columns of a list of people, and the roles in it, as people write them in Italian and English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum

from benvenuto.domain.faults import message
from benvenuto.domain.people import Role
from benvenuto.formats.people.list_faults import PeopleColumnTwice


class PersonField(StrEnum):
    """What a list can tell of a person."""

    NAME = "name"
    SURNAME = "surname"
    USERNAME = "username"
    ROLE = "role"
    TEAM = "team"
    AGENT_CODE = "agent_code"


TITLES: Mapping[PersonField, str] = {
    PersonField.NAME: message("Name"),
    PersonField.SURNAME: message("Surname, if separate from the name"),
    PersonField.USERNAME: message("User name"),
    PersonField.ROLE: message("Role"),
    PersonField.TEAM: message("Team"),
    PersonField.AGENT_CODE: message("Agent code"),
}

REQUIRED = (PersonField.NAME, PersonField.USERNAME, PersonField.ROLE)

_WHOLE_NAMES = "full name|nome e cognome|cognome e nome|nome completo|nominativo"
# best first: of two headers that could hold a field, the one named earlier does
_HEADERS: Mapping[PersonField, str] = {
    PersonField.NAME: f"{_WHOLE_NAMES}|name|nome|first name|given name",
    PersonField.SURNAME: "surname|last name|family name|cognome",
    PersonField.USERNAME: "user name|username|nome utente|user|utente|user id|account|userid",
    PersonField.ROLE: "role|ruolo|roles|ruoli|profile|profilo|mansione",
    PersonField.TEAM: "team|squadra|group|gruppo|reparto|department",
    PersonField.AGENT_CODE: (
        "agent code|codice operatore|codice agente|agent id|operator code|id operatore|code|codice|extension|interno"
    ),
}
_ROLES: Mapping[Role, str] = {
    Role.AGENT: "agent|agents|operatore|operatrice|operator|agente|addetto|addetta",
    Role.SUPERVISOR: "supervisor|supervisore|supervisora|team leader|teamleader|evaluator|valutatore|valutatrice",
    Role.MANAGER: "manager|responsabile",
    Role.ADMINISTRATOR: "administrator|admin|amministratore|amministratrice",
}
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


def columns_of(headers: Sequence[str]) -> Mapping[PersonField, int]:
    """The place of each field among the headers, as far as one of them names it."""
    folded = [_fold(header) for header in headers]
    columns: dict[PersonField, int] = {}
    for field, names in _HEADERS.items():
        place = next((folded.index(name) for name in names.split("|") if name in folded), None)
        if place is not None:
            columns[field] = place
    if PersonField.NAME in columns and folded[columns[PersonField.NAME]] in _WHOLE_NAMES.split("|"):
        columns.pop(PersonField.SURNAME, None)
    return columns


def check_columns(headers: Sequence[str]) -> None:
    """PeopleColumnTwice when two headers that are read are alike."""
    folded = [_fold(header) for header in headers]
    for place in columns_of(headers).values():
        if folded.count(folded[place]) > 1:
            raise PeopleColumnTwice(column=headers[place])


def role_of(text: str) -> Role | None:
    """The role that is meant; None for a word that is none."""
    return _ROLE_OF.get(_fold(text))


def _fold(text: str) -> str:
    """Lower case without accents or punctuation, words apart by one space."""
    bare = unicodedata.normalize("NFKD", _CAMEL.sub(" ", text)).encode("ascii", "ignore").decode("ascii")
    return _NOT_WORD.sub(" ", bare.lower()).strip()


_ROLE_OF = {word: role for role, words in _ROLES.items() for word in words.split("|")}
