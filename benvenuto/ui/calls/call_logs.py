"""Importing a call log: choose a file, look at what it would bring, correct the columns, import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.faults import BenvenutoError
from benvenuto.formats.calls.call_log import CallField, rejected_csv
from benvenuto.formats.calls.call_log.faults import NoCallIds
from benvenuto.formats.spreadsheet import BYTE_ORDER_MARK, csv_row
from benvenuto.services.calls.call_logs import Plan, Preview
from benvenuto.services.calls.log_writing import Imported
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.calls.imports import import_rows
from benvenuto.ui.calls.log_choices import choose, looked_at
from benvenuto.ui.calls.preview_table import preview_table
from benvenuto.ui.calls.understood import apart_words, differs, understood
from benvenuto.ui.components.plan_proposal import plan_words, propose_plans
from benvenuto.ui.components.uploading import upload_words
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import figure, notice, quiet_notice, section, shown, style, title
from benvenuto.ui.outcome import done, refused, show_outcome
from benvenuto.ui.people.agent_codes import calls_given, give_chosen, who_is_who
from benvenuto.ui.shell import address
from benvenuto.ui.streamlit.progress import progress_bar
from benvenuto.ui.streamlit.sticky_button import button
from benvenuto.ui.streamlit.uploads import Upload, choose_file, largest_upload_mb

_RESULT = "call_log_result"
_PREVIEW = "call_log_preview"
_GIVE_CODE = "give_code"
_MOST_SHOWN = 20
_MOST_LATEST = 5
_LONG = 5_000_000  # bytes


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
        _imports(ctx)
        _explanation(ctx)
        return
    try:
        _import(ctx, file)
    except BenvenutoError as error:
        notice(ctx, error)


def _import(ctx: PageContext, file: Upload) -> None:
    earlier: tuple[str, Imported] | None = ctx.memory.get(_RESULT)
    if earlier is not None and earlier[0] == file.id:
        _result(ctx, file, earlier[1])
        return
    chosen = choose(ctx, file)
    section(ctx._("Preview of the import"), ctx._("The first lines as they are read. Nothing has been saved yet."))
    try:
        plan = looked_at(ctx, file, chosen)
        unknown = _survey(ctx, file, plan)
    except BenvenutoError as error:
        notice(ctx, error)
        return
    who = _who(ctx, file, unknown)
    has_ids = bool(plan.mapping.get(CallField.EXTERNAL_ID))
    wanted = st.checkbox(
        ctx._("Correct calls that are here with another start, duration or agent, if nobody has scored them"),
        key=f"correct_calls_{file.id}",
        disabled=not has_ids,
        help=None if has_ids else ctx._(NoCallIds.template),
    )
    correct = wanted and has_ids
    key = f"import_calls_{file.id}"
    label = ctx._("Import")
    if who:
        label = ctx.say.plural("Confirm {n} agent and import", "Confirm {n} agents and import", len(who))
    if button(ctx, label, key=key, type="primary", icon=":material/upload_file:"):
        try:
            if who:
                ctx.app.agent_codes.give(ctx.actor, who)
            ctx.memory[_RESULT] = (file.id, _run(ctx, file, plan, correct=correct))
        except BenvenutoError as error:
            refused(ctx, error, place=key)
        else:
            st.rerun()
    show_outcome(ctx, key)


def _survey(ctx: PageContext, file: Upload, plan: Plan) -> Mapping[str, int]:
    """Say how the file was understood; the calls of agents nobody knows, by their code."""
    key = f"{file.id}{plan.choices}"
    known: tuple[str, Preview] | None = ctx.memory.get(_PREVIEW)
    if known is None or known[0] != key:
        known = ctx.memory[_PREVIEW] = (key, _looked_through(ctx, file, plan))
    survey = known[1].survey
    shown(understood(ctx.say, survey))
    for template, params in survey.doubts:
        quiet_notice(ctx._(template, **params))
    preview_table(ctx, known[1])
    return survey.unknown


def _looked_through(ctx: PageContext, file: Upload, plan: Plan) -> Preview:
    """A file that takes its time says how far it is."""
    if file.size < _LONG:
        return ctx.app.call_logs.preview(ctx.actor, file.source, plan)
    total = max(ctx.app.call_logs.lines(ctx.actor, file.source, plan.choices), 1)
    bar = progress_bar()

    def progress(lines: int) -> None:
        words = ctx._("{n} of {total} lines looked through", n=ctx.say.number(lines), total=ctx.say.number(total))
        bar(min(lines / total, 1.0), words)

    return ctx.app.call_logs.preview(ctx.actor, file.source, plan, progress)


def _who(ctx: PageContext, file: Upload, unknown: Mapping[str, int]) -> Mapping[str, int]:
    """Ask who the unknown agents are, before their calls come in."""
    if not unknown:
        return {}
    section(
        ctx._("Unrecognised agents"),
        ctx._(
            "The likely person is already chosen. What you confirm by importing is remembered as one more code of "
            "theirs; the calls of the others wait."
        ),
    )
    return who_is_who(ctx, unknown, file.id)


def _run(ctx: PageContext, file: Upload, plan: Plan, *, correct: bool) -> Imported:
    source = file.source
    total = max(ctx.app.call_logs.lines(ctx.actor, source, plan.choices), 1)
    bar = progress_bar()
    bar(0.0, ctx._("Stay on this page until the last line has been read."))

    def progress(lines: int) -> None:
        words = ctx._("{n} of {total} lines", n=ctx.say.number(lines), total=ctx.say.number(total))
        bar(min(lines / total, 1.0), words)

    return ctx.app.call_logs.run(ctx.actor, source, plan, file=file.name, correct=correct, progress=progress)


def _result(ctx: PageContext, file: Upload, result: Imported) -> None:
    section(ctx._("Result for {file}", file=file.name))
    if not result.added and result.already_there:
        quiet_notice(ctx._("Nothing changed: every call in the file was already here."))
    with st.container(horizontal=True, gap="large", key="import_figures"):
        figure(ctx.say.number(result.added), ctx._("Added"))
        figure(ctx.say.number(result.already_there), ctx._("Already there"))
        figure(ctx.say.number(sum(result.apart_counts.values())), ctx._("Kept apart"))
        figure(ctx.say.number(result.rejected_count), ctx._("Rejected"))
    if result.apart_counts:
        _apart(ctx, result)
    if result.rejected_count:
        _rejected(ctx, file, result)
    if result.corrected:
        shown(ctx.say.plural("{n} call was set right.", "{n} calls were set right.", result.corrected))
    if result.differing_count:
        section(
            ctx._("Here with other contents"),
            ctx._("These calls were here already and say something else than the log. They stay as they are."),
        )
        for difference in result.differing[:_MOST_SHOWN]:
            shown(differs(ctx.say, difference))
    if result.waiting:
        section(
            ctx._("Unknown agents"),
            ctx._("Their calls are kept. As soon as somebody is given the agent code, the calls are theirs."),
        )
        _give_codes(ctx, file, result)
        st.page_link(address("people"), label=ctx._("Assign the codes to people"), icon=":material/group:")
    show_outcome(ctx, _GIVE_CODE)
    if teams := ctx.app.sampling.unplanned(ctx.actor):
        section(ctx._("No sampling plan yet"), plan_words(ctx, teams))
    propose_plans(ctx, teams)  # also where there is nothing left: it says what came of it
    if result.import_id is not None:
        section(ctx._("This is import {number}", number=result.import_id), ctx._("It can be taken back on its page."))
        _link_to_import(result.import_id, ctx._("Calls of this import"))


def _give_codes(ctx: PageContext, file: Upload, result: Imported) -> None:
    """Say who has a waiting code; their calls are theirs at once."""
    who = who_is_who(ctx, result.waiting, "waiting")
    if button(ctx, ctx._("Confirm"), key=_GIVE_CODE, icon=":material/person_add:"):
        try:
            given = give_chosen(ctx, who)
        except BenvenutoError as error:
            refused(ctx, error, place=_GIVE_CODE)
            return
        still = ctx.app.people.waiting_codes(ctx.actor)
        waiting = {code: number for code, number in result.waiting.items() if code in still}
        ctx.memory[_RESULT] = (file.id, replace(result, waiting=waiting))
        done(ctx, calls_given(ctx, given), place=_GIVE_CODE)


def _imports(ctx: PageContext) -> None:
    """The latest imports, each with the way to its page."""
    imports, _ = ctx.app.call_logs.imports(ctx.actor)
    if not imports:
        return
    section(ctx._("Latest imports"))
    import_rows(ctx, imports[:_MOST_LATEST], key="latest_imports")
    st.page_link(
        address("imports"),
        label=ctx._("All imports"),
        icon=":material/history:",
    )


def _link_to_import(number: int, words: str) -> None:
    st.page_link(address("imports"), label=words, query_params={"import": str(number)}, icon=":material/history:")


def _apart(ctx: PageContext, result: Imported) -> None:
    section(
        ctx._("Lines kept apart"),
        ctx._("Nothing is wrong with them, but they are no inbound calls that somebody answered: none is ever scored."),
    )
    shown(apart_words(ctx.say, result.apart_counts))


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
