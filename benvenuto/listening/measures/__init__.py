"""From where somebody speaks to the measures of a call; each defined in its module, all thresholds in one object."""

from benvenuto.listening.measures.definitions import DEFINITIONS, UNITS_SAID, Definition, ValueFormat, places
from benvenuto.listening.measures.measuring import measure

__all__ = ["DEFINITIONS", "UNITS_SAID", "Definition", "ValueFormat", "measure", "places"]
