"""The sentence above a chart, made from its numbers, the quieter remarks below it, and how the chart is read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

import streamlit as st

from benvenuto.domain.sampling_plan import TimeSpan
from benvenuto.languages import Language
from benvenuto.ui.elements import style


def told_by(sentence: str, remarks: Sequence[str] = (), *, apart: bool = False) -> None:
    """Say what a chart shows and whether anything changed; `apart` is smaller, for a second chart of a page."""
    style("trend")
    kind = "bv-sentence bv-apart" if apart else "bv-sentence"
    st.html(f'<div class="bv-trend"><p class="{kind}">{escape(sentence)}</p>{_paragraphs(remarks)}</div>')


def read_as(remarks: Sequence[str]) -> None:
    """Say below a chart how it is read."""
    st.html(f'<div class="bv-trend bv-legend">{_paragraphs(remarks)}</div>')


def simulated(say: Language, made_up: int, calls: int) -> list[str]:
    """That some of the calls are made up, where any are."""
    if not made_up:
        return []
    return [
        say.text(
            "Includes simulated data for trying out Benvenuto ({simulated} of {calls} calls).",
            simulated=say.number(made_up),
            calls=say.number(calls),
        )
    ]


def counted_in(say: Language, taken: int, whole: int) -> list[str]:
    """That not every call was counted, where so."""
    if taken == whole:
        return []
    return [
        say.text(
            "Based on {taken} of {all} calls: an evenly spread sample, the same one each time.",
            taken=say.number(taken),
            all=say.number(whole),
        )
    ]


def targeted(say: Language) -> str:
    """Why calls that somebody picked are looked at apart."""
    return say.text(
        "These calls were hand-picked because something stood out. They are kept out of the averages: "
        "mixed in, they would show how calls are picked, not how callers are looked after."
    )


def _paragraphs(remarks: Sequence[str]) -> str:
    return "".join(f"<p>{escape(remark)}</p>" for remark in remarks)


def pauses(say: Language, spans: Sequence[TimeSpan], team: str = "") -> Sequence[str]:
    """When a sampling plan was at 0; `team` says whose, where it could be another's."""
    return [_pause(say, span, team) for span in spans]


def _pause(say: Language, span: TimeSpan, team: str) -> str:
    begin = _day(say, span.begin)
    if span.end is None:
        if team:
            return say.text("Sampling plan of {team} at 0 since {begin}.", team=team, begin=begin)
        return say.text("Sampling plan at 0 since {begin}.", begin=begin)
    end = _day(say, span.end)
    if team:
        return say.text("Sampling plan of {team} at 0 from {begin} to {end}.", team=team, begin=begin, end=end)
    return say.text("Sampling plan at 0 from {begin} to {end}.", begin=begin, end=end)


def _day(say: Language, at: datetime) -> str:
    return say.timestamp(at, "d MMMM")
