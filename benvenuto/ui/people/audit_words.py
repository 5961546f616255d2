"""The audit log in sentences."""

from __future__ import annotations

from collections.abc import Mapping

from benvenuto.domain.audit import BEFORE, AuditRow
from benvenuto.domain.faults import message
from benvenuto.ui.context import PageContext
from benvenuto.ui.endings import ENDINGS
from benvenuto.ui.people.channel_words import CHANNELS, FREQUENCIES
from benvenuto.ui.people.roles import NAMES
from benvenuto.ui.skip_reasons import SKIP_REASONS

ACTIONS: Mapping[str, str] = {
    "account_closed": message("Account closed"),
    "account_opened": message("Account reopened"),
    "backup_made": message("Backup made"),
    "calibration_agreed": message("Calibration session ended"),
    "calibration_called": message("Calibration session planned"),
    "calibration_cancelled": message("Calibration session cancelled"),
    "calibration_changed": message("Calls or evaluators of a calibration session changed"),
    "calibration_compared": message("Calibration session went on to the comparison"),
    "calibration_moved": message("Calibration session moved to another day"),
    "calls_drawn": message("Calls randomly selected"),
    "call_skipped": message("Selected call skipped"),
    "calls_imported": message("Calls imported"),
    "calls_corrected": message("Calls corrected by a new import"),
    "feedback_drawn": message("Feedback drawn to be graded"),
    "feedback_graded": message("Feedback graded"),
    "grading_answered": message("Grading of feedback read by its supervisor"),
    "import_undone": message("Import taken back"),
    "reading_forgotten": message("Reading of a file forgotten"),
    "code_given": message("Code given to an agent"),
    "code_taken": message("Code taken away from an agent"),
    "channel_chosen": message("Messages chosen"),
    "channels_swapped": message("Channels swapped"),
    "coaching_agreed": message("Coaching plan agreed"),
    "coaching_begun": message("Coaching plan proposed"),
    "coaching_signed": message("Coaching plan signed as done"),
    "coaching_withdrawn": message("Coaching plan withdrawn"),
    "consensus_withdrawn": message("Note of a calibration session withdrawn"),
    "consensus_written": message("Consensus recorded"),
    "dispute_answered": message("Dispute answered"),
    "dispute_heard": message("Disputed call heard before its marks"),
    "draft_discarded": message("Draft discarded"),
    "call_transcribed": message("Call transcribed"),
    "ending_corrected": message("Ending of a call corrected"),
    "data_exported": message("Everything exported"),
    "evaluation_acknowledged": message("Evaluation acknowledged"),
    "evaluation_begun": message("Evaluation started"),
    "evaluation_changed": message("Evaluation changed by a decision"),
    "evaluation_commented": message("Comment on an evaluation"),
    "evaluation_corrected": message("Evaluation corrected"),
    "evaluation_disputed": message("Evaluation disputed"),
    "evaluation_overturned": message("Evaluation overturned"),
    "evaluation_published": message("Evaluation published"),
    "evaluation_read": message("Evaluation first opened by its agent"),
    "evaluation_upheld": message("Evaluation upheld"),
    "exercise_tried": message("Exercise tried"),
    "message_sent_again": message("Message sent again"),
    "message_tested": message("Test message requested"),
    "password_changed": message("Password changed"),
    "password_reset": message("One-time password issued"),
    "person_added": message("Person added"),
    "person_changed": message("Name or agent code changed"),
    "practice_assigned": message("Practice assigned"),
    "practice_withdrawn": message("Practice withdrawn"),
    "proposal_settled": message("Proposal on a rubric settled"),
    "publication_taken_back": message("Publication taken back"),
    "recording_imported": message("Recording imported"),
    "roles_changed": message("Roles changed"),
    "rubric_proposed": message("Change to a rubric proposed"),
    "rubric_uploaded": message("Rubric uploaded"),
    "rubrics_reloaded": message("Rubrics reloaded"),
    "sample_loaded": message("Sample week loaded"),
    "sample_removed": message("Sample week removed"),
    "sampling_plan_set": message("Sampling plan changed"),
    "second_listening_given_up": message("Second listening given up"),
    "second_listening_named": message("Second listening assigned"),
    "second_factor_set": message("Second factor set up"),
    "self_evaluation_handed_in": message("Self-evaluation handed in"),
    "self_evaluation_shared": message("Self-evaluation shared"),
    "self_evaluation_unshared": message("Self-evaluation no longer shared"),
    "self_evaluations_shared": message("All self-evaluations shared"),
    "self_evaluations_unshared": message("Self-evaluations no longer shared"),
    "sessions_ended": message("Signed out: the sample week's public password is refused"),
    "sign_in_failed": message("Sign-in failed"),
    "signed_in": message("Signed in"),
    "signed_out": message("Signed out"),
    "speakers_swapped": message("Speakers swapped in a transcript"),
    "step_signed": message("Step of the learning path signed"),
    "step_withdrawn": message("Signature on a step withdrawn"),
    "team_added": message("Team added"),
    "team_renamed": message("Team renamed"),
    "transcript_imported": message("Transcript imported"),
    "unlocked": message("Wrong passwords forgiven"),
    "works_agreement_changed": message("Works agreement changed"),
}
_SUBJECTS = {
    "account": message("account {id}"),
    "backup": message("file {id}"),
    "calls": message("import {id}"),
    "calibration": message("calibration session {id}"),
    "call": message("call {id}"),
    "evaluation": message("evaluation {id}"),
    "export": message("folder {id}"),
    "message": message("message {id}"),
    "person": message("person {id}"),
    "rubric": message("rubric {id}"),
    "team": message("team {id}"),
}
_DETAILS = {
    "added": message("added: {value}"),
    "address": message("from {value}"),
    "agent_code": message("agent code: {value}"),
    "before": message("before: {value}"),
    "call": message("call {value}"),
    "code": message("code: {value}"),
    "channel": message("channel: {value}"),
    "frequency": message("messages: {value}"),
    "calls": message("calls: {value}"),
    "calls_added": message("calls added: {value}"),
    "calls_removed": message("calls taken out: {value}"),
    "corrected": message("set right: {value}"),
    "criterion": message("criterion: {value}"),
    "day": message("day: {value}"),
    "ending_before": message("before: {value}"),
    "ending_after": message("after: {value}"),
    "engine": message("by: {value}"),
    "exercise": message("exercise: {value}"),
    "faults": message("errors: {value}"),
    "format": message("format: {value}"),
    "framed": message("out of: {value}"),
    "instead": message("instead: call {value}"),
    "invited": message("invited: {value}"),
    "uninvited": message("no longer invited: {value}"),
    "name": message("name: {value}"),
    "new": message("new: {value}"),
    "reason": message("reason: {value}"),
    "removed": message("removed: {value}"),
    "outcome": message("outcome: {value}"),
    "people": message("people: {value}"),
    "per_agent_per_week": message("calls per agent each week: {value}"),
    "roles": message("roles: {value}"),
    "step": message("step: {value}"),
    "turns": message("turns: {value}"),
    "username": message("user name: {value}"),
    "waiting": message("waiting again: {value}"),
    "version": message("version: {value}"),
    "week": message("week of {value}"),
    "weeks": message("weeks: {value}"),
    "words": message("in words: {value}"),
}
_NOTHING = "–"
_CODES: Mapping[str, Mapping[str, str]] = {
    "channel": {channel.value: words for channel, words in CHANNELS.items()},
    "frequency": {frequency.value: words for frequency, words in FREQUENCIES.items()},
    "ending_before": ENDINGS,
    "ending_after": ENDINGS,
    "roles": {role.value: words for role, words in NAMES.items()},
    "outcome": {"done": message("done"), "declined": message("declined")},
    "reason": {reason.value: words for reason, words in SKIP_REASONS.items()},
}
_PEOPLE = frozenset({"invited", "uninvited"})
_KINDS = {
    "account": message("Tried user names"),
    "calibration": message("Calibration sessions"),
    "call": message("Calls"),
    "evaluation": message("Evaluations"),
    "calls": message("Imports"),
    "message": message("Messages"),
    "person": message("People"),
    "rubric": message("Rubrics"),
    "team": message("Teams"),
}
Names = Mapping[tuple[str, str], str]
"""Those of people, teams and criteria, by what they are and their id."""


