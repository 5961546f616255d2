"""Messages outside the application as an administrator sees them: what waits, what left, what failed and why."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from benvenuto.domain.outbox import Channel, MessageState, OutboxRow
from benvenuto.services.feedback.mail import REASONS
from benvenuto.services.feedback.outside import Standing
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, facts, quiet_notice, section, style, title
from benvenuto.ui.outcome import done, show_outcome
from benvenuto.ui.people.channel_words import CHANNELS, STATES
from benvenuto.ui.streamlit.sticky_button import button
from benvenuto.ui.streamlit.url_state import UrlState

KEPT = UrlState("messages", {"state": ""})
_PLACE = "messages"
_MOST, _MOST_AGAIN = 100, 20


def show(ctx: PageContext) -> None:
    """The whole page."""
    style("administration")
    standing = ctx.app.outside.standing(ctx.actor, _MOST)
    title(
        ctx._("Messages"),
        ctx._(
            "What leaves Benvenuto: that something is there, with a link, and never what it is. Each person chooses."
        ),
    )
    show_outcome(ctx, _PLACE)
    facts([(ctx._(words), _set_up(ctx, channel, standing)) for channel, words in CHANNELS.items()])
    if not standing.channels:
        quiet_notice(
            ctx._(
                "Nothing leaves this server until it is set up: BENVENUTO_SMTP_HOST and BENVENUTO_SMTP_FROM for "
                "e-mail, BENVENUTO_WEBHOOKS for chats. docs/messages.md says how."
            )
        )
    _failed(ctx, ctx.app.outside.standing(ctx.actor, _MOST_AGAIN, MessageState.FAILED).latest)
    _all(ctx, standing)


def _set_up(ctx: PageContext, channel: Channel, standing: Standing) -> str:
    if channel not in standing.channels:
        return ctx._("not set up")
    mail = ctx.app.settings.mail
    return f"{mail.host}:{mail.port}" if channel is Channel.EMAIL and mail else ctx._("ready")


def _failed(ctx: PageContext, failed: Sequence[OutboxRow]) -> None:
    if not failed:
        return
    section(ctx._("Not delivered"), ctx._("Once the cause is fixed, send them again."))
    for row in failed:
        with st.container(horizontal=True, vertical_alignment="center", key=f"failed_{row.id}"):
            st.text(f"{row.person_name} · {ctx._(CHANNELS[row.channel])} · {_reason(ctx, row)}")
            if button(ctx, ctx._("Send again"), key=f"again_{row.id}", icon=":material/replay:"):
                ctx.app.outside.send_again(ctx.actor, row.id)
                done(ctx, ctx._("It will be sent again within a minute."), place=_PLACE)


def _all(ctx: PageContext, standing: Standing) -> None:
    section(ctx._("The latest"))
    KEPT.load()
    counted = {state.value: f"{ctx._(STATES[state])} ({ctx.say.number(n)})" for state, n in standing.counts.items()}
    chosen = KEPT.one_of("state", {"": ctx._("Any status"), **counted}, ctx._("Status"), width=220)
    KEPT.store()
    rows = standing.latest
    if chosen:
        rows = ctx.app.outside.standing(ctx.actor, _MOST, MessageState(chosen)).latest
    if not rows:
        empty(
            ctx._("No messages"),
            ctx._("A message appears here as soon as something is due to somebody who wants messages."),
        )
        return
    heads = [ctx._("When"), ctx._("Channel"), ctx._("For"), ctx._("Status"), ctx._("Attempts"), ctx._("Details")]
    head = "".join(f'<th scope="col">{escape(words)}</th>' for words in heads)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in _cells(ctx, row))}</tr>" for row in rows)
    st.html(f'<table class="bv-table bv-audit"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>')


def _cells(ctx: PageContext, row: OutboxRow) -> Sequence[str]:
    at = row.sent_at or row.failed_at or row.due_at
    return (
        ctx.say.timestamp(at),
        ctx._(CHANNELS[row.channel]),
        row.person_name,
        ctx._(STATES[row.state]),
        ctx.say.number(row.attempts),
        _reason(ctx, row),
    )


def _reason(ctx: PageContext, row: OutboxRow) -> str:
    """Ours in the reader's language, another server's as it was given."""
    return ctx._(row.reason) if row.reason in REASONS else row.reason
