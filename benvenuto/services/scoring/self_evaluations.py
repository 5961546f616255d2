"""Self-evaluations: an agent scores an own call for themselves, and reads it beside the supervisor's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.call import Call
from benvenuto.domain.evaluation import Evaluation, EvaluationRow, NotReady, SelectionKind, Status, still_lacking
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.hearing import Heard
from benvenuto.domain.people import Actor, Person, Role
from benvenuto.domain.self_evaluation import HandedIn, counterpart
from benvenuto.services.calls.nameless import by_unknown_agents
from benvenuto.services.clock import Clock
from benvenuto.services.scoring.evaluations import assemble, fetch, readable, reader_of, subject
from benvenuto.services.scoring.listen_first import check_heard, unheard
from benvenuto.services.scoring.scorecards import Scorecards
from benvenuto.storage.database import Database, Transaction


@dataclass(frozen=True, slots=True)
class OwnCall:
    """A call that is the agent's to score. `waiting`: there is feedback on it that they have not opened; `known`, they
    have read marks of it, so that theirs is not blind any more."""

    call: Call
    begun: bool
    waiting: bool
    known: bool


@dataclass(frozen=True, slots=True)
class OwnScores:
    """A self-evaluation that is handed in, and the supervisor's evaluation, once there is one to read beside it.

    `shared_since` is when its agent began to let others read it, None while they do not.
    """

    own: EvaluationRow
    other: EvaluationRow | None
    blind: bool
    shared_since: datetime | None


@dataclass(frozen=True, slots=True)
class SelfPair:
    """What an agent marked in an own call, and what their supervisor did."""

    own: Evaluation
    other: Evaluation
    blind: bool
    shared_since: datetime | None


@dataclass(frozen=True, slots=True)
class Sharer:
    """An agent who shares self-evaluations: all of them since `all_since`, or some."""

    agent: Person
    all_since: datetime | None


@dataclass(frozen=True)
class SelfEvaluationService:
    """The service of self-evaluations. They are nobody's but the agent's, until the agent shares them."""

    database: Database
    clock: Clock
    scorecards: Scorecards

    def calls(self, actor: Actor, limit: int = 20, offset: int = 0) -> tuple[Sequence[OwnCall], int]:
        """One page of the own calls that the actor can score, newest first, and how many there are in all."""
        _of_an_agent(actor)
        with self.database.read() as tx:
            ids, total = tx.self_evaluations.open_to(actor.id, actor.teams(Role.AGENT), limit, offset)
            calls = [call for call in map(tx.calls.get, ids) if call is not None]
            return _own_calls(tx, actor, calls), total

    def waiting(self, actor: Actor) -> int:
        """On how many of the actor's calls there is feedback that they have not opened and can still score blind."""
        calls, _ = self.calls(actor, limit=100)
        return sum(each.waiting and not each.begun and not each.known for each in calls)

    def own_call(self, actor: Actor, call_id: int) -> OwnCall:
        """How an own call stands: as in the list."""
        _of_an_agent(actor)
        with self.database.read() as tx:
            call = tx.calls.get(call_id)
            if call is None or call.agent_id != actor.id:
                raise Forbidden
            return _own_calls(tx, actor, [call])[0]

    def own_first(self, actor: Actor, evaluation_id: int) -> int | None:
        """The call that the actor must hand in, or discard, before they read this evaluation of it; None of others."""
        with self.database.read() as tx:
            stored = tx.evaluations.get(evaluation_id)
            if stored is None or stored.agent_id != actor.id or Role.AGENT not in actor.roles:
                return None
            return stored.call_id if tx.self_evaluations.being_scored(actor.id, [stored.call_id]) else None

    def hand_in(self, actor: Actor, evaluation_id: int) -> Evaluation:
        """Finish an own one; NotReady names what is lacking. Handed in twice, it is handed in once."""
        with self.database.write() as tx:
            stored = fetch(tx, actor, Permission.READ, evaluation_id, lock=True)
            if stored.selection.kind is not SelectionKind.SELF or stored.evaluator_id != actor.id:
                raise Forbidden
            if stored.handed_in_at is None:
                authorise(actor, Permission.EDIT, subject(stored))
                if faults := still_lacking(assemble(tx, self.scorecards, stored)):
                    raise NotReady(faults)
                blind = not _known(tx, actor, stored.call_id, tx.evaluations.of_call(stored.call_id))
                tx.self_evaluations.hand_in(evaluation_id, self.clock(), blind=blind)
                tx.audit.write(self.clock(), actor.id, "self_evaluation_handed_in", "evaluation", evaluation_id)
            return assemble(tx, self.scorecards, fetch(tx, actor, Permission.READ, evaluation_id))

    def listed(self, actor: Actor, agent_id: int | None = None) -> Sequence[OwnScores]:
        """What the actor has handed in, newest first; of another agent, what they share and both have scored."""
        with self.database.read() as tx:
            return scored_calls(tx, actor, actor.id if agent_id is None else agent_id)

    def pair(self, actor: Actor, evaluation_id: int) -> SelfPair:
        """One with its counterpart, for its agent and whom it is shared with; Forbidden while there is only one."""
        with self.database.read() as tx:
            stored = tx.evaluations.get(evaluation_id)
            if stored is None:
                raise Forbidden
            for each in scored_calls(tx, actor, stored.agent_id, evaluation_id):
                if each.other is not None:
                    own, other = (assemble(tx, self.scorecards, row) for row in (each.own, each.other))
                    pair = SelfPair(own, other, each.blind, each.shared_since)
                    break
            else:
                if evaluation_id in tx.self_evaluations.of_agents([stored.agent_id], shared=True):
                    check_heard(tx, actor, stored)
                raise Forbidden
            reader = reader_of(tx, actor, stored, self.clock())
        reader.note(self.database, Heard.EVALUATION)
        return pair

    def beside(self, actor: Actor, call_id: int) -> int | None:
        """The self-evaluation of a call that the actor can read beside the supervisor's; None where there is none."""
        with self.database.read() as tx:
            own = [row for row in tx.evaluations.of_call(call_id) if row.handed_in_at is not None]
            pairs = [each for row in own for each in scored_calls(tx, actor, row.agent_id, row.id)]
            return next((each.own.id for each in pairs if each.other is not None), None)

    def sharers(self, actor: Actor) -> Sequence[Sharer]:
        """The agents of the teams that the actor supervises or manages who share anything, by name."""
        if not actor.roles & {Role.SUPERVISOR, Role.MANAGER}:
            raise Forbidden
        with self.database.read() as tx:
            agents = {person.id: person for person in _overseen(tx, actor)}
            if not agents:
                return ()
            everything = tx.self_evaluations.all_shared(list(agents))
            some = tx.evaluations.these(list(tx.self_evaluations.of_agents(list(agents), shared=True)))
            sharing = everything.keys() | {row.agent_id for row in some}
            return [Sharer(person, everything.get(person.id)) for person in agents.values() if person.id in sharing]

    def shares_all(self, actor: Actor) -> datetime | None:
        """Since when the actor shares all of theirs, None if not."""
        _of_an_agent(actor)
        with self.database.read() as tx:
            return tx.self_evaluations.all_shared([actor.id]).get(actor.id)

    def share(self, actor: Actor, evaluation_id: int, *, shared: bool) -> None:
        """Let supervisors and managers of the team read one beside the supervisor's, or no longer."""
        with self.database.write() as tx:
            stored = fetch(tx, actor, Permission.READ, evaluation_id, lock=True)
            handed_in = tx.self_evaluations.get(evaluation_id)
            if stored.evaluator_id != actor.id or handed_in is None:
                raise Forbidden
            if (handed_in.shared_at is not None) != shared:
                tx.self_evaluations.share(evaluation_id, self.clock() if shared else None)
                action = "self_evaluation_shared" if shared else "self_evaluation_unshared"
                tx.audit.write(self.clock(), actor.id, action, "evaluation", evaluation_id)

    def share_all(self, actor: Actor, *, shared: bool) -> None:
        """The same of all of theirs, those to come as well; no longer, and none is shared, nor one by itself."""
        _of_an_agent(actor)
        with self.database.write() as tx:
            before = actor.id in tx.self_evaluations.all_shared([actor.id])
            some = tx.self_evaluations.of_agents([actor.id], shared=True)
            if before == shared and (shared or not some):
                return
            tx.self_evaluations.share_all(actor.id, self.clock() if shared else None)
            action = "self_evaluations_shared" if shared else "self_evaluations_unshared"
            tx.audit.write(self.clock(), actor.id, action, "person", actor.id)