def action_words(ctx: PageContext, action: str) -> str:
    """What was done; an action that has no words yet is shown by its own name."""
    return ctx._(ACTIONS[action]) if action in ACTIONS else action


def kinds(ctx: PageContext) -> Mapping[str, str]:
    """The kinds of things that a row may be about, in words."""
    return {kind: ctx._(words) for kind, words in _KINDS.items()}


def subject_words(ctx: PageContext, row: AuditRow, names: Names) -> str:
    """To whom or what."""
    if not row.subject_id or row.subject_type not in _SUBJECTS:
        return ""
    known = names.get((row.subject_type, row.subject_id))
    return known or ctx._(_SUBJECTS[row.subject_type], id=row.subject_id)


def detail_words(ctx: PageContext, row: AuditRow, names: Names) -> str:
    """What else the row tells; content hashes say nothing to a reader and stay in the database."""
    details = [(key, _from_to(ctx, key, row, names)) for key in row.detail if key in _DETAILS]
    return ", ".join(ctx._(_DETAILS[key], value=value) for key, value in details if value)


def _from_to(ctx: PageContext, key: str, row: AuditRow, names: Names) -> str:
    value = _value(ctx, key, row.detail[key], names)
    if f"{key}{BEFORE}" not in row.detail:
        return value
    before = _value(ctx, key, row.detail[f"{key}{BEFORE}"], names)
    return f"{before or _NOTHING} → {value or _NOTHING}"


def _value(ctx: PageContext, key: str, value: object, names: Names) -> str:
    if isinstance(value, list):
        return ", ".join(_value(ctx, key, part, names) for part in value)
    if isinstance(value, int):
        return ctx.say.number(value)
    text = str(value)
    if key in _CODES:
        # a role with its team
        code, parts, team = text.partition(": ")
        return ctx._(_CODES[key].get(code, code)) + (f" · {team}" if parts else "")
    return names.get(("person" if key in _PEOPLE else key, text), text)
