"""Evidence of a call, criterion by criterion, for whoever may hear it. It is shown beside the marks and sets none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from benvenuto.domain.access import Permission
from benvenuto.domain.call import Call, Turn
from benvenuto.domain.evidence import Evidence, Finding, Findings, Passed, PhraseEvidence, Quotation
from benvenuto.domain.hearing import Heard
from benvenuto.domain.measure import Measured
from benvenuto.domain.people import Actor
from benvenuto.domain.scorecard import Scorecard
from benvenuto.domain.text import LANGUAGES
from benvenuto.formats.calls.transcripts.by_sound import fits, unheard
from benvenuto.listening.evidence import Names, Seeker
from benvenuto.services.calls.calls import hearable_call
from benvenuto.services.calls.nameless import nameless_to, unsaid
from benvenuto.services.people.works_rules import WorksRules
from benvenuto.services.scoring.evaluations import fetch
from benvenuto.services.scoring.scorecards import Scorecards
from benvenuto.storage.database import Database, Transaction

_SEEKERS_KEPT = 64


@dataclass(frozen=True)
class EvidenceService:
    """The service of evidence. `company` holds the names under which agents answer the telephone."""

    database: Database
    scorecards: Scorecards
    rules: WorksRules
    company: tuple[str, ...] = ()
    _seekers: dict[tuple[int, str], Seeker] = field(default_factory=dict)

    def of_evaluation(self, actor: Actor, evaluation_id: int) -> Findings:
        """What the criteria of an evaluation ask to look for, and what of it is in its call.

        Words are looked for where there is a transcript in a language that has phrases, a measure where the call has
        it; the rest is left out, because nothing can be said of it.
        """
        with self.database.read() as tx:
            stored = fetch(tx, actor, Permission.READ, evaluation_id)
        return self.of_call(actor, stored.call_id, stored.scorecard_version_id)

    def of_call(self, actor: Actor, call_id: int, version_id: int) -> Findings:
        """The same by a version of a scorecard, whether or not anybody has evaluated the call."""
        with self.database.read() as tx:
            call, listening = hearable_call(tx, self.rules, actor, call_id)
            scorecard = self.scorecards.version(tx, version_id)
            # what is quoted is a part of the transcript
            turns = () if listening.asks else tx.calls.turns(call.id)
            measured = _measured(tx, call.id)
            unknown = bool(nameless_to(tx, actor, [call_id]))
        turns = _where_somebody_is_heard(turns, measured)
        if turns:
            listening.note(self.database, Heard.TRANSCRIPT)
        quoted = self._quotations(version_id, scorecard, call, turns)
        findings: dict[str, tuple[Finding, ...]] = {}
        asked = list(_asked(scorecard))
        for number, (path, evidence) in enumerate(asked):
            finding = _finding(evidence, quoted.get(number), measured)
            if finding is not None:
                finding = _without_name(finding, call.agent_name) if unknown else finding
                findings[path] = (*findings.get(path, ()), finding)
        return findings

    def _quotations(
        self, version_id: int, scorecard: Scorecard, call: Call, turns: Sequence[Turn]
    ) -> dict[int, tuple[Quotation, ...]]:
        """By the number of the evidence in the scorecard, all that could be looked for."""
        if not turns:
            return {}
        names = Names(self.company, call.agent_name)
        by_number: dict[int, tuple[Quotation, ...]] = {}
        for language in (call.language,) if call.language in LANGUAGES else tuple(LANGUAGES):
            for number, quotations in self._seeker(version_id, scorecard, language).seek(turns, names).items():
                by_number[number] = by_number.get(number) or quotations
        return by_number

    def _seeker(self, version_id: int, scorecard: Scorecard, language: str) -> Seeker:
        # a stored version never changes, and making its phrases ready takes far longer than looking for them
        known = self._seekers.get((version_id, language))
        if known is None:
            if len(self._seekers) >= _SEEKERS_KEPT:
                self._seekers.clear()
            phrases = [
                evidence.sign if isinstance(evidence.sign, PhraseEvidence) else _NOTHING
                for _, evidence in _asked(scorecard)
            ]
            known = Seeker(phrases, language, company_known=bool(self.company))
            self._seekers[version_id, language] = known
        return known


_NOTHING = PhraseEvidence({})


def _asked(scorecard: Scorecard) -> Iterator[tuple[str, Evidence]]:
    for path, criterion in scorecard.criteria():
        for evidence in criterion.evidence:
            yield path, evidence


def _where_somebody_is_heard(turns: Sequence[Turn], measured: Measured | None) -> Sequence[Turn]:
    """The turns without those at which the recording has no voice: recognisers write words over silence."""
    if measured is None:
        return turns
    silent = unheard(turns, measured.speech)
    if not any(silent) or not fits(turns, silent, measured.speech):
        return turns
    return [turn for turn, mute in zip(turns, silent, strict=True) if not mute]


def _measured(tx: Transaction, call_id: int) -> Measured | None:
    recording = tx.recordings.of_call(call_id)
    analysis = tx.measures.of_recording(recording.id) if recording else None
    return analysis.measured if analysis else None


def _finding(evidence: Evidence, quotations: tuple[Quotation, ...] | None, measured: Measured | None) -> Finding | None:
    if isinstance(evidence.sign, PhraseEvidence):
        return None if quotations is None else Finding(evidence, bool(quotations), quotations)
    return _compared(evidence, evidence.sign, measured)


def _without_name(finding: Finding, name: str) -> Finding:
    quoted = tuple(replace(each, text=unsaid(each.text, name)) for each in finding.quotations)
    return replace(finding, quotations=quoted)


def _compared(evidence: Evidence, sign: Passed, measured: Measured | None) -> Finding | None:
    measurement = measured.of(sign.measure) if measured else None
    if measurement is None or measurement.value is None:
        return None
    return Finding(evidence, sign.holds(measurement.value), value=measurement.value, segments=measurement.segments)
