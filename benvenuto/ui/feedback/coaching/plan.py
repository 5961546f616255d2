"""One coaching plan: what was agreed, the part of the call to hear again, signatures, and the calls since."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

import streamlit as st

from benvenuto.domain.coaching import LONGEST_WORDS, Clip, CoachingPlan
from benvenuto.domain.faults import BenvenutoError
from benvenuto.languages import clock_time
from benvenuto.services.feedback.coaching import Coached
from benvenuto.services.quality.since_chosen import LED_TO_CHOICE
from benvenuto.ui.calls.sound.playing import seek_to
from benvenuto.ui.calls.sound.showing import show_player
from benvenuto.ui.components.player import Pin
from benvenuto.ui.context import PageContext, page_context
from benvenuto.ui.elements import facts, labels, quiet_notice, section, shown, style, title
from benvenuto.ui.feedback.hearing import HearableCall
from benvenuto.ui.outcome import attempt, done, refused, show_outcome
from benvenuto.ui.quality.since_chosen import compared
from benvenuto.ui.shell import address
from benvenuto.ui.streamlit.dialog import close_dialog, dialog, open_dialog
from benvenuto.ui.streamlit.draft import keep_drafts
from benvenuto.ui.streamlit.sticky_button import button, sticky_button


def show_plan(ctx: PageContext, coached: Coached, titles: Mapping[str, str], status: str) -> None:
    """The whole plan."""
    plan = coached.plan
    withdrawing = f"coach_withdraw_words_{plan.id}"
    keep_drafts(person=ctx.actor.id, evaluation=0, fields={withdrawing: f"withdraw {plan.id}"}, sent=())
    named = titles.get(plan.criterion, plan.criterion)
    title(plan.behaviour, f"{plan.agent_name} · {named}", window=f"{ctx._('Coaching')} · {plan.agent_name}")
    labels([status, *([ctx._("overdue")] if coached.overdue else [])])
    show_outcome(ctx, _place(plan))
    if plan.withdrawn_because:
        quiet_notice(ctx._("Withdrawn: {words}", words=plan.withdrawn_because))
    section(ctx._("What you agreed") if plan.agreed_at else ctx._("What is proposed"))
    shown(plan.steps)
    facts(_facts(ctx, plan))
    query = {"criterion": plan.criterion}
    words = ctx._("Exercises on this criterion")
    st.page_link(address("practice"), label=words, icon=":material/exercise:", query_params=query)
    if plan.clip:
        _clip(ctx, plan, plan.clip)
    _deeds(ctx, coached, withdrawing)
    _since(ctx, coached, named)


def _facts(ctx: PageContext, plan: CoachingPlan) -> list[tuple[str, str]]:
    def at(timestamp: datetime | None) -> str:
        return ctx.say.timestamp(timestamp, "d MMMM y, HH:mm") if timestamp else ""

    signed = f"{plan.supervisor_signed_by}, {at(plan.supervisor_signed_at)}" if plan.supervisor_signed_at else ""
    return [
        (ctx._("Proposed by"), f"{plan.by_name}, {at(plan.begun_at)}"),
        (ctx._("Agreed by the agent"), at(plan.agreed_at)),
        (ctx._("Due by"), ctx.say.day(plan.due, "long")),
        (ctx._("Done, says the agent"), at(plan.agent_signed_at)),
        (ctx._("Done, says the supervisor"), signed),
    ]


def _clip(ctx: PageContext, plan: CoachingPlan, clip: Clip) -> None:
    """The part of the call that the plan is about, with its player where the reader may hear it."""
    section(ctx._("The moment to hear again"))
    try:
        published = ctx.app.feedback.read(ctx.actor, clip.evaluation_id)
        heard = HearableCall.of(ctx, published)
    except BenvenutoError:  # settled otherwise since, or not this reader's
        quiet_notice(ctx._("The evaluation that this plan came from can no longer be read here."))
        return
    span = f"{clock_time(clip.begin_s)}–{clock_time(clip.end_s)}"
    media = heard.heard
    if media and media.recording:
        key = f"coach_clip_{plan.id}"
        pins: list[Pin] = [
            {"id": "clip_begin", "at_s": clip.begin_s, "label": ctx._("from here")},
            {"id": "clip_end", "at_s": clip.end_s, "label": ctx._("to here")},
        ]
        show_player(ctx, media, media.recording, pins, seek=seek_to(ctx, [(key, clip.begin_s)]))
        sticky_button(ctx, ctx._("Play {span}", span=span), key=key, icon=":material/play_arrow:")
    else:
        shown(ctx._("{span} of the call", span=span))
    day = ctx.say.timestamp(published.stored.called_at, "EEEE d MMMM, HH:mm")
    st.page_link(
        address("evaluation"),
        label=ctx._("Call of {day}", day=day),
        query_params={"id": str(clip.evaluation_id)},
        icon=":material/hearing:",
    )


def _deeds(ctx: PageContext, coached: Coached, withdrawing: str) -> None:
    plan = coached.plan
    if coached.may_agree:
        shown(ctx._("Agree if this is what the two of you decided. If not, talk it over first."), "bv-lead")
    with st.container(horizontal=True, key="coach_deeds"):
        if coached.may_agree and button(ctx, ctx._("I agree"), key=f"coach_agree_{plan.id}", type="primary"):
            _do(ctx, plan, lambda: ctx.app.coaching.agree(ctx.actor, plan.id), ctx._("Agreed. The plan has started."))
        if coached.may_sign and button(ctx, ctx._("Sign as done"), key=f"coach_sign_{plan.id}", type="primary"):
            _do(ctx, plan, lambda: ctx.app.coaching.sign(ctx.actor, plan.id), ctx._("Signed. Thank you."))
        key = f"coach_withdraw_{plan.id}"
        if coached.may_withdraw and button(ctx, ctx._("Withdraw…"), key=key):
            open_dialog(ctx, key)
    if coached.may_withdraw:
        dialog(ctx, key, ctx._("Withdraw this plan"), lambda: _withdraw(plan, key, withdrawing))


def _withdraw(plan: CoachingPlan, key: str, withdrawing: str) -> None:
    by = page_context()
    shown(by._("The plan closes and stays on record, with your reason. The agent can read it."))
    words = st.text_area(by._("Your reason"), key=withdrawing, max_chars=LONGEST_WORDS) or ""
    if button(by, by._("Withdraw it"), key=f"{key}_yes", type="primary"):
        try:
            by.app.coaching.withdraw(by.actor, plan.id, words)
        except BenvenutoError as error:
            refused(by, error, place=key)
        else:
            close_dialog(by)
            done(by, by._("The plan is withdrawn."), place=_place(plan))
    show_outcome(by, key)


def _since(ctx: PageContext, coached: Coached, named: str) -> None:
    style("compared")
    section(
        ctx._("The calls since"),
        ctx._(
            "Randomly selected calls on this criterion, before the plan and since. The {n} evaluations before it are "
            "left out, because they are why it was chosen: what went badly often goes better next time anyway. The "
            "comparison is strict enough to be read every week for a year: where nothing changes, at most one agent in "
            "twenty is shown a change. A true rise from 55 to 80 points is found in half the cases after 40 calls on "
            "each side, in nine of ten after 80.",
            n=LED_TO_CHOICE,
        ),
    )
    st.html(f'<div class="bv-compared">{compared(ctx, coached.since, named)}</div>')


def _do(ctx: PageContext, plan: CoachingPlan, deed: Callable[[], object], words: str) -> None:
    attempt(ctx, deed, words, place=_place(plan))


def _place(plan: CoachingPlan) -> str:
    return f"coaching_{plan.id}"
