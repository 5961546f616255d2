"""What scorecards have left unsent in the browser, from whatever page is opened next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from benvenuto.ui.streamlit.mounting import component, nothing, packed

_KEY = "waiting"


def waiting_outboxes() -> Sequence[object]:
    """What the browser has sent: outboxes, still to be checked. Ask before `mount_waiting`."""
    state = st.session_state.get(_KEY)
    sent = state.get("outboxes") if isinstance(state, Mapping) else None
    return sent if isinstance(sent, list) else []


def mount_waiting(person: int, acknowledged: Mapping[str, Mapping[str, int]], *, but: int, call: int) -> None:
    """Put this once on a page; the browser forgets what is acknowledged, by evaluation and client.

    What waits for the evaluation `but` is not sent, nor what was marked in `call` before anything was begun: their
    scorecard is on the page. 0 is none.
    """
    known = waiting_outboxes()
    data = packed({"person": str(person), "acknowledged": acknowledged, "but": str(but), "but_call": str(call)})
    sent = component("waiting", styled=False)(key=_KEY, data=data, height=1, on_outboxes_change=nothing).get("outboxes")
    # In a session born of a reconnect it is known only once the component is mounted: run again with it.
    if sent and sent != known:
        st.rerun()
