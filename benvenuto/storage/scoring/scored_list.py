"""What a filter of the list of scored calls asks of the evaluations."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, UnaryExpression, and_, case, exists, null, or_, true

from benvenuto.domain.evaluation import DECIDED, FOR_THE_AGENT, Status
from benvenuto.domain.scored import ScoredFilter, ScoredOrder, ScoredState
from benvenuto.storage.calls.nameless import nameless_calls
from benvenuto.storage.scoring.calibrations import of_open_session
from benvenuto.storage.scoring.feedback_list import written
from benvenuto.storage.tables import evaluations, people

# only what is said to the agent waits for the agent
_PUBLISHED = (evaluations.c.status == Status.PUBLISHED.value) & evaluations.c.selection.in_(
    [kind.value for kind in FOR_THE_AGENT]
)
_STATES: Mapping[ScoredState, ColumnElement[bool]] = {
    ScoredState.UNREAD: _PUBLISHED & evaluations.c.first_read_at.is_(None),
    ScoredState.READ: _PUBLISHED & evaluations.c.first_read_at.is_not(None),
    ScoredState.ACKNOWLEDGED: evaluations.c.status == Status.ACKNOWLEDGED.value,
    ScoredState.DISPUTED: evaluations.c.status == Status.DISPUTED.value,
    ScoredState.DECIDED: evaluations.c.status.in_([status.value for status in DECIDED]),
}
_NUMBERS = {name: evaluations.c[name] for name in ("team_id", "agent_id", "evaluator_id")}


def scored_in(
    team_ids: Collection[int], wanted: ScoredFilter, unheard: Collection[int] = (), reader_id: int | None = None
) -> Sequence[ColumnElement[bool]]:
    """What the filter leaves of everything that was published in these teams; not by what was written in `unheard`.

    Nor by the agent's name, of calls whose agent the reader is not to know.
    """
    day = evaluations.c.called_at if wanted.order is ScoredOrder.CALLED else evaluations.c.published_at
    parts = [
        evaluations.c.team_id.in_(sorted(team_ids)),
        evaluations.c.status != Status.DRAFT.value,
        ~of_open_session(),
    ]
    if wanted.state:
        parts.append(_STATES[wanted.state])
    parts += [column == number for name, column in _NUMBERS.items() if (number := getattr(wanted, name)) is not None]
    named = evaluations.c.call_id.not_in(nameless_calls(reader_id)) if reader_id is not None else true()
    if wanted.agent_id is not None:
        parts.append(named)
    if wanted.contact_reason:
        parts.append(evaluations.c.contact_reason == wanted.contact_reason)
    if wanted.begin is not None:
        parts.append(day >= wanted.begin)
    if wanted.end is not None:
        parts.append(day < wanted.end)
    if wanted.words:
        party = or_(people.c.id == evaluations.c.evaluator_id, and_(people.c.id == evaluations.c.agent_id, named))
        mentioned = exists().where(party, people.c.name.icontains(wanted.words, autoescape=True))
        parts.append(or_(mentioned, written(wanted.words) & evaluations.c.id.not_in(list(unheard))))
    return parts


def scored_order(order: ScoredOrder, unheard: Collection[int] = ()) -> tuple[UnaryExpression[object], ...]:
    """The order of the list; what has no score comes last, and so do those of `unheard`; else the latest first."""
    score = case((evaluations.c.id.in_(list(unheard)), null()), else_=evaluations.c.final_score)
    first: Mapping[ScoredOrder, UnaryExpression[object]] = {
        ScoredOrder.PUBLISHED: evaluations.c.published_at.desc(),
        ScoredOrder.CALLED: evaluations.c.called_at.desc(),
        ScoredOrder.LOWEST: score.asc().nulls_last(),
        ScoredOrder.HIGHEST: score.desc().nulls_last(),
    }
    return first[order], evaluations.c.id.desc()
