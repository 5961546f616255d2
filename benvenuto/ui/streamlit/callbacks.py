"""Presses are called back even when the next request is already there.

Before it calls back, Streamlit looks whether another request waits, and if so drops the one at hand with the press in
it. It looks once more right after the callbacks, which is early enough: its first look only guards against a second
thread on the same state, which `runner.fastReruns = false` rules out.
"""

from __future__ import annotations

from typing import Any

from streamlit.runtime.state import SafeSessionState


def call_back_first() -> None:
    """Leave out the first of the two looks, for every session of this process."""
    SafeSessionState.on_script_will_rerun = _on_script_will_rerun  # type: ignore[method-assign]


def _on_script_will_rerun(self: SafeSessionState, *states: Any, **more: Any) -> None:
    with self._lock:
        self._state.on_script_will_rerun(*states, **more)
