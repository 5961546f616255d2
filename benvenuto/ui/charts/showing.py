"""A chart on the page, with its picture to keep; pages draw charts through this and in no other way."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from benvenuto.ui.context import PageContext


def show_chart(ctx: PageContext, figure: go.Figure, alt_text: str, key: str, *, name: str, opens: bool = True) -> None:
    """Draw the chart. `alt_text` is read aloud in its place, `name` is the picture's file name without an ending.

    With `opens`, a click on a point runs the page again, with the point in the session under `key`.
    """
    save = ctx._("Save the picture")
    st.plotly_chart(
        figure,
        key=key,
        # Streamlit's theme would paint over the colours and the typeface of the sheet
        theme=None,
        on_select="rerun" if opens else "ignore",
        selection_mode="points",
        config={
            "displayModeBar": "hover",
            "displaylogo": False,
            "modeBarButtons": [["toImage"]],
            "toImageButtonOptions": {"format": "svg", "filename": name},
            "locale": ctx.say.code,
            # plotly brings no Italian; these are the only words of its own that can be seen
            "locales": {
                ctx.say.code: {"dictionary": {"Download plot": save, "Download plot as a PNG": save}, "format": {}}
            },
            "doubleClick": False,
            "showTips": False,
        },
        alt=alt_text,
    )
