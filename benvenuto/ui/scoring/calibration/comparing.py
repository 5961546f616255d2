"""What all marked of a call, criterion by criterion and level by level, and the consensus that the group writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from benvenuto.domain.answer import Answer
from benvenuto.domain.calibration import (
    LONGEST_REASON,
    CalibrationSession,
    CalibrationStatus,
    ConsensusNote,
    NewProposal,
    SessionCall,
)
from benvenuto.domain.evaluation import Evaluation
from benvenuto.domain.faults import BenvenutoError
from benvenuto.domain.rubric import Criterion
from benvenuto.domain.side_by_side import Beside, side_by_side
from benvenuto.domain.text import LANGUAGES, Text
from benvenuto.services.scoring.calibrations import SeenSession
from benvenuto.services.scoring.consensus import ComparedCall
from benvenuto.ui.calls.sound.playing import played_line
from benvenuto.ui.context import PageContext, page_context
from benvenuto.ui.elements import plain_label, quiet_notice, section, shown
from benvenuto.ui.outcome import done, refused, show_outcome
from benvenuto.ui.scoring.agreed import level_words
from benvenuto.ui.scoring.calibration.words import BECAUSE, call_words
from benvenuto.ui.scoring.marked_sound import marked_key, show_marked_sound
from benvenuto.ui.streamlit.dialog import close_dialog, dialog, open_dialog
from benvenuto.ui.streamlit.draft import drafts_sent, keep_drafts
from benvenuto.ui.streamlit.sticky_button import button
from benvenuto.ui.streamlit.url_state import UrlState

_NOT_APPLICABLE = ""
"""How N/A is named where levels are named by their ids."""


@dataclass(frozen=True, slots=True)
class _Compared:
    """One call of a session, with what all marked of it; `writing` while the group may still write."""

    session: CalibrationSession
    call_id: int
    comparison: ComparedCall
    playable: bool

    @property
    def writing(self) -> bool:
        return self.session.status is CalibrationStatus.COMPARING

    def key(self, name: str, path: str) -> str:
        return f"{name}_{self.session.id}_{self.call_id}_{path}"


def compare_calls(ctx: PageContext, seen: SeenSession) -> None:
    """The call that the reader chooses, of those that the session has."""
    session = seen.session
    if not session.calls:
        quiet_notice(ctx._("The calls of this session are gone: they were deleted since."))
        return
    chosen = _choose(ctx, session)
    call_id = chosen.call.id
    comparison = ctx.app.consensus.comparison(ctx.actor, session.id, call_id)
    if comparison.listen_first:
        quiet_notice(
            ctx._(
                "You are to decide a dispute about this call. Listen to it there first: then its marks are shown here."
            )
        )
        return
    if comparison.blind:
        quiet_notice(
            ctx._(
                "You are still to score this call without anybody else's marks. Once you have published, what was "
                "compared is shown here."
            )
        )
        return
    _facts(ctx, session, chosen, comparison)
    if len(comparison.evaluations) < 2:
        quiet_notice(ctx._("Only one evaluation of this call was handed in: there is nothing beside it."))
    rows = side_by_side(*comparison.evaluations)
    playable = show_marked_sound(ctx, call_id, comparison.evaluations, rows)
    compared = _Compared(session, call_id, comparison, playable)
    apart = [row for row in rows if row.differs]
    together = [row for row in rows if not row.differs]
    section(ctx._("Where you differ") if ctx.actor.id in session.evaluators else ctx._("Where they differ"))
    if not apart and rows:
        quiet_notice(ctx._("All chose the same level everywhere."))
    for row in apart:
        _row(ctx, compared, row)
    if together:
        words = ctx.say.plural("{n} criterion marked alike", "{n} criteria marked alike", len(together))
        with st.expander(words, key=f"calibration_together_{call_id}"):
            for row in together:
                _row(ctx, compared, row)
    for row in rows:
        _dialogs(ctx, compared, row)


def _choose(ctx: PageContext, session: CalibrationSession) -> SessionCall:
    by_id = {str(each.call.id): each for each in session.calls}
    if len(by_id) == 1:
        return session.calls[0]
    kept = UrlState(f"calibration_{session.id}", {"call": next(iter(by_id))})
    kept.load()
    words = {call_id: call_words(ctx, each.call) for call_id, each in by_id.items()}
    chosen = kept.one_of("call", words, ctx._("Call"), width=420)
    kept.store()
    return by_id[chosen]


def _facts(ctx: PageContext, session: CalibrationSession, chosen: SessionCall, comparison: ComparedCall) -> None:
    earlier = {seat.evaluation_id for seat in session.seats if seat.earlier}
    parts = []
    for evaluation in comparison.evaluations:
        score = evaluation.score.final if evaluation.score else None
        points = "–" if score is None else ctx.say.exact(evaluation.scorecard.shown(score))
        since = f" ({ctx._('scored before the session')})" if evaluation.id in earlier else ""
        later = f" ({ctx._('corrected since')})" if evaluation.id in comparison.corrected_since else ""
        parts.append(f"{evaluation.evaluator_name} {points}{since}{later}")
    head = [call_words(ctx, chosen.call), ctx._(BECAUSE[chosen.because])]
    if chosen.call.agent_name:
        head.insert(1, chosen.call.agent_name)
    st.html(f'<div class="bv-compared"><h2>{escape(" · ".join(head))}</h2><p>{escape(" · ".join(parts))}</p></div>')


def _row(ctx: PageContext, compared: _Compared, row: Beside) -> None:
    note = compared.comparison.consensus.get(row.path)
    with st.container(key=compared.key("fb_heard", row.path)):
        head = escape(row.criterion.title.in_language(ctx.say.code))
        st.html(f'<header class="bv-criterion"><div><h3>{head}</h3></div></header>')
        for level in _levels(row.criterion):
            _level(ctx, compared, row, level)
        if note:
            st.html(_consensus(ctx, row.criterion, note))
        if compared.writing:
            with st.container(horizontal=True, key=compared.key("calibration_deeds", row.path)):
                words = ctx._("Change the consensus") if note else ctx._("Record the consensus")
                consensus, propose = compared.key("consensus", row.path), compared.key("propose", row.path)
                if button(ctx, words, key=consensus, icon=":material/handshake:"):
                    open_dialog(ctx, consensus)
                if button(ctx, ctx._("Propose other words"), key=propose, type="tertiary", icon=":material/edit:"):
                    open_dialog(ctx, propose)


def _levels(criterion: Criterion) -> Sequence[str]:
    """The levels by id, and N/A as the last, where it may be chosen."""
    return [*(level.id for level in criterion.scale), *([_NOT_APPLICABLE] if criterion.not_applicable else [])]


def _level(ctx: PageContext, compared: _Compared, row: Beside, level: str) -> None:
    """A level with who chose it, and why; quiet where nobody did."""
    pairs = zip(compared.comparison.evaluations, row.answers, strict=True)
    chosen = [(evaluation, answer) for evaluation, answer in pairs if _choice(answer) == level]
    known = row.criterion.level(level)
    label = level_words(ctx, row.criterion, level or None)
    behaviour = known.behaviour.in_language(ctx.say.code) if known and chosen else ""
    names = "".join(f"<span>{escape(evaluation.evaluator_name)}</span>" for evaluation, _ in chosen)
    st.html(
        f'<div class="bv-chosen{"" if chosen else " bv-nobody"}"><p><b>{escape(label)}</b>{names}</p>'
        f"{f'<p class=bv-behaviour>{escape(behaviour)}</p>' if behaviour else ''}</div>"
    )
    for evaluation, answer in chosen:
        _because(ctx, compared, row, evaluation, answer)


def _choice(answer: Answer) -> str:
    return answer.choice if isinstance(answer.choice, str) else _NOT_APPLICABLE


def _because(ctx: PageContext, compared: _Compared, row: Beside, evaluation: Evaluation, answer: Answer) -> None:
    chosen = [reason for reason in row.criterion.reasons if reason.id in answer.reasons]
    parts = [*(f"{reason.text.in_language(ctx.say.code)}." for reason in chosen), answer.note]
    words = " ".join(part for part in parts if part)
    if words:
        name = escape(evaluation.evaluator_name)
        st.html(f'<p class="bv-why"><small>{name}</small>{escape(words)}</p>')
    for moment in answer.moments:
        remark = f"{evaluation.evaluator_name}: {moment.note}" if moment.note else evaluation.evaluator_name
        key = marked_key(evaluation, row.path, moment)
        played_line(ctx, key, moment.at_s, remark, playable=compared.playable)


def _consensus(ctx: PageContext, criterion: Criterion, note: ConsensusNote) -> str:
    lead = ctx._("Agreed: {level}.", level=level_words(ctx, criterion, note.level))
    by = ctx._("{name}, {day}", name=note.author_name, day=ctx.say.day(note.at))
    return f'<p class="bv-agreed"><b>{escape(lead)}</b> {escape(note.reason)} <small>{escape(by)}</small></p>'


def _dialogs(ctx: PageContext, compared: _Compared, row: Beside) -> None:
    heading = plain_label(row.criterion.title.in_language(ctx.say.code))
    consensus, propose = compared.key("consensus", row.path), compared.key("propose", row.path)
    dialog(ctx, consensus, heading, lambda: _ask_consensus(compared, row, consensus))
    dialog(ctx, propose, heading, lambda: _ask_proposal(compared, row, propose))


def _level_field(
    ctx: PageContext, criterion: Criterion, levels: Sequence[str], key: str, level: str | None
) -> str | None:
    return st.selectbox(
        ctx._("Level"),
        levels,
        format_func=lambda each: level_words(ctx, criterion, each or None),
        index=levels.index(level) if level in levels else None,
        key=f"{key}_level",
        placeholder=ctx._("Choose a level"),
    )


def _ask_consensus(compared: _Compared, row: Beside, key: str) -> None:
    # a dialog runs by itself, perhaps long after its page: who is here is looked up anew
    ctx = page_context()
    note = compared.comparison.consensus.get(row.path)
    stands = {f"{key}_words": note.reason if note else ""}
    keep_drafts(person=ctx.actor.id, about=key, fields={f"{key}_words": "words"}, standing=stands)
    level = _level_field(
        ctx, row.criterion, _levels(row.criterion), key, (note.level or _NOT_APPLICABLE) if note else None
    )
    reason = st.text_area(
        ctx._("Why"),
        note.reason if note else "",
        key=f"{key}_words",
        max_chars=LONGEST_REASON,
        height=120,
        placeholder=ctx._("What in the call decided it, so that the next evaluator decides alike."),
    )
    if button(ctx, ctx._("Keep it"), key=f"{key}_yes", type="primary"):
        _write(ctx, compared, row, key, level, reason or "")
    show_outcome(ctx, key)


def _write(ctx: PageContext, compared: _Compared, row: Beside, key: str, level: str | None, reason: str) -> None:
    try:
        ctx.app.consensus.write(
            ctx.actor,
            compared.session.id,
            compared.call_id,
            row.path,
            "nowhere" if level is None else level or None,
            reason,
        )
    except BenvenutoError as error:
        refused(ctx, error, place=key)
    else:
        close_dialog(ctx)
        drafts_sent(ctx, person=ctx.actor.id, about=key)
        done(ctx, "", place=key)


def _ask_proposal(compared: _Compared, row: Beside, key: str) -> None:
    ctx = page_context()
    shown(
        ctx._(
            "How the level's behaviour should read. Whoever keeps the rubrics finds it there; one language is enough."
        )
    )
    fields = {f"{key}_{code}": code for code in LANGUAGES} | {f"{key}_why": "why"}
    keep_drafts(person=ctx.actor.id, about=key, fields=fields)
    level = _level_field(ctx, row.criterion, [level.id for level in row.criterion.scale], key, None)
    now: Mapping[str, str] = {}
    if known := row.criterion.level(level) if level else None:
        now = {code: known.behaviour.in_language(code) for code in LANGUAGES}
        shown(ctx._("Now: {words}", words=now[ctx.say.code]), "bv-quiet")
    words = {
        code: st.text_area(language.name, key=f"{key}_{code}", max_chars=LONGEST_REASON, height=100) or ""
        for code, language in LANGUAGES.items()
    }
    reason = st.text_area(ctx._("Why"), key=f"{key}_why", max_chars=LONGEST_REASON, height=80)
    if button(ctx, ctx._("Propose it"), key=f"{key}_yes", type="primary"):
        try:
            new = NewProposal(row.path, level or "", Text(words), reason or "")
            ctx.app.consensus.propose(ctx.actor, compared.session.id, compared.call_id, new)
        except BenvenutoError as error:
            refused(ctx, error, place=key)
        else:
            close_dialog(ctx)
            drafts_sent(ctx, person=ctx.actor.id, about=key)
            done(ctx, "", place=key)
    show_outcome(ctx, key)
