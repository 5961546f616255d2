"""Importing a call log: choose a file, look at what it would bring, correct the columns, import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.faults import BenvenutoError
from benvenuto.formats.calls.call_log import TITLES, CallField, rejected_csv
from benvenuto.formats.spreadsheet import BYTE_ORDER_MARK, csv_row
from benvenuto.services.calls.call_logs import Imported, Plan
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.calls.preview_table import preview_table
from benvenuto.ui.components.plan_proposal import plan_words, propose_plans
from benvenuto.ui.components.uploading import upload_words
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import facts, figure, notice, quiet_notice, section, shown, style, title
from benvenuto.ui.outcome import refused, show_outcome
from benvenuto.ui.shell import address
from benvenuto.ui.streamlit.progress import progress_bar
from benvenuto.ui.streamlit.sticky_button import button
from benvenuto.ui.streamlit.uploads import Upload, choose_file, largest_upload_mb

_RESULT = "call_log_result"


def show(ctx: PageContext) -> None:
    """The whole page, as far as the file has come."""
    style("administration")
    authorise(ctx.actor, Permission.ADMINISTER)
    title(
        ctx._("Import calls"),
        ctx._("A call log from your telephone system or spreadsheet: CSV, Excel (.xlsx) or Asterisk call records."),
    )
    upload_words(ctx, ctx._("CSV or Excel, up to {limit} MB", limit=largest_upload_mb()))
    file = choose_file(ctx._("Call log"), key="call_log")
    if file is None:
        ctx.memory.pop(_RESULT, None)
        _explanation(ctx)
        return
    try:
        _import(ctx, file)
    except BenvenutoError as error:
        notice(ctx, error)


def _import(ctx: PageContext, file: Upload) -> None:
    source = file.read()
    plan = ctx.app.call_logs.plan(ctx.actor, source)
    done: tuple[str, Imported] | None = ctx.memory.get(_RESULT)
    if done is not None and done[0] == file.id:
        _result(ctx, file, done[1])
        return
    plan = replace(plan, mapping=_mapping(ctx, plan, file.id))
    day_first = _day_first(ctx)
    section(ctx._("Preview of the import"), ctx._("The first lines as they are read. Nothing has been saved yet."))
    try:
        preview_table(ctx, ctx.app.call_logs.preview(ctx.actor, source, plan, day_first=day_first))
    except BenvenutoError as error:
        notice(ctx, error)
        return
    key = f"import_calls_{file.id}"
    if button(ctx, ctx._("Import"), key=key, type="primary", icon=":material/upload_file:"):
        try:
            ctx.memory[_RESULT] = (file.id, _run(ctx, source, plan, day_first=day_first))
        except BenvenutoError as error:
            refused(ctx, error, place=key)
        else:
            st.rerun()
    show_outcome(ctx, key)


def _mapping(ctx: PageContext, plan: Plan, file_id: str) -> Mapping[CallField, str]:
    section(
        ctx._("What each column contains"),
        ctx._("This is how the columns were read. Correct anything that is wrong."),
    )
    facts([(ctx._("Kind of file"), ctx._(plan.dialect.title)), (ctx._("Columns"), str(len(plan.headers)))])
    choices = ["", *(header for header in plan.headers if header)]
    with st.container(key="mapping"):
        chosen = {
            field: st.selectbox(
                ctx._(TITLES[field]),
                choices,
                index=choices.index(plan.mapping[field]) if plan.mapping.get(field) in choices else 0,
                format_func=lambda header: header or ctx._("not in the file"),
                key=f"column_{field}_{file_id}",
            )
            for field in CallField
        }
    return {field: header for field, header in chosen.items() if header}


def _day_first(ctx: PageContext) -> bool:
    chosen = st.segmented_control(
        ctx._("A date such as 3/4/2026 means"),
        ["day", "month"],
        default="day",
        required=True,
        format_func=lambda option: ctx._("3 April") if option == "day" else ctx._("4 March"),
        key="day_first",
    )
    return chosen != "month"


def _run(ctx: PageContext, source: bytes, plan: Plan, *, day_first: bool) -> Imported:
    total = max(ctx.app.call_logs.lines(ctx.actor, source), 1)
    bar = progress_bar()
    bar(0.0, ctx._("Stay on this page until the last line has been read."))

    def progress(lines: int) -> None:
        words = ctx._("{n} of {total} lines", n=ctx.say.number(lines), total=ctx.say.number(total))
        bar(min(lines / total, 1.0), words)

    return ctx.app.call_logs.run(ctx.actor, source, plan, day_first=day_first, progress=progress)


def _result(ctx: PageContext, file: Upload, result: Imported) -> None:
    section(ctx._("Result for {file}", file=file.name))
    if not result.added and result.already_there:
        quiet_notice(ctx._("Nothing changed: every call in the file was already here."))
    with st.container(horizontal=True, gap="large", key="import_figures"):
        figure(ctx.say.number(result.added), ctx._("Added"))
        figure(ctx.say.number(result.already_there), ctx._("Already there"))
        figure(ctx.say.number(result.rejected_count), ctx._("Rejected"))
    if result.rejected_count:
        _rejected(ctx, file, result)
    if result.waiting:
        section(
            ctx._("Unknown agents"),
            ctx._("Their calls are kept. As soon as somebody is given the agent code, the calls are theirs."),
        )
        words = [f"{code} ({ctx.say.number(number)})" for code, number in result.waiting.items()]
        shown(", ".join(words[:50]) + (" …" if len(words) > 50 else ""))
        st.page_link(address("people"), label=ctx._("Assign the codes to people"), icon=":material/group:")
    if teams := ctx.app.sampling.unplanned(ctx.actor):
        section(ctx._("No sampling plan yet"), plan_words(ctx, teams))
    propose_plans(ctx, teams)


def _rejected(ctx: PageContext, file: Upload, result: Imported) -> None:
    section(
        ctx._("Rejected lines"),
        ctx._(
            "Download them with the reasons, correct them in the file and import it again: what is already here stays."
        ),
    )
    st.download_button(
        ctx._("Download the rejected lines"),
        "".join(rejected_csv(result.headers, result.rejected, translate=ctx._)).encode(),
        file_name=f"{ctx._('rejected-lines')}-{file.name.rsplit('.', 1)[0]}.csv",
        mime="text/csv",
        key="rejected_lines",
        icon=":material/download:",
        on_click="ignore",
    )


def _explanation(ctx: PageContext) -> None:
    section(
        ctx._("What the file must contain"),
        ctx._(
            "One line per call, below a line of column names. The start of the call and the agent "
            "are required; everything else helps. Column names can be in Italian or English, in any "
            "order."
        ),
    )
    st.download_button(
        ctx._("An example to start from"),
        example_log(ctx),
        file_name=f"{ctx._('call-log')}.csv",
        mime="text/csv",
        key="example_log",
        icon=":material/download:",
        on_click="ignore",
    )
    section(
        ctx._("Large files and nightly imports"),
        ctx._("The command line does the same without a browser, for example at night from your telephone system:"),
    )
    st.code("python -m benvenuto import-calls FILE", language=None)


def example_log(ctx: PageContext) -> bytes:
    """A call log with one call, its columns named in the reader's language."""
    columns = ("Call id", "Date and time", "Agent", "Duration", "Contact reason", "Language", "Outcome", "Note")
    call = ("A-1001", "03/03/2026 09:15", "anna.rossi", "04:12", contact_reason(ctx, "delivery"), "it", "", "")
    return (BYTE_ORDER_MARK + csv_row([ctx._(column) for column in columns], ";") + csv_row(call, ";")).encode()
