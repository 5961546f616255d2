"""By which words call logs know the agents: what is likely is proposed, what somebody confirms is remembered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.people import Actor, Person
from benvenuto.services.clock import Clock
from benvenuto.services.people.agent_likeness import LikelyAgents, Likenesses
from benvenuto.services.people.agents_of_logs import AgentsOfLogs, adopt_waiting, without_channel
from benvenuto.services.people.names import checked_code
from benvenuto.services.people.people_faults import CodeMissing, NoSuchAgent, NoSuchCode, NoSuchPerson, TakenAgentCode
from benvenuto.storage.database import Database, Transaction


@dataclass(frozen=True)
class AgentCodes:
    """The service of the further codes of agents."""

    database: Database
    clock: Clock

    def agents(self, actor: Actor) -> Sequence[Person]:
        """Everybody whom a code can be given, by name."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.read() as tx:
            return _agents(tx)

    def likely(self, actor: Actor, codes: Iterable[str]) -> Mapping[str, LikelyAgents]:
        """Who could be meant by each of these codes, which mean nobody yet."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.read() as tx:
            likenesses = Likenesses(_agents(tx), tx.people.further_codes())
        return {code: likenesses.of(code) for code in codes}

    def given_to(self, actor: Actor, person_id: int) -> Sequence[str]:
        """The further codes of a person."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.read() as tx:
            return [code for code, holder in tx.people.further_codes().items() if holder == person_id]

    def agent_named(self, actor: Actor, username: str) -> Person:
        """The agent with this user name. Raises NoSuchPerson, or NoSuchAgent for somebody who is none."""
        authorise(actor, Permission.ADMINISTER)
        wanted = username.strip().casefold()
        with self.database.read() as tx:
            for person in _agents(tx):
                if person.username.casefold() == wanted:
                    return person
            raise NoSuchAgent if tx.people.credentials(wanted) else NoSuchPerson(username=username)

    def give(self, actor: Actor, given: Mapping[str, int]) -> int:
        """Let logs know agents by further codes: people by code, all or none; how many waiting calls that gave them.

        Raises CodeMissing, NoSuchAgent, or TakenAgentCode for a code of another agent.
        """
        authorise(actor, Permission.ADMINISTER)
        if not all(code.strip() for code in given):
            raise CodeMissing
        codes = {checked_code(without_channel(code)): person_id for code, person_id in given.items()}
        with self.database.write() as tx:
            tx.advisory_lock("people")
            agents = {person.id: person for person in _agents(tx)}
            further = {code: agents[holder] for code, holder in tx.people.further_codes().items() if holder in agents}
            owners = further | {person.agent_code.casefold(): person for person in agents.values()}
            for code, person_id in codes.items():
                if person_id not in agents:
                    raise NoSuchAgent
                owner = owners.get(code.casefold())
                if owner is not None and owner.id != person_id:
                    raise TakenAgentCode(name=owner.name, code=code)
                tx.people.add_code(code.casefold(), person_id)
                tx.audit.write(self.clock(), actor.id, "code_given", "person", str(person_id), code=code)
            return adopt_waiting(tx)

    def take_away(self, actor: Actor, person_id: int, code: str, *, by_mistake: bool) -> int:
        """Let logs no longer know a person by a further code; how many calls wait for their agent again.

        The calls so far stay theirs, unless the code was given `by_mistake`: then those wait that nobody has evaluated
        or skipped. Raises NoSuchCode.
        """
        authorise(actor, Permission.ADMINISTER)
        with self.database.write() as tx:
            tx.advisory_lock("sampling")  # as taking back an import: who draws these calls waits, and finds them gone
            tx.advisory_lock("people")
            if tx.people.further_codes().get(code) != person_id:
                raise NoSuchCode(code=code)
            before = AgentsOfLogs.of(tx).by_code
            tx.people.remove_code(code)
            after = AgentsOfLogs.of(tx).by_code
            lost = [words for words in tx.calls.codes_of(person_id) if before[words][0] == person_id != after[words][0]]
            waiting = tx.call_imports.let_wait(person_id, lost) if by_mistake else 0
            adopt_waiting(tx)
            tx.audit.write(self.clock(), actor.id, "code_taken", "person", str(person_id), code=code, waiting=waiting)
        return waiting


def _agents(tx: Transaction) -> Sequence[Person]:
    return list({person.id: person for person, _ in tx.people.agents()}.values())