def scored_calls(tx: Transaction, actor: Actor, agent_id: int, evaluation_id: int | None = None) -> Sequence[OwnScores]:
    """What an agent has handed in, or one of it, as far as the actor may read it; of their own, all.

    Of another's, only what is shared and stands beside an evaluation that they may read, in a call that they are not
    scoring themselves: what the agent marked must not be known to who has still to mark.
    """
    mine = agent_id == actor.id and Role.AGENT in actor.roles
    if not mine and agent_id not in {person.id for person in _overseen(tx, actor)}:
        return ()
    handed_in = tx.self_evaluations.of_agents([agent_id], shared=not mine)
    if evaluation_id is not None:
        handed_in = {number: each for number, each in handed_in.items() if number == evaluation_id}
    since = tx.self_evaluations.all_shared([agent_id]).get(agent_id)
    rows = tx.evaluations.these(list(handed_in))
    unknown = by_unknown_agents(tx, actor, rows)
    own = {row.id: row for row in rows if row.id not in unknown}
    others = _counterparts(tx, actor, [row.call_id for row in own.values()])
    scored = [
        OwnScores(own[number], others.get(own[number].call_id), each.blind, _earlier(each, since))
        for number, each in handed_in.items()
        if number in own
    ]
    return scored if mine else [each for each in scored if each.other is not None]


