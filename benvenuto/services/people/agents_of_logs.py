"""Whose call a log's words mean: by code, by user name, by name, in the forms in which telephone systems write them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from benvenuto.formats.calls.call_log.vocabulary import fold
from benvenuto.storage.database import Transaction

AgentAndTeam = tuple[int | None, int | None]

_NOBODY: AgentAndTeam = (None, None)
_PART = re.compile(r"[()\[\]<>|/;]|\s[-–]\s|^[A-Za-z]+/")
_CHANNEL = re.compile(r"(?<=/)([^/\s]+)-[0-9a-f]{8}(?:;\d)?$")
_MOST = 100_000
_NO_NAME = frozenset(("agent", "sip", "pjsip", "iax2", "local", "ext", "int", "interno", "extension", "operatore"))


@dataclass(frozen=True, slots=True)
class AgentsOfLogs:
    """The agents there are, with what tells of any change to them."""

    at_a_glance: str
    by_code: ByCode

    @classmethod
    def of(cls, tx: Transaction) -> AgentsOfLogs:
        """Those of now."""
        codes, usernames, names = dict[str, set[int]](), dict[str, set[int]](), dict[str, set[int]]()
        teams = dict[int, int]()
        for person, team_id in tx.people.agents():
            teams[person.id] = team_id
            codes.setdefault(person.agent_code.strip().casefold(), set()).add(person.id)
            usernames.setdefault(person.username.casefold(), set()).add(person.id)
            names.setdefault(_name_key(person.name), set()).add(person.id)
        for code, person_id in tx.people.further_codes().items():
            if person_id in teams:  # an agent's own code was decided later, or this one could not have been given
                codes.setdefault(code, {person_id})
        codes.pop("", None)
        return cls(glance(tx), ByCode((codes, usernames, names), teams))


def adopt_waiting(tx: Transaction) -> int:
    """Give the calls that wait for an agent to whom their words mean by now; how many they were.

    To be called in the transaction of every change to agents, so that a call that came before it is treated as one
    that comes after it.
    """
    by_code = AgentsOfLogs.of(tx).by_code
    meant = ((code, by_code[code]) for code in tx.calls.unknown_codes())
    return sum(tx.calls.adopt(code, agent, team) for code, (agent, team) in meant if agent and team)


def as_asked(counts: Mapping[str, int]) -> Mapping[str, int]:
    """Codes with the number of their calls, those of one agent together: capitals and channels tell nobody apart."""
    written, numbers = dict[str, str](), Counter[str]()
    for words, number in counts.items():
        code = without_channel(words)
        numbers[written.setdefault(code.casefold(), code)] += number
    return dict(numbers.most_common())


def glance(tx: Transaction) -> str:
    """Another text when any agent comes, goes, moves or is called otherwise."""
    return f"{tx.people.agents_at_a_glance()}\n{tx.people.further_codes()}"


class ByCode(dict[str, AgentAndTeam]):
    """Agent and team by the words of a log; None where they mean nobody, or could mean two."""

    def __init__(self, known: tuple[dict[str, set[int]], ...], teams: dict[int, int]) -> None:
        super().__init__()
        self._known = known
        self._teams = teams

    def __missing__(self, words: str) -> AgentAndTeam:
        text = without_channel(words)
        meant = self._meant_by(text)
        if meant is None:
            meant = self._meant_by_parts(text)
        agent_id = next(iter(meant)) if meant and len(meant) == 1 else None
        if len(self) >= _MOST:
            self.clear()
        agent_and_team = self[words] = _NOBODY if agent_id is None else (agent_id, self._teams[agent_id])
        return agent_and_team

    def _meant_by(self, words: str) -> set[int] | None:
        """Who has this code, else this user name, else this name; two people where a name is theirs; None: nobody."""
        codes, usernames, names = self._known
        text = words.strip().casefold()
        return codes.get(text) or usernames.get(text) or names.get(_name_key(words))

    def _meant_by_parts(self, words: str) -> set[int] | None:
        """Who is meant by `Giulia Rossi (201)`, `201 - Giulia Rossi`, `Agent/201`, `giulia@example.org`: everything
        that stands there must mean the same person."""
        parts = [words.split("@", maxsplit=1)[0]] if "@" in words else _PART.split(words)
        meant = [self._meant_by(part) for part in parts if _says_who(part)]
        if not meant or None in meant:
            return None
        certain = [people for people in meant if people]
        return set.intersection(*certain)


def without_channel(words: str) -> str:
    """Without the number of its channel, which is another one in each call: `PJSIP/201-00000a3c`."""
    return _CHANNEL.sub(r"\1", words)


def _says_who(part: str) -> bool:
    return bool(part.strip()) and part.strip().casefold() not in _NO_NAME


def _name_key(name: str) -> str:
    """A name whatever the order, case and accents of its words."""
    return " ".join(sorted(_words(name)))


def _words(name: str) -> Iterable[str]:
    return fold(name).split() or [name.strip().casefold()]
