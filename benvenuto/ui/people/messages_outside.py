"""The part of the account page about messages outside the application: on which channel, how soon, and when not."""

from __future__ import annotations

import streamlit as st

from benvenuto.domain.faults import message
from benvenuto.domain.outbox import Channel, ChannelChoice, Frequency, MessageState, OutboxRow
from benvenuto.services.feedback.outside import OwnChannel
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import section, shown
from benvenuto.ui.outcome import attempt, show_outcome
from benvenuto.ui.people.channel_words import CHANNELS, FREQUENCIES
from benvenuto.ui.streamlit.sticky_button import button, form_submit_button

_ADDRESS = {Channel.EMAIL: message("E-mail address"), Channel.CHAT: message("Address of the chat's incoming webhook")}
_HOURS = range(24)
_WIDTH = 200


def messages_outside(ctx: PageContext) -> None:
    """A form for each channel that the administrator has set up; nothing where there is none."""
    channels = ctx.app.outside.own(ctx.actor)
    if not channels:
        return
    section(
        ctx._("Messages outside Benvenuto"),
        ctx._("They only say that something is there, with a link to it: never a name, a score or what was written."),
    )
    for own in channels:
        _channel(ctx, own)


def _channel(ctx: PageContext, own: OwnChannel) -> None:
    choice = own.choice
    channel, frequencies = choice.channel, list(Frequency)
    with st.form(f"channel_{channel}", border=True, enter_to_submit=False):
        st.html(f'<h3 style="margin: 0; padding: 0">{ctx._(CHANNELS[channel])}</h3>')
        frequency = st.segmented_control(
            ctx._("How soon"),
            frequencies,
            default=choice.frequency,
            required=True,
            format_func=lambda option: ctx._(FREQUENCIES[option]),
            key=f"frequency_{channel}",
        )
        address = st.text_input(
            ctx._(_ADDRESS[channel]), choice.address, max_chars=1000, key=f"address_{channel}", autocomplete="off"
        )
        with st.container(horizontal=True, key=f"hours_{channel}"):
            hour = _hour(ctx._("Daily message at"), choice.hour, f"hour_{channel}")
            quiet_from = _hour(ctx._("Quiet from"), choice.quiet_from, f"quiet_from_{channel}")
            quiet_to = _hour(ctx._("Quiet until"), choice.quiet_to, f"quiet_to_{channel}")
        st.caption(ctx._("Nothing is sent in quiet hours; the same hour twice means that there are none."))
        wanted = form_submit_button(ctx, ctx._("Save"), key=f"choose_{channel}", type="primary")
    if wanted:
        chosen = ChannelChoice(
            ctx.actor.id,
            channel,
            frequency or Frequency.OFF,
            address or "",
            hour,
            quiet_from=quiet_from,
            quiet_to=quiet_to,
        )
        attempt(ctx, lambda: ctx.app.outside.choose(ctx.actor, chosen), ctx._("Saved."), place=_place(channel))
    show_outcome(ctx, _place(channel))
    if choice.frequency is Frequency.OFF:
        return
    if button(ctx, ctx._("Send me a test message"), key=f"test_{channel}", icon=":material/send:"):
        words = ctx._("The test message is on its way.")
        attempt(ctx, lambda: ctx.app.outside.test(ctx.actor, channel), words, place=_place(channel))
    if own.last is not None:
        shown(_last(ctx, own.last), "bv-lead")


def _hour(label: str, hour: int, key: str) -> int:
    return st.selectbox(label, list(_HOURS), hour, key=key, format_func=lambda option: f"{option:02}:00", width=_WIDTH)


def _last(ctx: PageContext, last: OutboxRow) -> str:
    match last.state:
        case MessageState.SENT if last.sent_at is not None:
            return ctx._("Last message: sent on {day}.", day=ctx.say.timestamp(last.sent_at, "short"))
        case MessageState.FAILED:
            return ctx._("The last message could not be delivered. Check the address, or ask an administrator.")
        case _ if last.reason:
            return ctx._("A message could not be delivered yet. It will be tried again.")
        case _:
            return ctx._("A message is waiting until {day}.", day=ctx.say.timestamp(last.due_at, "short"))


def _place(channel: Channel) -> str:
    return f"channel_{channel}"
