"""Choices kept in the address as codes.

Streamlit's own binding writes the words on the screen there: a link sent by an Italian reader would open with other
filters for an English one, and two people of one name would be the same person. It also loses them on the browser's
Back. Here the address is read when it differs from what was last written to it, and written after the widgets.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

State = MutableMapping[Any, Any]
_DAYS = date(2000, 1, 1), date(2099, 12, 31)
"""The first and the last that can be chosen: an address is written by anybody, and around others no time zone holds."""


@dataclass(frozen=True, slots=True)
class UrlState:
    """The choices of one page. `defaults` by name; a choice at its default is left out of the address."""

    page: str
    defaults: Mapping[str, str]

    def load(self) -> None:
        """Take over what the address says, when the reader came to it or went back to it."""
        state: State = st.session_state
        named = self._named()
        written = state.get(self._written)
        # A second click may overtake the address that the first one wrote; then the widgets are newer than it.
        clicked = written is not None and self._values() != written
        if named != written and not clicked:
            for name, value in named.items():
                state[self.key(name)] = value
        state[self._written] = self._values()

    def store(self) -> None:
        """Write the choices into the address."""
        values = self._values()
        others = {name: value for name, value in st.query_params.to_dict().items() if name not in values}
        if values != self._named():
            others.pop("page", None)  # it was of another list
        wanted = others | {name: value for name, value in values.items() if value != self.defaults[name]}
        if wanted != st.query_params.to_dict():  # all at once: one step for the browser's Back
            st.query_params.from_dict(wanted)
        st.session_state[self._written] = values

    def key(self, name: str) -> str:
        """The key of the widget of this choice."""
        return f"{self.page}_{name}"

    def made(self, *names: str) -> int:
        """How many of these choices are not at their default."""
        values = self._values()
        return sum(values[name] != self.defaults[name] for name in names)

    def one_of(self, name: str, options: Mapping[str, str], label: str, *, width: int) -> str:
        """A list to choose from: words by code. The code chosen, the first when the address names no such one."""
        state: State = st.session_state
        if state.get(self.key(name)) not in options:
            state[self.key(name)] = self.defaults[name] if self.defaults[name] in options else next(iter(options))
        chosen = st.selectbox(
            label, list(options), format_func=_told_apart(options).__getitem__, key=self.key(name), width=width
        )
        return str(chosen)

    def day(self, name: str, otherwise: date, label: str, *, width: int) -> date:
        """A day to choose; `otherwise` when the address names none."""
        # here and not as the widget's own default: Streamlit warns of a widget that has both
        state: State = st.session_state
        state[self.key(name)] = _day(state.get(self.key(name))) or otherwise
        return self.any_day(name, label, width=width) or otherwise

    def any_day(self, name: str, label: str, *, width: int) -> date | None:
        """A day to choose, or none."""
        state: State = st.session_state
        state[self.key(name)] = _day(state.get(self.key(name)))
        first, last = _DAYS
        chosen = st.date_input(label, None, first, last, key=self.key(name), format="DD/MM/YYYY", width=width)
        return chosen if isinstance(chosen, date) else None

    @property
    def _written(self) -> str:
        return f"{self.page}_address"

    def _named(self) -> Mapping[str, str]:
        # PostgreSQL refuses a text with a NUL, which nobody can type but anybody can write into an address
        return {name: st.query_params.get(name, default).replace("\0", "") for name, default in self.defaults.items()}

    def _values(self) -> Mapping[str, str]:
        return {
            name: str(st.session_state.get(self.key(name), default) or default)
            for name, default in self.defaults.items()
        }


def _told_apart(options: Mapping[str, str]) -> Mapping[str, str]:
    """The same words, with their code where two are alike: a list knows its options by their words."""
    words = list(options.values())
    return {code: word if words.count(word) == 1 else f"{word} ({code})" for code, word in options.items()}


def _day(value: object) -> date | None:
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return None
    return day if _DAYS[0] <= day <= _DAYS[1] else None
