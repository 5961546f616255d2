"""The call behind an evaluation: its sound with every moment pinned, and its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import streamlit as st

from benvenuto.domain.answer import Moment
from benvenuto.domain.call import Call, Turn
from benvenuto.domain.evaluation import Evaluation, Status
from benvenuto.domain.evidence import Findings
from benvenuto.domain.works_rules import AgainstWorksAgreement
from benvenuto.services.calls.calls import CallMedia
from benvenuto.services.feedback.feedback import Published
from benvenuto.ui.calls.sound.playing import seek_to
from benvenuto.ui.calls.sound.showing import show_player, show_strip
from benvenuto.ui.calls.sound.why import ask_why
from benvenuto.ui.calls.words import show_words
from benvenuto.ui.components.player import Pin, Seek
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import notice, quiet_notice, unseen_section
from benvenuto.ui.scoring.evidence import Trace, traces
from benvenuto.ui.scoring.evidence import pins as evidence_pins


@dataclass(frozen=True, slots=True)
class HearableCall:
    """What the reader may have of a call: its facts always, the rest only who may hear it (`heard` else None).

    `kept`: why the works agreement keeps it from somebody who has the right.
    """

    call: Call
    heard: CallMedia | None
    findings: Findings = field(default_factory=dict)
    kept: AgainstWorksAgreement | None = None

    @classmethod
    def of(cls, ctx: PageContext, published: Published) -> HearableCall:
        """Ask for as much as the reader may have."""
        call_id = published.stored.call_id
        if ctx.app.calls.may_hear(ctx.actor, call_id):
            try:
                heard = ctx.app.calls.listen(ctx.actor, call_id)
            except AgainstWorksAgreement as kept:
                return cls(ctx.app.calls.facts(ctx.actor, call_id), None, kept=kept)
            return cls(heard.call, heard, ctx.app.evidence.of_evaluation(ctx.actor, published.stored.id))
        return cls(ctx.app.calls.facts(ctx.actor, call_id), None)

    @property
    def turns(self) -> Sequence[Turn]:
        """The transcript, empty when there is none to read."""
        return self.heard.turns if self.heard else ()

    @property
    def playable(self) -> bool:
        """Whether there is a player on the page."""
        return self.heard is not None and self.heard.recording is not None


def moments(evaluation: Evaluation) -> Iterator[tuple[str, Moment]]:
    """Every moment with the key of its button."""
    for moment in evaluation.call_moments:
        yield f"moment_call_{moment.id}", moment
    for path, answer in evaluation.answers.items():
        for moment in answer.moments:
            yield moment_key(path, moment), moment


def trace_key(trace: Trace, at_s: float) -> str:
    """The key of the button that plays what was found."""
    return f"trace_{trace.id}_{at_s}"


def moment_key(path: str, moment: Moment) -> str:
    """The key of the button that plays a moment."""
    return f"moment_{path}_{moment.id}"


def sound(ctx: PageContext, published: Published, heard: HearableCall) -> float | None:
    """The player and the strip of measures, or why there is none; where the agent has just pinned a moment."""
    if heard.kept is not None:
        notice(ctx, heard.kept)
        return None
    if heard.heard is None:
        quiet_notice(ctx._("Managers can read evaluations, but can listen to the call only while a dispute is open."))
        return None
    recording = heard.heard.recording
    if recording is None:
        if not ask_why(ctx, heard.heard) and not published.stored.simulated:
            quiet_notice(ctx._("This call was not recorded: it was scored from the written record."))
        return None
    pins: list[Pin] = [
        {"id": moment.id, "at_s": moment.at_s, "label": moment.note} for _, moment in moments(published.evaluation)
    ]
    unseen_section(ctx._("Recording"))
    with st.container(key="fb_player"):
        seek = _asked(ctx, published.evaluation, heard.findings)
        pinned = show_player(
            ctx,
            heard.heard,
            recording,
            pins,
            evidence=evidence_pins(ctx, heard.findings),
            can_mark=may_dispute(ctx, published),
            seek=seek,
        )
    show_strip(ctx, heard.heard)
    return pinned


def may_dispute(ctx: PageContext, published: Published) -> bool:
    """Whether the reader may dispute it as it stands: its agent, unless they scored it themselves."""
    stored = published.stored
    open_to_it = stored.status in (Status.PUBLISHED, Status.ACKNOWLEDGED)
    return open_to_it and stored.agent_id == ctx.actor.id != stored.evaluator_id


def words(ctx: PageContext, heard: HearableCall) -> None:
    """The transcript."""
    if heard.heard is not None:
        show_words(ctx, heard.heard)


def _asked(ctx: PageContext, evaluation: Evaluation, findings: Findings) -> Seek | None:
    """Where to play from: the moment whose button, further down the page, was just pressed."""
    places = [(key, moment.at_s) for key, moment in moments(evaluation)]
    all_traces = [trace for path, own in findings.items() for trace in traces(ctx, path, own)]
    places += [(trace_key(trace, at_s), at_s) for trace in all_traces for at_s in trace.at_s]
    return seek_to(ctx, places)
