"""A window of nobody: what one run leaves to the next, without Streamlit."""

from __future__ import annotations

from dataclasses import dataclass, field

from benvenuto.ui.streamlit.memory import Memory


@dataclass
class Window:
    memory: Memory = field(default_factory=dict)
