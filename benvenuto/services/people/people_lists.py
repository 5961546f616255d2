"""Adding people from a list: every line is looked at before anything is written, then all are added or nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from argon2 import PasswordHasher

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.hidden_signs import has_hidden_signs
from benvenuto.domain.people import Actor, Membership, Person, Role, Team
from benvenuto.domain.text import known_language
from benvenuto.formats.people.people_columns import PersonField, role_of
from benvenuto.formats.people.people_table import PeopleTable, PersonLine, read_people
from benvenuto.services.clock import Clock
from benvenuto.services.people.agents_of_logs import adopt_waiting
from benvenuto.services.people.names import checked_code, checked_name, checked_username
from benvenuto.services.people.passwords import HASHER, ONE_TIME_LIFETIME, hash_password, new_password
from benvenuto.services.people.people import roles_held
from benvenuto.services.people.people_faults import HiddenSigns, TakenAgentCode, TeamMissing
from benvenuto.storage.database import Database, Transaction

_CLOSED = message("The account is closed.")


class LinesRefused(BenvenutoError):
    """Adding a list of which a line cannot be added: nobody is."""

    template = message("Nobody was added: some lines of the list are refused.")
    remedy = message("Correct these lines in the file, and choose it again.")


class NobodyNew(BenvenutoError):
    """Adding a list of people who are all here."""

    template = message("Everybody on the list is here already.")


class PeopleOvertaken(BenvenutoError):
    """Somebody changed people or teams between the look at the list and its addition."""

    template = message("Nobody was added: people or teams have changed in the meantime.")
    remedy = message("Look at the list again.")


class LineRefused(BenvenutoError):
    """One line that cannot be added."""

    template = message("This line cannot be read.")


class CellsBeyond(LineRefused):
    """A separator inside a cell, as a rule: what is right of it has moved into the wrong column."""

    template = message("There are more cells than columns.")


class NoSuchRole(LineRefused):
    """A role that there is not."""

    template = message("“{role}” is no role: there are agent, supervisor, manager and administrator.")


class RoleMissing(LineRefused):
    """No role."""

    template = message("The role is missing.")


class TeamOfAdministrator(LineRefused):
    """An administrator in a team."""

    template = message("An administrator belongs to no team.")


class ListedTwice(LineRefused):
    """A user name that an earlier line has: one line adds one person."""

    template = message("The user name {username} is also on line {line}.")


class LineState(StrEnum):
    """What would become of a line."""

    NEW = "new"
    THERE = "there"
    DIFFERS = "differs"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Listed:
    """A line that makes sense: a person, with a role in the team of this name (empty for an administrator)."""

    name: str
    username: str
    role: Role
    team: str
    agent_code: str


@dataclass(frozen=True, slots=True)
class ListLine:
    """What would become of a line of the list.

    `template` and `params` say why, and `at` names the cell; `differing` are the fields in which the person who is here
    has something else, which stays.
    """

    line: PersonLine
    state: LineState
    listed: Listed | None = None
    differing: Sequence[PersonField] = ()
    template: str = ""
    params: Mapping[str, object] = field(default_factory=dict)
    at: PersonField | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """What would become of a list: each of its lines, the teams that would be added, the headers that nothing reads."""

    lines: Sequence[ListLine]
    teams: Sequence[str]
    unread: Sequence[str]

    def of(self, state: LineState) -> Sequence[ListLine]:
        """The lines of which this would become."""
        return [line for line in self.lines if line.state is state]


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account that was added, with the one-time password to hand over."""

    name: str
    username: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PeopleAdded:
    """Whom a list added, which teams, and until when the one-time passwords let them in."""

    accounts: Sequence[NewAccount]
    teams: Sequence[str]
    expires_at: datetime


