"""Importing a call log: choose a file, look at what it would bring, correct the columns, import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.faults import BenvenutoError
from benvenuto.formats.calls.call_log import TITLES, CallField, rejected_csv
from benvenuto.formats.spreadsheet import BYTE_ORDER_MARK, csv_row
from benvenuto.services.calls.call_logs import Imported, Plan
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.calls.preview_table import preview_table
from benvenuto.ui.calls.uploading import largest_upload_mb, upload_words
from benvenuto.ui.context import Here
from benvenuto.ui.elements import facts, figure, notice, section, shown, title, told
from benvenuto.ui.outcome import refused, show_outcome
from benvenuto.ui.shell import address
from benvenuto.ui.streamlit.progress import progress_bar
from benvenuto.ui.streamlit.sticky_button import button

_RESULT = "call_log_result"


def show(now: Here) -> None:
    """The whole page, as far as the file has come."""
    authorise(now.actor, Permission.ADMINISTER)
    title(
        now._("Import calls"),
        now._("A call log from your telephone system or spreadsheet: CSV, Excel (.xlsx) or Asterisk call records."),
    )
    upload_words(now, now._("CSV or Excel, up to {limit} MB", limit=largest_upload_mb()))
    file = st.file_uploader(now._("Call log"), key="call_log")
    if file is None:
        now.memory.pop(_RESULT, None)
        _explanation(now)
        return
    try:
        _import(now, file)
    except BenvenutoError as error:
        notice(now, error)


def _import(now: Here, file: UploadedFile) -> None:
    source = file.getvalue()
    plan = now.app.call_logs.plan(now.actor, source)
    done: tuple[str, Imported] | None = now.memory.get(_RESULT)
    if done is not None and done[0] == file.file_id:
        _result(now, file, done[1])
        return
    plan = replace(plan, mapping=_mapping(now, plan, file.file_id))
    day_first = _day_first(now)
    section(now._("What would be imported"), now._("The first lines as they are read. Nothing is written yet."))
    try:
        preview_table(now, now.app.call_logs.preview(now.actor, source, plan, day_first=day_first))
    except BenvenutoError as error:
        notice(now, error)
        return
    key = f"import_calls_{file.file_id}"
    if button(now, now._("Import"), key=key, type="primary", icon=":material/upload_file:"):
        try:
            now.memory[_RESULT] = (file.file_id, _run(now, source, plan, day_first=day_first))
        except BenvenutoError as error:
            refused(now, error, place=key)
        else:
            st.rerun()
    show_outcome(now, key)


def _mapping(now: Here, plan: Plan, file_id: str) -> Mapping[CallField, str]:
    section(
        now._("Which column holds what"),
        now._("This is how the columns were understood. Correct what is wrong."),
    )
    facts([(now._("Kind of file"), now._(plan.dialect.title)), (now._("Columns"), str(len(plan.headers)))])
    choices = ["", *(header for header in plan.headers if header)]
    with st.container(key="mapping"):
        chosen = {
            one: st.selectbox(
                now._(TITLES[one]),
                choices,
                index=choices.index(plan.mapping[one]) if plan.mapping.get(one) in choices else 0,
                format_func=lambda header: header or now._("not in the file"),
                key=f"column_{one}_{file_id}",
            )
            for one in CallField
        }
    return {one: header for one, header in chosen.items() if header}


def _day_first(now: Here) -> bool:
    chosen = st.segmented_control(
        now._("A date such as 3/4/2026 means"),
        ["day", "month"],
        default="day",
        required=True,
        format_func=lambda one: now._("3 April") if one == "day" else now._("4 March"),
        key="day_first",
    )
    return chosen != "month"


def _run(now: Here, source: bytes, plan: Plan, *, day_first: bool) -> Imported:
    total = max(now.app.call_logs.lines(now.actor, source), 1)
    bar = progress_bar()
    bar(0.0, now._("Stay on this page until the last line is read."))

    def progress(lines: int) -> None:
        words = now._("{n} of {total} lines", n=now.say.number(lines), total=now.say.number(total))
        bar(min(lines / total, 1.0), words)

    return now.app.call_logs.run(now.actor, source, plan, day_first=day_first, progress=progress)


def _result(now: Here, file: UploadedFile, result: Imported) -> None:
    section(now._("What became of {file}", file=file.name))
    if not result.added and result.already_there:
        told(now._("This changed nothing: every call of the file was here already."))
    with st.container(horizontal=True, gap="large", key="import_figures"):
        figure(now.say.number(result.added), now._("Added"))
        figure(now.say.number(result.already_there), now._("There already"))
        figure(now.say.number(result.rejected_count), now._("Rejected"))
    if result.rejected_count:
        _rejected(now, file, result)
    if result.waiting:
        section(
            now._("Agents nobody knows yet"),
            now._("Their calls are kept. As soon as somebody has the agent code, the calls are theirs."),
        )
        words = [f"{code} ({now.say.number(number)})" for code, number in result.waiting.items()]
        shown(", ".join(words[:50]) + (" …" if len(words) > 50 else ""))
        st.page_link(address("people"), label=now._("Give the codes to people"), icon=":material/group:")


def _rejected(now: Here, file: UploadedFile, result: Imported) -> None:
    section(
        now._("Rejected lines"),
        now._("Download them with their reasons, mend them in the file, and import it again: what is here stays."),
    )
    st.download_button(
        now._("Download the rejected lines"),
        "".join(rejected_csv(result.headers, result.rejected, translate=now._)).encode(),
        file_name=f"{now._('rejected-lines')}-{file.name.rsplit('.', 1)[0]}.csv",
        mime="text/csv",
        key="rejected_lines",
        icon=":material/download:",
        on_click="ignore",
    )


def _explanation(now: Here) -> None:
    section(
        now._("What the file needs"),
        now._(
            "One line for each call, with the names of the columns above. The start of the call and the agent must "
            "be there; everything else helps. Italian and English names are understood, in any order."
        ),
    )
    st.download_button(
        now._("An example to begin with"),
        example_log(now),
        file_name=f"{now._('call-log')}.csv",
        mime="text/csv",
        key="example_log",
        icon=":material/download:",
        on_click="ignore",
    )
    section(
        now._("Large files, and every night"),
        now._("The command line does the same without a browser, for example at night from your telephone system:"),
    )
    st.code("python -m benvenuto import-calls FILE", language=None)


def example_log(now: Here) -> bytes:
    """A call log with one call, its columns named in the reader's language."""
    columns = ("Call id", "Date and time", "Agent", "Duration", "Contact reason", "Language", "Outcome", "Note")
    call = ("A-1001", "03/03/2026 09:15", "anna.rossi", "04:12", contact_reason(now, "delivery"), "it", "", "")
    return (BYTE_ORDER_MARK + csv_row([now._(column) for column in columns], ";") + csv_row(call, ";")).encode()
