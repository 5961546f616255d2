"""What is heard in the test call: a minute with an interruption, a silence and a hold."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from benvenuto.domain.call import Speaker, Turn
from benvenuto.domain.measure import Measure, Measured, Segment, Speech
from benvenuto.languages import language
from benvenuto.listening.measures import measure
from benvenuto.ui.calls.sound.view import strip_view
from benvenuto.ui.components.player import Pin
from benvenuto.ui.components.strip import Strip

SPEECH = Speech(
    duration_s=60.0,
    agent=(Segment(1, 4), Segment(10, 15), Segment(21, 24), Segment(31, 36), Segment(52, 57)),
    caller=(Segment(4.6, 10.5), Segment(13, 20.2), Segment(36.4, 41), Segment(57.5, 59)),
    other=(Segment(42, 51),),
)
TURNS = [
    Turn(Speaker.AGENT if number % 2 == 0 else Speaker.CALLER, f"Line {number} of the call.", 1.5 * number)
    for number in range(40)
]
EVIDENCE: tuple[Pin, ...] = (
    {"id": "hello", "at_s": 1.2, "label": "Greeting: “Good morning”"},
    {"id": "hold", "at_s": 40.0, "label": "Hold: “may I put you on hold?”"},
)


def measured(mono: bool = False) -> Measured:
    mixed = (*SPEECH.agent[:1], *SPEECH.caller[:1], Segment(13, 24))
    return measure(Speech(60.0, mixed=mixed, separate=False) if mono else SPEECH)


def strip(kind: str) -> Strip:
    """The strip of a call `among` 24 of its team, among a `few`, `mono`, `swapped` or `waiting`."""
    values = {
        Measure.AGENT_SHARE: 48.0,
        Measure.AGENT_INTERRUPTIONS: 0.0,
        Measure.OVERLAP: 1.0,
        Measure.DEAD_AIR: 3.0,
        Measure.HOLD: 5.0,
    }
    calls = {"few": 6, "waiting": 0, "mono": 0}.get(kind, 24)
    team = {one: tuple(value + (place * 7 % 24) for place in range(calls)) for one, value in values.items()}
    found = None if kind == "waiting" else replace(measured(kind == "mono"), swapped=kind == "swapped")
    return Strip.of(strip_view(language("en", ZoneInfo("UTC")), found, team, may_swap=True))