@dataclass(frozen=True)
class PeopleLists:
    """The service of lists of people."""

    database: Database
    clock: Clock
    hasher: PasswordHasher = HASHER

    def look(self, actor: Actor, source: bytes) -> Looked:
        """What would become of each line; nothing is written. Raises PeopleListError for a file that is no list."""
        authorise(actor, Permission.ADMINISTER)
        return self._compared(read_people(source))

    def add(
        self,
        actor: Actor,
        source: bytes,
        language: str,
        progress: Callable[[int, int], None] = lambda done, of: None,
    ) -> PeopleAdded:
        """Add everybody who is new and the teams that they need, or nobody; `progress` is told of the passwords made.

        Raises LinesRefused, NobodyNew, PeopleOvertaken, or PeopleListError. Who is here stays as they are.
        """
        authorise(actor, Permission.ADMINISTER)
        table, language = read_people(source), known_language(language)
        looked = self._compared(table)
        if looked.of(LineState.REFUSED):
            raise LinesRefused
        new = [line.listed for line in looked.of(LineState.NEW) if line.listed]
        if not new:
            raise NobodyNew
        accounts, hashes = [], []
        for listed in new:  # before the transaction: hashing takes a while, and others write too
            accounts.append(NewAccount(listed.name, listed.username, new_password()))
            hashes.append(hash_password(accounts[-1].password, self.hasher))
            progress(len(accounts), len(new))
        expires_at = self.clock() + ONE_TIME_LIFETIME
        with self.database.write() as tx:
            tx.advisory_lock("people")
            if compared(table, tx.people.everyone(), tx.people.teams()) != looked:
                raise PeopleOvertaken
            teams = self._add_teams(tx, actor, looked.teams)
            for listed, hashed in zip(new, hashes, strict=True):
                self._add(tx, actor, listed, teams.get(listed.team.lower()), hashed, expires_at, language)
            adopt_waiting(tx)
        return PeopleAdded(accounts, looked.teams, expires_at)

    def _compared(self, table: PeopleTable) -> Looked:
        with self.database.read() as tx:
            return compared(table, tx.people.everyone(), tx.people.teams())

    def _add_teams(self, tx: Transaction, actor: Actor, names: Sequence[str]) -> Mapping[str, int]:
        for name in names:
            tx.audit.write(self.clock(), actor.id, "team_added", "team", tx.people.add_team(name), name=name)
        return {team.name.lower(): team.id for team in tx.people.teams()}

    def _add(
        self,
        tx: Transaction,
        actor: Actor,
        listed: Listed,
        team_id: int | None,
        hashed: str,
        expires_at: datetime,
        language: str,
    ) -> None:
        person_id = tx.people.add(
            listed.username,
            listed.name,
            language,
            hashed,
            self.clock(),
            agent_code=listed.agent_code,
            must_change_password=True,
            password_expires_at=expires_at,
        )
        held = [Membership(listed.role, team_id)]
        tx.people.set_memberships(person_id, held)
        detail = {"username": listed.username, "roles": roles_held(tx, held)}
        tx.audit.write(self.clock(), actor.id, "person_added", "person", person_id, **detail)


def compared(table: PeopleTable, people: Sequence[Person], teams: Sequence[Team]) -> Looked:
    """What would become of each line of a list, beside the people and teams that there are."""
    comparison = _Comparison(people, teams)
    lines = [comparison.line(line) for line in table.lines]
    return Looked(lines, list(comparison.new_teams.values()), table.unread)


class _Comparison:
    """The lines one after another: a later one must agree with those before it."""

    def __init__(self, people: Sequence[Person], teams: Sequence[Team]) -> None:
        self._people = {person.username.lower(): person for person in people}
        self._teams = {team.name.lower(): team for team in teams}
        self._codes = {person.agent_code.casefold(): person.name for person in people if person.agent_code}
        self._numbers: dict[str, int] = {}
        self.new_teams: dict[str, str] = {}

    def line(self, line: PersonLine) -> ListLine:
        """What would become of it."""
        at: PersonField | None = None
        try:
            if line.beyond:
                raise CellsBeyond
            at = PersonField.NAME
            name = checked_name(line.name)
            at = PersonField.USERNAME
            username = self._only_here(line)
            at = PersonField.AGENT_CODE
            code = checked_code(line.agent_code)
            at = PersonField.ROLE
            role = _role(line.role)
            at = PersonField.TEAM
            team = _team(line.team, role)
            known = self._people.get(username)
            if known is not None:
                return self._there(line, known, Listed(name, username, role, team, code))
            at = PersonField.AGENT_CODE
            listed = Listed(name, username, role, team, code or (username if role is Role.AGENT else ""))
            self._keep_code(listed)
        except BenvenutoError as refused:
            return ListLine(line, LineState.REFUSED, template=refused.template, params=refused.params, at=at)
        if team and team.lower() not in self._teams:
            self.new_teams.setdefault(team.lower(), team)
        return ListLine(line, LineState.NEW, listed)

    def _only_here(self, line: PersonLine) -> str:
        username = checked_username(line.username)
        first = self._numbers.setdefault(username, line.number)
        if first != line.number:
            raise ListedTwice(username=username, line=first)
        return username

    def _keep_code(self, listed: Listed) -> None:
        code = listed.agent_code.casefold()
        if code in self._codes:
            raise TakenAgentCode(name=self._codes[code], code=listed.agent_code)
        if code:
            self._codes[code] = listed.name

    def _there(self, line: PersonLine, known: Person, listed: Listed) -> ListLine:
        team = self._teams.get(listed.team.lower())
        roles = {membership.role for membership in known.memberships}
        differing = {
            PersonField.NAME: listed.name != known.name,
            PersonField.ROLE: listed.role not in roles,
            PersonField.TEAM: bool(listed.team)
            and listed.role in roles
            and (team is None or Membership(listed.role, team.id) not in known.memberships),
            PersonField.AGENT_CODE: bool(listed.agent_code)
            and listed.agent_code.casefold() != known.agent_code.casefold(),
        }
        fields = [field for field, differs in differing.items() if differs]
        closed = "" if known.active else _CLOSED
        return ListLine(line, LineState.DIFFERS if fields or closed else LineState.THERE, listed, fields, closed)


def _role(text: str) -> Role:
    if not text:
        raise RoleMissing
    if has_hidden_signs(text):
        raise HiddenSigns
    role = role_of(text)
    if role is None:
        raise NoSuchRole(role=text[:40])
    return role


def _team(text: str, role: Role) -> str:
    if role is Role.ADMINISTRATOR:
        if text:
            raise TeamOfAdministrator
        return ""
    if not text:
        raise TeamMissing
    return checked_name(text)
