"""A bar beside a long piece of work, which no other request cuts off in its middle."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import RerunException, get_script_run_ctx


def progress_bar() -> Callable[[float, str], None]:
    """What shows the share that is done, with words; the bar stands where it is first called.

    When another request comes the bar stands still and the work goes on: the request is answered at the first call to
    Streamlit after it. A window that is closed ends the work.
    """
    bars: list[DeltaGenerator] = []

    def show(share: float, words: str) -> None:
        try:
            if bars:
                bars[0].progress(share, words)
            else:
                bars.append(st.progress(share, words))
        except RerunException as overtaken:
            context = get_script_run_ctx()
            if context is None or context.script_requests is None:
                raise
            context.script_requests.request_rerun(overtaken.rerun_data)

    return show