def _counterparts(tx: Transaction, actor: Actor, call_ids: Sequence[int]) -> Mapping[int, EvaluationRow]:
    """Of each of these calls the supervisor's evaluation, where the actor may read what is marked in it."""
    by_call: dict[int, list[EvaluationRow]] = {}
    scoring = set[int]()
    for row in tx.evaluations.of_calls(call_ids):
        by_call.setdefault(row.call_id, []).append(row)
        if row.evaluator_id == actor.id and row.status is Status.DRAFT and row.selection.kind is not SelectionKind.SELF:
            scoring.add(row.call_id)
    theirs = [other for rows in by_call.values() if (other := counterpart(rows)) is not None]
    open_to_them = readable(tx, actor, theirs)
    to_hear = unheard(tx, actor, open_to_them)
    return {row.call_id: row for row in open_to_them if row.id not in to_hear and row.call_id not in scoring}


def _earlier(handed_in: HandedIn, all_since: datetime | None) -> datetime | None:
    return min((since for since in (handed_in.shared_at, all_since) if since is not None), default=None)


def _overseen(tx: Transaction, actor: Actor) -> Sequence[Person]:
    """The agents that the actor supervises or manages, other than themselves."""
    teams = actor.teams(Role.SUPERVISOR) | actor.teams(Role.MANAGER)
    agents = tx.people.agents(teams) if teams else ()
    return [person for person, _ in agents if person.active and person.id != actor.id]


def _own_calls(tx: Transaction, actor: Actor, calls: Sequence[Call]) -> Sequence[OwnCall]:
    by_call: dict[int, list[EvaluationRow]] = {call.id: [] for call in calls}
    for row in tx.evaluations.of_calls(list(by_call)):
        by_call[row.call_id].append(row)
    own = []
    for call in calls:
        rows = by_call[call.id]
        begun = any(row.evaluator_id == actor.id and row.selection.kind is SelectionKind.SELF for row in rows)
        known = _known(tx, actor, call.id, rows)
        other = counterpart(rows)
        own.append(OwnCall(call, begun, waiting=other is not None and other.first_read_at is None, known=known))
    return own


def _known(tx: Transaction, actor: Actor, call_id: int, rows: Sequence[EvaluationRow]) -> bool:
    """Whether the agent has read marks of the call, or may have, where they oversee the team that it is in."""
    overseen = actor.teams(Role.SUPERVISOR) | actor.teams(Role.MANAGER)
    others = [row for row in rows if row.evaluator_id != actor.id and row.status is not Status.DRAFT]
    read = any(row.first_read_at is not None or row.team_id in overseen for row in others)
    return read or tx.self_evaluations.marks_were_read(call_id)


def _of_an_agent(actor: Actor) -> None:
    if Role.AGENT not in actor.roles:
        raise Forbidden
