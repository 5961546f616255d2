"""The first lines of a call log as a table, those rejected with their reason."""

from __future__ import annotations

from html import escape

import streamlit as st

from benvenuto.formats.calls.call_log import ApartLine, LoggedCall, RejectedLine
from benvenuto.languages import clock_time
from benvenuto.services.calls.call_logs import Preview
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.context import PageContext


def preview_table(ctx: PageContext, preview: Preview) -> None:
    """Show the lines in the order of the file."""
    heads = [
        ctx._("Row"),
        ctx._("Start"),
        ctx._("Agent"),
        ctx._("Duration"),
        ctx._("Contact reason"),
        ctx._("Language"),
        ctx._("Caller"),
        ctx._("Note"),
    ]
    head = "".join(f'<th scope="col">{escape(words)}</th>' for words in heads)
    lines = "".join(_line(ctx, line, len(heads)) for line in preview.lines)
    st.html(
        f'<div class="bv-scroll" tabindex="0"><table class="bv-table" aria-label="{escape(ctx._("First lines"))}">'
        f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>"
        f'<p class="bv-lead">{escape(_count(ctx, preview))}</p>'
    )


def _line(ctx: PageContext, line: LoggedCall | RejectedLine, width: int) -> str:
    if isinstance(line, RejectedLine):
        reason = escape(ctx._(line.template, **line.params))
        label = ctx._("kept apart") if isinstance(line, ApartLine) else ctx._("rejected")
        return (
            f'<tr class="bv-rejected"><td class="bv-number">{line.number}</td>'
            f'<td colspan="{width - 1}"><div class="bv-reason">'
            f'<span class="bv-label">{escape(label)}</span> {reason}</div></td></tr>'
        )
    cells = [
        ctx.say.timestamp(line.started_at, "short"),
        line.agent,
        clock_time(line.duration_s) if line.duration_s is not None else "",
        contact_reason(ctx, line.contact_reason),
        line.language,
        line.caller,
        " · ".join(part for part in (line.outcome, line.note) if part),
    ]
    return f'<tr><td class="bv-number">{line.number}</td>{"".join(f"<td>{escape(cell)}</td>" for cell in cells)}</tr>'


def _count(ctx: PageContext, preview: Preview) -> str:
    accepted = sum(isinstance(line, LoggedCall) for line in preview.lines)
    good = ctx.say.plural("{n} of these lines can be imported", "{n} of these lines can be imported", accepted)
    return f"{good}. {ctx._('The file continues.')}" if preview.more else f"{good}."
