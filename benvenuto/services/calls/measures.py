"""What was measured of a call, where that stands in its team, and how far the analysis has come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.faults import BenvenutoError, Fault, message
from benvenuto.domain.measure import MEASURES_VERSION, Measure, Measured
from benvenuto.domain.people import Actor, Role
from benvenuto.listening.channels import channels_swapped, swap_channels
from benvenuto.listening.doubts import doubts, of_speech
from benvenuto.listening.measures import measure
from benvenuto.services.calls.calls import call_for, hearable_call
from benvenuto.services.clock import Clock
from benvenuto.services.people.works_rules import WorksRules
from benvenuto.storage.calls.measures import TeamValue
from benvenuto.storage.database import Database

TEAM_DAYS = 90
"""A call stands among those of its team that came this many days before it or after."""

MOST_OF_TEAM = 200
"""And among no more than the latest of these: a plot of dots shows no more."""

FEWEST_AGENTS = 3
"""An agent sees values of colleagues only when they come from so many, so that none can be told from another."""

_FAILURES_SHOWN = 20


class NoTwoChannels(BenvenutoError):
    """There are no two channels to exchange: not measured yet, or both voices in one."""

    template = message("This call does not have two channels to swap.")
    remedy = message("Wait until its recording has been measured; if both voices are mixed, there is only one channel.")


@dataclass(frozen=True, slots=True)
class AnalysisProgress:
    """How many recordings are measured, wait, and cannot be; of these the latest, each by its call's external id."""

    done: int
    pending: int
    failed: int
    failures: Sequence[Fault] = ()


@dataclass(frozen=True)
class MeasureService:
    """The service of measures."""

    database: Database
    clock: Clock
    rules: WorksRules

    def of_call(self, actor: Actor, call_id: int) -> Measured | None:
        """What was measured of a call, for whoever may hear it; None while it waits or where it cannot be."""
        with self.database.read() as tx:
            hearable_call(tx, self.rules, actor, call_id)
            recording = tx.recordings.of_call(call_id)
            analysis = tx.measures.of_recording(recording.id) if recording else None
        return analysis.measured if analysis else None

    def fault(self, actor: Actor, call_id: int) -> Fault | None:
        """Why the recording of a call cannot be measured, for whoever may hear it; None when it is, or still waits."""
        with self.database.read() as tx:
            hearable_call(tx, self.rules, actor, call_id)
            recording = tx.recordings.of_call(call_id)
            analysis = tx.measures.of_recording(recording.id) if recording else None
        return analysis.fault if analysis else None

    def among_team(self, actor: Actor, call_id: int) -> Mapping[Measure, tuple[float, ...]]:
        """What calls of the same team around the same time brought to each measure, in order and without names.

        Empty for an agent whose team is so small that a colleague could be told by a value.
        """
        with self.database.read() as tx:
            call, _ = hearable_call(tx, self.rules, actor, call_id)
            if call.team_id is None:
                return {}
            around = timedelta(days=TEAM_DAYS)
            begin, end = call.started_at - around, call.started_at + around
            by_measure = tx.measures.of_team(call.team_id, begin, end, MOST_OF_TEAM)
        # who leads the team knows whose calls these are anyway
        leads = call.team_id in actor.teams(Role.SUPERVISOR) | actor.teams(Role.MANAGER)
        return {
            kind: tuple(sorted(value.value for value in values))
            for kind, values in by_measure.items()
            if leads or _anonymous(values)
        }

    def progress(self, actor: Actor) -> AnalysisProgress:
        """How far the analysis of recordings has come."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.read() as tx:
            counts = tx.measures.counts(MEASURES_VERSION)
            failures = tx.measures.failures(MEASURES_VERSION, _FAILURES_SHOWN) if counts.failed else ()
        return AnalysisProgress(counts.done, counts.pending, counts.failed, failures)

    def doubts(self, actor: Actor, recording_ids: Sequence[int]) -> Sequence[Fault]:
        """What is doubtful about those of these recordings that are measured, each by its call's external id."""
        authorise(actor, Permission.ADMINISTER)
        doubtful: list[Fault] = []
        with self.database.read() as tx:
            for recording_id in recording_ids:
                recording, analysis = tx.recordings.get(recording_id), tx.measures.of_recording(recording_id)
                call = tx.calls.get(recording.call_id) if recording else None
                if recording and call and analysis and analysis.measured:
                    errors = (
                        *of_speech(analysis.measured.speech),
                        *doubts(recording, call.external_id, call.duration_s),
                    )
                    doubtful += (
                        Fault(call.external_id, 0, "", error.template, error.remedy, error.params) for error in errors
                    )
        return doubtful

    def swap_channels(self, actor: Actor, call_id: int) -> Measured:
        """Say that agent and caller are on each other's channel: all is measured anew, and played so from now on.

        A transcript that has them the wrong way round as well is put right with them.
        """
        with self.database.write() as tx:
            tx.calls.lock(call_id)
            call = call_for(tx, actor, Permission.NAME_VOICES, call_id)
            recording = tx.recordings.of_call(call_id)
            analysis = tx.measures.of_recording(recording.id) if recording else None
            if (
                recording is None
                or analysis is None
                or analysis.measured is None
                or not analysis.measured.speech.separate
            ):
                raise NoTwoChannels
            speech = swap_channels(analysis.measured.speech)
            wrong = channels_swapped(speech, tx.calls.turns(call_id))
            if analysis.measured.swapped if wrong is None else wrong:
                tx.measures.swap_speakers(call_id)
            # of an older version it still waits to be heard anew
            measured = measure(speech, tx.calls.turns(call_id), logged_s=call.duration_s)
            measured = replace(measured, version=analysis.version)
            tx.measures.keep(recording.id, measured, self.clock(), channels_swapped=not analysis.channels_swapped)
            left = "agent" if analysis.channels_swapped else "caller"
            tx.audit.write(self.clock(), actor.id, "channels_swapped", "call", call_id, left=left)
        return measured


def _anonymous(values: Sequence[TeamValue]) -> bool:
    return len({value.agent_id for value in values}) >= FEWEST_AGENTS
