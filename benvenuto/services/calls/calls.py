"""The inbox, and a call's facts, sound and words for whoever may have them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from benvenuto.domain.access import Permission, Scope, Subject, authorise, can, scope
from benvenuto.domain.call import Call, Recording, Turn
from benvenuto.domain.evaluation import FOR_THE_AGENT, Status
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.hearing import Heard, HearingReason
from benvenuto.domain.inbox import InboxFilter, InboxRow
from benvenuto.domain.people import Actor, Person, Role
from benvenuto.domain.works_rules import AgainstWorksAgreement
from benvenuto.formats.calls.transcripts.by_sound import as_heard
from benvenuto.listening.peaks import Peaks
from benvenuto.services.calls.listener import Listener, listener
from benvenuto.services.calls.nameless import nameless_to, without_file_names, without_name, without_spoken_name
from benvenuto.services.people.works_rules import WorksRules
from benvenuto.storage.database import Database, Transaction

Outline = Sequence[Sequence[float]]
"""A waveform: a sequence for each channel, 0 to 1, evenly spaced over the recording."""

_DRAWN = 1000
"""Values a channel: a player some 700 pixels wide draws 240 bars, and every mark on the page sends them again."""
_OUTLINES_KEPT = 256


@dataclass(frozen=True, slots=True)
class InboxPage:
    """One page of the inbox, of `total` calls in all."""

    rows: Sequence[InboxRow]
    total: int


@dataclass(frozen=True, slots=True)
class CallMedia:
    """What is left of a call to hear and to read; without a recording the outline is empty.

    Words where the sound has no voice are another voice's.
    `swapped`: a person said that the left channel is the caller's; the outline has the agent first all the same.
    `asks`: of these reasons the reader is to say one first, and has no words until then.
    """

    call: Call
    recording: Recording | None
    outline: Outline
    turns: Sequence[Turn]
    swapped: bool = False
    asks: Sequence[HearingReason] = ()


@dataclass(frozen=True)
class CallService:
    """The service of calls."""

    database: Database
    rules: WorksRules
    _outlines: dict[str, Outline] = field(default_factory=dict)

    def inbox(self, actor: Actor, wanted: InboxFilter, limit: int = 25, offset: int = 0) -> InboxPage:
        """One page of the calls in the actor's own teams."""
        within = supervised(actor)
        if not self.rules.supervisors_hear or self.rules.heard_since is not None:
            # what may not be read is not found by its words either
            wanted = replace(wanted, spoken=self.rules.supervisors_hear, spoken_since=self.rules.heard_since)
        with self.database.read() as tx:
            if wanted.words:
                wanted = replace(wanted, heard_out=self.rules.heard_out(tx))
            if wanted.state == "drawn":  # what nobody may score waits for nobody
                within, since = self.rules.scorable(tx, within), self.rules.since
                begin = max((at for at in (wanted.begin, since) if at is not None), default=None)
                wanted = replace(wanted, begin=begin)
            rows, total = tx.calls.inbox(within, actor.id, wanted, limit, offset)
            unknown = nameless_to(tx, actor, [row.call.id for row in rows])
        rows = [replace(row, call=without_name(row.call)) if row.call.id in unknown else row for row in rows]
        return InboxPage(rows, total)

    def agents(self, actor: Actor) -> Sequence[Person]:
        """The agents that the actor supervises."""
        with self.database.read() as tx:
            return [person for person, _ in tx.people.agents(supervised(actor).team_ids)]

    def contact_reasons(self, actor: Actor) -> Sequence[str]:
        """The contact reasons in the actor's own teams."""
        with self.database.read() as tx:
            return tx.calls.contact_reasons(supervised(actor))

    def listen(self, actor: Actor, call_id: int, *, words: bool = True) -> CallMedia:
        """A call with its sound and words, for whoever may hear it by right and by the works agreement.

        The words come once it is noted who reads them, and only if they are wanted.
        """
        with self.database.read() as tx:
            call, listening = hearable_call(tx, self.rules, actor, call_id)
            recording = tx.recordings.of_call(call_id)
            outline = self._outline(tx, recording) if recording else ()
            swapped = recording is not None and tx.measures.channels_swapped(recording.id)
            turns = _as_heard(tx, recording, tx.calls.turns(call_id))
            if nameless_to(tx, actor, [call_id]):
                turns = without_spoken_name(turns, call.agent_name)
                call, recording = without_name(call), without_file_names(recording) if recording else None
        outline = outline[::-1] if swapped else outline
        if listening.asks:
            there = recording is not None or bool(turns)
            return CallMedia(call, recording, outline, (), swapped, asks=self.rules.sayable if there else ())
        if turns and words:
            listening.note(self.database, Heard.TRANSCRIPT)
        return CallMedia(call, recording, outline, turns if words else (), swapped)

    def facts(self, actor: Actor, call_id: int) -> Call:
        """A call's facts alone."""
        with self.database.read() as tx:
            call = call_for(tx, actor, Permission.SEE_CALL, call_id)
            return without_name(call) if nameless_to(tx, actor, [call_id]) else call

    def recording(self, actor: Actor, recording_id: int, *, sound: bool = True) -> Recording:
        """A recording's place in the store, for whoever may hear the call; noted, if its `sound` is wanted.

        Raises NoHearingReason where they have to say first why they listen.
        """
        with self.database.read() as tx:
            recording = tx.recordings.get(recording_id)
            if recording is None:
                raise Forbidden
            _, listening = hearable_call(tx, self.rules, actor, recording.call_id)
        if sound:
            listening.note(self.database, Heard.RECORDING)
        return recording

    def kept_from(self, actor: Actor, call_id: int) -> AgainstWorksAgreement | None:
        """Why the works agreement keeps from the actor a call that is theirs to hear; None where it does not."""
        with self.database.read() as tx:
            try:
                hearable_call(tx, self.rules, actor, call_id)
            except AgainstWorksAgreement as kept:
                return kept
        return None

    def may_hear(self, actor: Actor, call_id: int) -> bool:
        """Whether the actor has the right to hear this call; the works agreement may keep it from them still."""
        with self.database.read() as tx:
            call = tx.calls.get(call_id)
            return call is not None and can(actor, Permission.HEAR, subject_of(tx, actor, call))

    def _outline(self, tx: Transaction, recording: Recording) -> Outline:
        # every rerun of a page wants it, and a file of the store, being named by its content, never changes
        known = self._outlines.get(recording.listening_key)
        if known is None:
            known = Peaks.from_json(tx.recordings.peaks(recording.id)).outline(_DRAWN)
            if len(self._outlines) >= _OUTLINES_KEPT:
                self._outlines.clear()
            self._outlines[recording.listening_key] = known
        return known


