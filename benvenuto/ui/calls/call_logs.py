"""Importing a call log: choose a file, look at what it would bring, correct the columns, import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import tzinfo
from zoneinfo import ZoneInfo

import streamlit as st

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.faults import BenvenutoError
from benvenuto.formats.calls.call_log import TITLES, CallField, DurationUnit, LogChoices, rejected_csv
from benvenuto.formats.spreadsheet import BYTE_ORDER_MARK, csv_row
from benvenuto.services.calls.call_logs import Plan, Preview
from benvenuto.services.calls.log_writing import Imported
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.calls.preview_table import preview_table
from benvenuto.ui.calls.understood import UNITS, apart_words, differs, understood
from benvenuto.ui.components.plan_proposal import plan_words, propose_plans
from benvenuto.ui.components.uploading import upload_words
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import facts, figure, notice, quiet_notice, section, shown, style, title
from benvenuto.ui.outcome import done, refused, show_outcome
from benvenuto.ui.shell import address
from benvenuto.ui.streamlit.progress import progress_bar
from benvenuto.ui.streamlit.sticky_button import button
from benvenuto.ui.streamlit.uploads import Upload, choose_file, largest_upload_mb

_RESULT = "call_log_result"
_LOOKED_AT = "call_log_plan"
_PREVIEW = "call_log_preview"
_GIVE_CODE = "give_code"
_MOST_SHOWN = 20


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
    guess = _looked_at(ctx, file)
    mapping = _mapping(ctx, guess, file.id)
    with st.container(key="mapping_rules"):
        day_first = _day_first(ctx, guess, file.id)
        unit, zone = _unit(ctx, guess.choices.unit, file.id), _zone(ctx, guess.choices.zone, file.id)
    section(ctx._("Preview of the import"), ctx._("The first lines as they are read. Nothing has been saved yet."))
    try:
        # what was remembered stands until it is changed here, each choice for itself
        chosen = replace(guess.choices, unit=unit, zone=zone)
        if mapping != guess.mapping:
            chosen = replace(chosen, mapping=mapping, columns={})
        if day_first != guess.reading.day_first:
            chosen = replace(chosen, day_first=day_first)
        plan = _looked_at(ctx, file, chosen)
        _survey(ctx, file, plan)
    except BenvenutoError as error:
        notice(ctx, error)
        return
    correct = st.checkbox(
        ctx._("Correct calls that are here with another start, duration or agent, if nobody has scored them"),
        key=f"correct_calls_{file.id}",
    )
    key = f"import_calls_{file.id}"
    if button(ctx, ctx._("Import"), key=key, type="primary", icon=":material/upload_file:"):
        try:
            ctx.memory[_RESULT] = (file.id, _run(ctx, file, plan, correct=correct))
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


def _looked_at(ctx: PageContext, file: Upload, choices: LogChoices | None = None) -> Plan:
    """The plan of this file by these choices, else by those that are remembered; a long one is looked through once for
    each choice, not at every click."""
    key = f"{_LOOKED_AT}{choices}"
    known: tuple[str, Plan] | None = ctx.memory.get(key)
    if known is None or known[0] != file.id:
        plan = ctx.app.call_logs.plan(ctx.actor, file.source, choices, recall=choices is None)
        known = ctx.memory[key] = (file.id, plan)
    return known[1]


def _survey(ctx: PageContext, file: Upload, plan: Plan) -> None:
    key = f"{_PREVIEW}{plan.choices}"
    known: tuple[str, Preview] | None = ctx.memory.get(key)
    if known is None or known[0] != file.id:
        preview = ctx.app.call_logs.preview(ctx.actor, file.source, plan)
        known = ctx.memory[key] = (file.id, preview)
    survey = known[1].survey
    shown(understood(ctx.say, survey))
    for template, params in survey.doubts:
        quiet_notice(ctx._(template, **params))
    preview_table(ctx, known[1])


def _day_first(ctx: PageContext, plan: Plan, file_id: str) -> bool:
    chosen = st.segmented_control(
        ctx._("A date such as 3/4/2026 means"),
        ["day", "month"],
        default="day" if plan.reading.day_first else "month",
        required=True,
        format_func=lambda option: ctx._("3 April") if option == "day" else ctx._("4 March"),
        key=f"day_first_{file_id}",
    )
    return chosen != "month"


def _unit(ctx: PageContext, known: DurationUnit | None, file_id: str) -> DurationUnit | None:
    units = ["", *DurationUnit]
    chosen = st.selectbox(
        ctx._("Durations"),
        units,
        index=units.index(known or ""),
        format_func=lambda unit: ctx._(UNITS[DurationUnit(unit)]) if unit else ctx._("as the column says"),
        key=f"unit_{file_id}",
    )
    return DurationUnit(chosen) if chosen else None


def _zone(ctx: PageContext, known: tzinfo | None, file_id: str) -> tzinfo | None:
    name = "" if known is None else str(known)
    zones = list(dict.fromkeys(("", str(ctx.say.timezone), "UTC", name)))
    chosen = st.selectbox(
        ctx._("Times that name no zone"),
        zones,
        index=zones.index(name),
        format_func=lambda zone: zone or ctx._("as the column says"),
        key=f"zone_{file_id}",
    )
    return ZoneInfo(chosen) if chosen else None


def _run(ctx: PageContext, file: Upload, plan: Plan, *, correct: bool) -> Imported:
    source = file.source
    total = max(ctx.app.call_logs.lines(ctx.actor, source), 1)
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
        words = [f"{code} ({ctx.say.number(number)})" for code, number in result.waiting.items()]
        shown(", ".join(words[:50]) + (" …" if len(words) > 50 else ""))
        _give_codes(ctx, file, result)
        st.page_link(address("people"), label=ctx._("Assign the codes to people"), icon=":material/group:")
    show_outcome(ctx, _GIVE_CODE)
    if teams := ctx.app.sampling.unplanned(ctx.actor):
        section(ctx._("No sampling plan yet"), plan_words(ctx, teams))
    propose_plans(ctx, teams)  # also where there is nothing left: it says what came of it
    if result.import_id is not None:
        shown(ctx._("This is import {number}: it can be taken back below.", number=result.import_id))
        _imports(ctx)


def _give_codes(ctx: PageContext, file: Upload, result: Imported) -> None:
    """Give a code to somebody who is known already; their waiting calls are theirs at once."""
    people = {person.id: person.name for person in ctx.app.call_logs.agents(ctx.actor)}
    if not people:
        return
    codes = list(result.waiting)
    with st.container(horizontal=True, vertical_alignment="bottom", key="give_codes"):
        code = st.selectbox(ctx._("Code in the log"), codes, key=f"waiting_code_{len(codes)}", width=280)
        person = st.selectbox(
            ctx._("Belongs to"),
            [0, *people],
            format_func=lambda id_: people.get(id_, "–"),
            key=f"waiting_person_{len(codes)}",
            width=280,
        )
        if button(ctx, ctx._("Give the code"), key=_GIVE_CODE, icon=":material/person_add:") and person:
            try:
                given = ctx.app.call_logs.give_code(ctx.actor, code, person)
            except BenvenutoError as error:
                refused(ctx, error, place=_GIVE_CODE)
            else:
                others = {waiting: number for waiting, number in result.waiting.items() if waiting != code}
                ctx.memory[_RESULT] = (file.id, replace(result, waiting=others))
                words = ctx.say.plural("{n} call is theirs now.", "{n} calls are theirs now.", given)
                done(ctx, words, place=_GIVE_CODE)


def _imports(ctx: PageContext) -> None:
    """The latest imports, each with a button that takes it back."""
    imports = ctx.app.call_logs.imports(ctx.actor)
    if not imports:
        return
    section(
        ctx._("Imports so far"),
        ctx._("An import can be taken back as a whole while nobody has worked with its calls."),
    )
    for known in imports[:_MOST_SHOWN]:
        facts(
            [
                (ctx._("Import number"), ctx.say.number(known.id)),
                (ctx._("When"), ctx.say.timestamp(known.at, "short")),
                (ctx._("File"), known.file or "–"),
                (ctx._("Calls"), ctx._("taken back") if known.undone_at else ctx.say.number(known.present)),
            ]
        )
        key = f"undo_import_{known.id}"
        if known.undone_at is None and button(ctx, ctx._("Take back"), key=key, icon=":material/undo:"):
            try:
                ctx.app.call_logs.undo(ctx.actor, known.id)
            except BenvenutoError as error:
                refused(ctx, error, place=key)
            else:
                ctx.memory.pop(_RESULT, None)
                st.rerun()
        show_outcome(ctx, key)


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
