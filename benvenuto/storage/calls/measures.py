"""What was measured of recordings, why some could not be, and which still wait."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    and_,
    case,
    delete,
    except_,
    false,
    func,
    insert,
    select,
    update,
)

from benvenuto.domain.faults import Fault
from benvenuto.domain.measure import Measure, Measured
from benvenuto.domain.measured_json import NotMeasuredJson, from_json, to_json
from benvenuto.storage.tables import analyses, calls, measures, recordings, turns

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Analysis:
    """What came of hearing a recording: what was measured, or the fault that made it impossible.

    `channels_swapped`: a person said that the channels are the wrong way round, so left is the caller. `stale`: the
    transcript has changed since. `measured` is None, too, when an older version wrote what this one cannot read.
    """

    version: int
    measured: Measured | None
    fault: Fault | None
    channels_swapped: bool
    stale: bool


@dataclass(frozen=True, slots=True)
class AnalysisCounts:
    """How many recordings are measured, how many still wait, and how many cannot be."""

    done: int
    pending: int
    failed: int


@dataclass(frozen=True, slots=True)
class TeamValue:
    """What one call of a team brought to a measure, and whose call it was."""

    agent_id: int | None
    value: float


@dataclass(frozen=True)
class Measures:
    """The repository of measures; a recording has one analysis at most, and waits until it has."""

    connection: Connection

    def of_recording(self, recording_id: int) -> Analysis | None:
        """A recording's analysis, None before the first."""
        row = self.connection.execute(select(analyses).where(analyses.c.recording_id == recording_id)).first()
        if row is None:
            return None
        return Analysis(row.version, _measured(row), _fault(row.fault), row.channels_swapped, row.stale)

    def channels_swapped(self, recording_id: int) -> bool:
        """Whether a person said that the channels are the wrong way round."""
        query = select(analyses.c.channels_swapped).where(analyses.c.recording_id == recording_id)
        return bool(self.connection.scalar(query))

    def keep(self, recording_id: int, measured: Measured, at: datetime, *, channels_swapped: bool = False) -> None:
        """Keep what was measured, in the place of what was there."""
        self._put(recording_id, measured.version, at, channels_swapped, to_json(measured), None)
        rows = [
            {
                "recording_id": recording_id,
                "measure": measurement.measure.value,
                "value": measurement.value,
                "n": measurement.n,
            }
            for measurement in measured.measurements
            if measurement.value is not None
        ]
        if rows:
            self.connection.execute(insert(measures), rows)

    def give_up(
        self, recording_id: int, fault: Fault, version: int, at: datetime, *, channels_swapped: bool = False
    ) -> None:
        """Note why a recording cannot be measured, so that it is not tried for ever."""
        stored = {"template": fault.template, "remedy": fault.remedy, "params": dict(fault.params)}
        self._put(recording_id, version, at, channels_swapped, None, stored)

    def try_again(self) -> int:
        """Let those wait again that could not be measured; how many."""
        return self.connection.execute(delete(analyses).where(analyses.c.fault.is_not(None))).rowcount

    def swap_speakers(self, call_id: int) -> None:
        """Exchange agent and caller in a call's transcript; what neither of them said stays so."""
        exchanged = case((turns.c.speaker == "agent", "caller"), (turns.c.speaker == "caller", "agent"), else_="other")
        self.connection.execute(update(turns).where(turns.c.call_id == call_id).values(speaker=exchanged))

    def pending(self, version: int, limit: int) -> Sequence[int]:
        """Recordings that wait to be measured by this version, those of the newest calls first."""
        query = select(recordings.c.id).where(recordings.c.id.in_(_waiting(version)))
        return list(self.connection.scalars(query.order_by(recordings.c.call_id.desc()).limit(limit)))

    def waits(self, recording_id: int, version: int) -> bool:
        """Whether this recording still waits."""
        query = select(analyses.c.recording_id).where(analyses.c.recording_id == recording_id, _settled(version))
        return self.connection.scalar(query) is None

    def counts(self, version: int) -> AnalysisCounts:
        """How far the analysis has come."""
        total = select(func.count()).select_from(recordings).scalar_subquery()
        pending = select(func.count()).select_from(_waiting(version).subquery()).scalar_subquery()
        # a fault of an older version is tried again, so it still waits
        hopeless = analyses.c.fault.is_not(None), analyses.c.version >= version
        failed = select(func.count()).select_from(analyses).where(*hopeless).scalar_subquery()
        all_of_them, waiting, without_hope = self.connection.execute(select(total, pending, failed)).one()
        return AnalysisCounts(all_of_them - waiting - without_hope, waiting, without_hope)

    def failures(self, version: int, limit: int) -> Sequence[Fault]:
        """Why recordings could not be measured, the latest first; the file of each fault is its call's external id."""
        query = (
            select(calls.c.external_id, analyses.c.fault)
            .join(recordings, recordings.c.id == analyses.c.recording_id)
            .join(calls, calls.c.id == recordings.c.call_id)
            .where(analyses.c.fault.is_not(None), analyses.c.version >= version)
            .order_by(analyses.c.at.desc(), analyses.c.recording_id.desc())
        )
        rows = ((row.external_id, row.fault) for row in self.connection.execute(query.limit(limit)))
        return [fault for name, stored in rows if (fault := _fault(stored, name))]

    def of_team(self, team_id: int, begin: datetime, end: datetime, most: int) -> Mapping[Measure, Sequence[TeamValue]]:
        """What the latest calls of a team brought to each measure, of those that began within begin <= t < end."""
        latest = (
            select(recordings.c.id, calls.c.agent_id)
            .join(calls, calls.c.id == recordings.c.call_id)
            .join(analyses, analyses.c.recording_id == recordings.c.id)
            .where(calls.c.team_id == team_id, calls.c.started_at >= begin, calls.c.started_at < end)
            .order_by(calls.c.started_at.desc(), calls.c.id.desc())
            .limit(most)
            .subquery()
        )
        query = select(measures.c.measure, measures.c.value, latest.c.agent_id)
        values: dict[Measure, list[TeamValue]] = defaultdict(list)
        for row in self.connection.execute(query.join(latest, latest.c.id == measures.c.recording_id)):
            values[Measure(row.measure)].append(TeamValue(row.agent_id, row.value))
        return values

    def _put(
        self, recording_id: int, version: int, at: datetime, channels_swapped: bool, measured: object, fault: object
    ) -> None:
        # its measures go along (ON DELETE CASCADE), so that none of an older version stays
        self.connection.execute(delete(analyses).where(analyses.c.recording_id == recording_id))
        self.connection.execute(
            insert(analyses).values(
                recording_id=recording_id,
                version=version,
                at=at,
                stale=False,
                channels_swapped=channels_swapped,
                measured=measured,
                fault=fault,
            )
        )


def _settled(version: int) -> ColumnElement[bool]:
    # an older program that runs beside a newer one leaves alone what the newer one has measured
    return and_(analyses.c.version >= version, analyses.c.stale == false())


def _waiting(version: int) -> CompoundSelect[tuple[int]]:
    """The ids of recordings without a settled analysis. A difference of sets is read from two small indexes."""
    return except_(select(recordings.c.id), select(analyses.c.recording_id).where(_settled(version)))


def _measured(row: Any) -> Measured | None:
    if row.measured is None:
        return None
    try:
        return from_json(row.measured)
    except NotMeasuredJson:
        _log.warning("recording %s: what version %s measured cannot be read", row.recording_id, row.version)
        return None


def _fault(stored: Any, name: str = "") -> Fault | None:
    return stored and Fault(name, 0, "", stored["template"], stored["remedy"], stored["params"])
