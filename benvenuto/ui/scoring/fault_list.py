"""The faults of files, as a list with place and remedy."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

import streamlit as st

from benvenuto.domain.faults import Fault
from benvenuto.ui.context import PageContext


def fault_list(ctx: PageContext, faults: Sequence[Fault]) -> None:
    """Each fault with its place and its remedy."""
    st.html(f'<ul class="bv-faults">{"".join(_fault(ctx, fault) for fault in faults)}</ul>')


def _fault(ctx: PageContext, fault: Fault) -> str:
    sentence, remedy = ctx.say.fault(fault)
    file = _below(fault.file, ctx.app.settings.rubrics.parent)
    where = f"{file}:{fault.line}" if fault.line else file
    return (
        f"<li><code>{escape(where)}</code> <code>{escape(fault.path)}</code>"
        f"<strong>{escape(sentence)}</strong><span>{escape(remedy)}</span></li>"
    )


def _below(file: str, folder: Path) -> str:
    """The file's name as it is known from the folder, else its last parts: a server's own paths are nobody's matter."""
    path = Path(file)
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else "/".join(path.parts[-2:])
