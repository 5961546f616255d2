"""The first lines of a call log as a table, those rejected with their reason."""

from __future__ import annotations

from html import escape

import streamlit as st

from benvenuto.formats.calls.call_log import LoggedCall, Preview, RejectedLine
from benvenuto.languages import clock_time
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.context import Here


def preview_table(now: Here, preview: Preview) -> None:
    """Show the lines in the order of the file."""
    heads = [
        now._("Row"),
        now._("Start"),
        now._("Agent"),
        now._("Duration"),
        now._("Contact reason"),
        now._("Language"),
        now._("Caller"),
        now._("Note"),
    ]
    head = "".join(f'<th scope="col">{escape(words)}</th>' for words in heads)
    lines = "".join(_line(now, line, len(heads)) for line in preview.lines)
    st.html(
        f'<div class="bv-scroll" tabindex="0"><table class="bv-table" aria-label="{escape(now._("First lines"))}">'
        f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>"
        f'<p class="bv-lead">{escape(_count(now, preview))}</p>'
    )


def _line(now: Here, line: LoggedCall | RejectedLine, width: int) -> str:
    if isinstance(line, RejectedLine):
        reason = escape(now._(line.template, **line.params))
        return (
            f'<tr class="bv-rejected"><td class="bv-number">{line.number}</td>'
            f'<td colspan="{width - 1}"><span class="bv-label">{escape(now._("rejected"))}</span> {reason}</td></tr>'
        )
    cells = [
        now.say.moment(line.started_at, "short"),
        line.agent,
        clock_time(line.duration_s) if line.duration_s is not None else "",
        contact_reason(now, line.contact_reason),
        line.language,
        line.caller,
        " · ".join(part for part in (line.outcome, line.note) if part),
    ]
    return f'<tr><td class="bv-number">{line.number}</td>{"".join(f"<td>{escape(cell)}</td>" for cell in cells)}</tr>'


def _count(now: Here, preview: Preview) -> str:
    good = now.say.plural(
        "{n} of these lines can be imported", "{n} of these lines can be imported", len(preview.accepted)
    )
    return f"{good}. {now._('The file goes on after them.')}" if preview.more else f"{good}."
