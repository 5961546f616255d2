"""The colours a chart is drawn in: those of the theme that the reader sees."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st


@dataclass(frozen=True, slots=True)
class Ink:
    """A chart's palette: accent, text and background of the page, "#rrggbb", and its typeface."""

    accent: str
    text: str
    ground: str
    font: str

    def faint(self, part: float) -> str:
        """The text's colour with this opacity (0..1), as CSS."""
        return faint(self.text, part)


def ink() -> Ink:
    """The colours of the theme that the reader sees."""
    # None until the browser has said which it shows: light, then
    theme = "dark" if st.context.theme.type == "dark" else "light"
    accent, text, ground = (
        str(st.get_option(f"theme.{theme}.{name}")) for name in ("primaryColor", "textColor", "backgroundColor")
    )
    return Ink(accent, text, ground, str(st.get_option("theme.font")))


def faint(colour: str, part: float) -> str:
    """The colour "#rrggbb" with this opacity (0..1), as CSS "rgba(...)"."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{part})"


def mixed(colour: str, ground: str, part: float) -> str:
    """The colour blended over the ground with this opacity (0..1), opaque; all three "#rrggbb"."""
    pairs = ((int(colour[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part * over + (1 - part) * under):02x}" for over, under in pairs)
