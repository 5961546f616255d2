"""Two evaluations of one call side by side: where they differ first, each with its moments to be heard."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from benvenuto.domain.answer import NOT_APPLICABLE, Answer
from benvenuto.domain.evaluation import Evaluation
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.rubric import Criterion
from benvenuto.domain.side_by_side import Beside, side_by_side
from benvenuto.services.calls.nameless import UNSAID
from benvenuto.services.scoring.side_by_side import Pair
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.calls.sound.playing import played_line
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import facts, quiet_notice, section, style, title
from benvenuto.ui.scoring.marked_sound import marked_key, show_marked_sound
from benvenuto.ui.shell import address


def show(ctx: PageContext) -> None:
    """The call that the address names."""
    style("scoring")
    style("feedback")
    wanted = st.query_params.get("call", "")
    if not wanted.isdecimal() or len(wanted) > 9:
        raise Forbidden
    pair = ctx.app.side_by_side.pair(ctx.actor, int(wanted))
    _head(ctx, pair, side_by_side(pair.first, pair.second))
    show_both(ctx, pair)


def show_both(ctx: PageContext, pair: Pair) -> None:
    """The player, and the criteria with what both chose, where they differ first."""
    rows = side_by_side(pair.first, pair.second)
    playable = show_marked_sound(ctx, pair.first.call_id, (pair.first, pair.second), rows)
    apart = [row for row in rows if row.differs]
    together = [row for row in rows if not row.differs]
    section(ctx._("Where you differ") if _mine(ctx, pair) else ctx._("Where they differ"))
    if not apart:
        quiet_notice(ctx._("Both chose the same level everywhere."))
    for row in apart:
        _row(ctx, pair, row, playable=playable)
    if together:
        words = ctx.say.plural("{n} criterion marked alike", "{n} criteria marked alike", len(together))
        with st.expander(words, key="side_together"):
            for row in together:
                _row(ctx, pair, row, playable=playable)


def _head(ctx: PageContext, pair: Pair, rows: Sequence[Beside]) -> None:
    call = ctx.app.calls.facts(ctx.actor, pair.first.call_id)
    if _mine(ctx, pair):
        st.page_link(address("inbox"), label=ctx._("Calls to score"), icon=":material/arrow_back:")
    day = ctx._("Call of {day}", day=ctx.say.timestamp(call.started_at, "EEEE d MMMM, HH:mm"))
    lead = ctx._(
        "Two evaluators heard this call, neither with the other's marks. The first counts for {agent}; the second says "
        "how far the two agree.",
        agent=call.agent_name or UNSAID,
    )
    title(
        f"{call.agent_name or UNSAID} · {contact_reason(ctx, call.contact_reason)}",
        lead,
        window=f"{ctx._('Side by side')} · {day}",
    )
    alike = sum(not row.differs for row in rows)
    facts(
        [
            (ctx._("When"), ctx.say.timestamp(call.started_at, "EEEE d MMMM, HH:mm")),
            (ctx._("First evaluator"), who(ctx, pair.first)),
            (ctx._("Second evaluator"), who(ctx, pair.second)),
            (ctx._("Marked alike"), ctx._("{n} of {all}", n=ctx.say.number(alike), all=ctx.say.number(len(rows)))),
        ]
    )


def who(ctx: PageContext, evaluation: Evaluation) -> str:
    """Who scored it, and with how many points."""
    score = evaluation.score.final if evaluation.score else None
    points = "–" if score is None else ctx.say.exact(evaluation.scorecard.shown(score))
    return f"{evaluation.evaluator_name} · {points}"


def _mine(ctx: PageContext, pair: Pair) -> bool:
    return ctx.actor.id in (pair.first.evaluator_id, pair.second.evaluator_id)


def _row(ctx: PageContext, pair: Pair, row: Beside, *, playable: bool) -> None:
    with st.container(key=f"side_{row.path}", border=True):
        head = escape(row.criterion.title.in_language(ctx.say.code))
        st.html(f'<header class="bv-criterion"><div><h3>{head}</h3></div></header>')
        for place, (column, evaluation) in enumerate(zip(st.columns(2), (pair.first, pair.second), strict=True)):
            with column:
                criterion = evaluation.scorecard.criterion(row.path) or row.criterion  # by the words of its version
                st.html(_answer(ctx, evaluation, criterion, row.answers[place]))
                for moment in row.answers[place].moments:
                    key = marked_key(evaluation, row.path, moment)
                    played_line(ctx, key, moment.at_s, moment.note, playable=playable)


def _answer(ctx: PageContext, evaluation: Evaluation, criterion: Criterion, answer: Answer) -> str:
    code = ctx.say.code
    level = criterion.level(answer.choice) if isinstance(answer.choice, str) else None
    chosen = level.label.in_language(code) if level else ""
    if answer.choice is NOT_APPLICABLE:
        chosen = ctx._("Not applicable")
    reasons = "".join(
        f"<li>{escape(reason.text.in_language(code))}</li>"
        for reason in criterion.reasons
        if reason.id in answer.reasons
    )
    return (
        f'<header class="bv-criterion"><div><small>{escape(evaluation.evaluator_name)}</small></div>'
        f'<span class="bv-level">{escape(chosen)}</span></header>'
        + (f'<p class="bv-behaviour">{escape(level.behaviour.in_language(code))}</p>' if level else "")
        + (f'<ul class="bv-reasons">{reasons}</ul>' if reasons else "")
        + (f'<p class="bv-note">{escape(answer.note)}</p>' if answer.note else "")
    )