def _as_heard(tx: Transaction, recording: Recording | None, turns: Sequence[Turn]) -> Sequence[Turn]:
    # a transcript may be older than what is known of its sound
    analysis = tx.measures.of_recording(recording.id) if recording and turns else None
    return as_heard(turns, analysis.measured.speech) if analysis and analysis.measured else turns


def call_for(tx: Transaction, actor: Actor, permission: Permission, call_id: int) -> Call:
    """The call, when the actor may; Forbidden otherwise, and alike when there is none."""
    call = tx.calls.get(call_id)
    if call is None:
        raise Forbidden
    authorise(actor, permission, subject_of(tx, actor, call))
    return call


def hearable_call(tx: Transaction, rules: WorksRules, actor: Actor, call_id: int) -> tuple[Call, Listener]:
    """The call and the actor as its listener: Forbidden without the right, else what the works agreement says."""
    call = call_for(tx, actor, Permission.HEAR, call_id)
    listening = listener(tx, actor, call.id, call.agent_id, rules.clock(), agreed=rules.agreed_reasons)
    if rules.in_force is None or listening.own:
        return call, listening
    disputed = subject_of(tx, actor, call).disputed

    def admit(tx: Transaction, reason: HearingReason | None) -> None:
        tx.advisory_lock(f"calls heard of {call.agent_id}")  # two at once are not both the last that may be
        rules.check_hearing(tx, actor, call, reason, disputed=disputed)

    rules.check_hearing(tx, actor, call, listening.reason, disputed=disputed)
    return call, replace(listening, admit=admit)


def supervised(actor: Actor) -> Scope:
    """The teams whose calls the actor scores; Forbidden for who supervises nobody."""
    # an empty scope would show an empty inbox, as if there were nothing to do
    if Role.SUPERVISOR not in actor.roles:
        raise Forbidden
    return scope(actor, Role.SUPERVISOR)


def subject_of(tx: Transaction, actor: Actor, call: Call) -> Subject:
    """The call as access rules see it, asked for the actor."""
    # what agents think of their own call opens it to nobody, nor does what a second evaluator has heard in it
    evaluations = (
        evaluation for evaluation in tx.evaluations.of_call(call.id) if evaluation.selection.kind in FOR_THE_AGENT
    )
    statuses = {evaluation.status for evaluation in evaluations}
    own = Role.AGENT in actor.roles and call.agent_id == actor.id
    return Subject(
        agent_id=call.agent_id,
        team_id=call.team_id,
        published=bool(statuses - {Status.DRAFT}),
        disputed=Status.DISPUTED in statuses,
        own_to_score=own and tx.self_evaluations.is_theirs_to_score(call),
    )
