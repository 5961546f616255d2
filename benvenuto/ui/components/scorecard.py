"""The scorecard: drawn whole in the browser, so that a click shows at once; its edits come back in an outbox."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TypedDict

import streamlit as st

from benvenuto.ui.components.edits import Outbox, parse_outbox
from benvenuto.ui.components.labels import ScorecardLabels
from benvenuto.ui.streamlit.mounting import component, nothing, packed


class LevelView(TypedDict):
    """A level of a scale. `best` needs no reasons; `fails` makes a critical criterion a critical error."""

    id: str
    label: str
    behaviour: str
    best: bool
    fails: bool


class ReasonView(TypedDict):
    """A reason to choose from when the level is not the best."""

    id: str
    label: str


class LinkView(TypedDict):
    """A link into the handbook, opened beside the work."""

    label: str
    href: str


class RuleView(TypedDict):
    """A fact of the policy as it stood on the day of the call: its value, and its whole rule with the source."""

    title: str
    value: str
    rule: str


class TraceView(TypedDict):
    """Something found in the call: what was looked for, what is there, and from where it plays, in seconds.

    `label` is empty where it would only repeat the one before. `times` are those of `at_s` as they shall be read where
    nothing can be played; empty where the buttons say them.
    """

    label: str
    text: str
    at_s: list[float]
    times: str


class EvidenceView(TypedDict):
    """The evidence of a criterion: what was found, and `missing`, a line about what was not ("" for none)."""

    traces: list[TraceView]
    missing: str


class MomentView(TypedDict):
    """A moment of the recording; `at_s` in seconds from its start."""

    id: str
    at_s: float
    note: str


class AnswerView(TypedDict):
    """An answer as it is stored. `level` is None while nothing is chosen, and when not applicable was chosen."""

    level: str | None
    not_applicable: bool
    reasons: list[str]
    note: str
    moments: list[MomentView]


class DependsView(TypedDict):
    """Another criterion, by its path, and the levels of it that open this one."""

    path: str
    levels: list[str]


class AgreedView(TypedDict):
    """What a calibration session agreed on about a level: on which day, the reason, for which version of the rubric."""

    lead: str
    reason: str
    version: str


class CriterionView(TypedDict):
    """A criterion as it is asked. Number key n chooses the n-th level.

    `critical` is the visible label of its kind ("" when it is not critical), `not_applicable_because` the reason why a
    rule rules it out ("" when it applies to this call). With `depends_on` that reason stands only until the other
    criterion opens this one, which the browser sees by itself.
    """

    path: str
    title: str
    description: str
    critical: str
    levels: list[LevelView]
    not_applicable_allowed: bool
    not_applicable_because: str
    depends_on: DependsView | None
    reasons: list[ReasonView]
    policy: list[RuleView]
    agreed: list[AgreedView]
    evidence: EvidenceView | None
    handbook: LinkView | None


class GroupView(TypedDict):
    """A rubric."""

    id: str
    title: str
    criteria: list[CriterionView]


class SummaryView(TypedDict):
    """The bar under the scorecard: `score` and `verdict` as they shall be read, `score` "" until all is answered."""

    score: str
    verdict: str


Acknowledged = Mapping[str, int]
"""The number of the last edit applied, by client: the browser forgets it and all before."""


class CardView(TypedDict):
    """What no mark changes: what is asked, and the words around it."""

    groups: list[GroupView]
    labels: ScorecardLabels


@dataclass(frozen=True, slots=True)
class Card:
    """A CardView serialised as JSON once, for all marks; the browser draws anew when `id`, its hash, changes."""

    id: str
    text: str

    @classmethod
    def of(cls, view: CardView) -> Card:
        """Write it out."""
        text = json.dumps(view)
        return cls(sha256(text.encode()).hexdigest()[:16], text)


class ScorecardView(TypedDict):
    """What marks change: answers by criterion path, scores by group as they shall be read.

    `evaluation` names the draft that marks belong to (`name_of`), of the call `of_call`. A path or group without an
    entry has none yet. `words` are the few for the agent. `summary` None leaves the bar away; `acknowledged` is empty
    when nothing came yet; `changes` is the number of the last change that is shown. The browser keeps for the `person`
    alone what is not acknowledged. What is read-only shows the levels that were chosen, as a `preview` it shows them
    all; a `light` one asks for levels alone, and for no words. `lacking` says by criterion path what keeps it from
    being published; each refusal leads to the first of it.
    """

    person: str
    of_call: str
    evaluation: str
    answers: dict[str, AnswerView]
    scores: dict[str, str]
    words: str
    summary: SummaryView | None
    read_only: bool
    preview: bool
    light: bool
    acknowledged: Acknowledged
    changes: int
    refusals: int
    lacking: dict[str, str]


def is_known(key: str) -> bool:
    """Whether it can be known what the scorecard under `key` has sent: not before this session has mounted it."""
    return isinstance(st.session_state.get(key), Mapping)


def received_edits(key: str) -> Outbox | None:
    """What the scorecard mounted under `key` has sent; read it before building its view.

    Raises UnreadableEdits when the browser sent something else than an outbox.
    """
    value = _sent(key)
    return None if value is None else parse_outbox(value)


def scorecard(*, key: str, call: str, card: Card, view: ScorecardView) -> None:
    """Mount the scorecard of a call. Use a key of its own for each evaluation."""
    known = _sent(key)
    data = packed({**view, "call": call, "card_id": card.id}, card=card.text)
    sent = component("scorecard")(key=key, data=data, on_outbox_change=nothing).get("outbox")
    # In a session born of a reconnect the outbox is known only once the component is mounted: run again with it.
    if sent != known and isinstance(sent, Mapping) and sent.get("boxes"):
        st.rerun()


def _sent(key: str) -> object:
    state = st.session_state.get(key)
    return state.get("outbox") if isinstance(state, Mapping) else None
