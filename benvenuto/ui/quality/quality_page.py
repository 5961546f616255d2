"""The template of every page on care quality: its choices, why it is empty, and parts of sentence, chart and data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Generic, TypeVar

import plotly.graph_objects as go
import streamlit as st

from benvenuto.services.quality.trends import Choices
from benvenuto.ui.charts.showing import show_chart
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, section, title
from benvenuto.ui.quality.captions import read_as, told_by
from benvenuto.ui.quality.downloads import DataTable, downloads
from benvenuto.ui.streamlit.url_state import UrlState

View = TypeVar("View")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class NothingYet:
    """What stands in the place of figures: what to do, below `title`, by default that there are no evaluations yet."""

    lead: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class QualityPage(Generic[View, Result]):
    """A page on care quality: the choices in its address, its title and lead, and its three steps.

    `choose` asks the reader what to look at, `find` asks the service for it, `draw` shows the result. `title`,
    `lead` and `waiting` (while the service works; empty where it is quick) are message ids.
    """

    kept: UrlState
    title: str
    lead: str
    choose: Callable[[PageContext, Choices], View]
    find: Callable[[PageContext, View], Result | NothingYet]
    draw: Callable[[PageContext, View, Result], None]
    waiting: str = ""

    def show(self, ctx: PageContext) -> None:
        """Everything of the page, from its title to the address."""
        title(ctx._(self.title), ctx._(self.lead))
        known = ctx.app.trends.choices(ctx.actor)
        self.kept.load()
        with st.container(horizontal=True, vertical_alignment="bottom", key=f"{self.kept.page}_choices"):
            view = self.choose(ctx, known)
        with st.spinner(ctx._(self.waiting)) if self.waiting else nullcontext():
            result = self.find(ctx, view)
        if isinstance(result, NothingYet):
            empty(result.title or ctx._("No evaluations here yet"), result.lead)
        else:
            self.draw(ctx, view, result)
        self.kept.store()


def part(
    ctx: PageContext,
    sentence: str,
    remarks: Sequence[str] = (),
    *,
    name: str,
    heading: str = "",
    chart: go.Figure | None = None,
    key: str = "",
    opens: bool = False,
    by_row: bool = False,
    legend: str = "",
    below: Callable[[], None] | None = None,
    data: DataTable | None = None,
) -> None:
    """One part of a page: the sentence with its remarks, the chart and how it is read, what is below, the data.

    `heading` is of every part but the first, `name` that of its files; `by_row` charts are no wider than rows can be.
    """
    if heading:
        section(heading)
    told_by(sentence, remarks, apart=bool(heading))
    if chart:
        with st.container(key=f"bv_forest_{key}") if by_row else nullcontext():
            show_chart(ctx, chart, sentence, key, name=name, opens=opens)
    if legend:
        read_as([legend])
    if below:
        below()
    if data:
        downloads(ctx, data, name, heading)
