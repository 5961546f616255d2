"""Another request of the same window, which comes at a chosen moment of a run.

Streamlit looks for one at nearly every call to it, and ends the run when there is one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequest, ScriptRequests


@dataclass
class Looks:
    """How often Streamlit has looked for another request since the window last sent one."""

    taken: int = 0
    _window: ScriptRequests | None = None

    def take(self, window: ScriptRequests) -> int:
        """The number of this look, counted from 0."""
        if window is not self._window:  # an AppTest has new ones whenever it is run
            self.taken, self._window = 0, window
        self.taken += 1
        return self.taken - 1


@contextmanager
def at_look(number: int, happens: Callable[[ScriptRequests], object]) -> Iterator[Looks]:
    """Within, something happens right before the look of this number, counted from 0."""
    looks, look = Looks(), ScriptRequests.on_scriptrunner_yield

    def looked(requests: ScriptRequests) -> ScriptRequest | None:
        if looks.take(requests) == number:
            happens(requests)
        return look(requests)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ScriptRequests, "on_scriptrunner_yield", looked)
        yield looks


def overtaken(at: int = -1) -> AbstractContextManager[Looks]:
    """Within, another request comes right before the look of this number: all that a window tells with every request,
    and nothing pressed."""
    return at_look(at, _overtake)


def _overtake(requests: ScriptRequests) -> None:
    running = requests._rerun_data
    requests.request_rerun(replace(running, widget_states=_without_presses(running.widget_states)))


def _without_presses(states: WidgetStates | None) -> WidgetStates:
    kept = WidgetStates()
    if states is not None:
        kept.widgets.extend(one for one in states.widgets if one.WhichOneof("value") != "trigger_value")
    return kept
