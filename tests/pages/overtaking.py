"""Another request of the same window, which comes at a chosen moment of a run.

Streamlit looks for one at nearly every call to it, and ends the run when there is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequest, ScriptRequests


@dataclass
class Looks:
    """How often Streamlit has looked for another request."""

    taken: int = 0


@contextmanager
def overtaken(at: int = -1) -> Iterator[Looks]:
    """Within, another request comes right before the look of this number, counted from 0: all that a window tells
    with every request, and nothing pressed."""
    looks, look = Looks(), ScriptRequests.on_scriptrunner_yield

    def looked(requests: ScriptRequests) -> ScriptRequest | None:
        if looks.taken == at:
            running = requests._rerun_data
            requests.request_rerun(replace(running, widget_states=_without_presses(running.widget_states)))
        looks.taken += 1
        return look(requests)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ScriptRequests, "on_scriptrunner_yield", looked)
        yield looks


def _without_presses(states: WidgetStates | None) -> WidgetStates:
    kept = WidgetStates()
    if states is not None:
        kept.widgets.extend(one for one in states.widgets if one.WhichOneof("value") != "trigger_value")
    return kept
