"""What can be chosen about a call log, each with the likely choice standing there already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import tzinfo
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import streamlit as st

from benvenuto.domain.faults import message
from benvenuto.formats.calls.call_log import (
    DIALECTS,
    TITLES,
    Beginning,
    CallField,
    Dialect,
    DurationUnit,
    LogChoices,
    Scored,
    guess_mapping,
)
from benvenuto.formats.calls.call_log.faults import CallLogError, NoHeader, NotATable
from benvenuto.services.calls.call_logs import Plan
from benvenuto.ui.calls.understood import UNITS, as_before, left_out, where
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import facts, quiet_notice, section, shown
from benvenuto.ui.streamlit.sticky_button import button
from benvenuto.ui.streamlit.uploads import Upload

_LOOKED_AT, _BEGINNINGS = "call_log_plans", "call_log_beginnings"
_SHOWN = 100  # characters of a row
_SCORED = {
    Scored.LONGEST: message("who talked longest"),
    Scored.FIRST: message("who answered first"),
    Scored.LAST: message("who spoke last"),
}


def choose(ctx: PageContext, file: Upload) -> LogChoices:
    """Everything that can be chosen about a file. Raises CallLogError where it cannot be read at all."""
    section(
        ctx._("What each column contains"),
        ctx._("This is how the columns were read. Correct anything that is wrong."),
    )
    plan = _beginning(ctx, file)
    suffix = f"{file.id}_{plan.sheet}_{plan.header_row}_{plan.dialect.name}_{plan.remembered and plan.remembered.id}"
    mapping = _mapping(ctx, plan, suffix)
    with st.container(key="mapping_rules"):
        day_first = _day_first(ctx, plan, suffix)
        unit, zone = _unit(ctx, plan.choices.unit, suffix), _zone(ctx, plan, suffix)
        scored = _scored(ctx, plan, suffix)
    # what was remembered stands until it is changed here, each choice for itself
    chosen = replace(plan.choices, unit=unit, zone=zone, scored=scored)
    if mapping != plan.mapping:
        chosen = replace(chosen, mapping=mapping, columns={})
    if day_first != plan.reading.day_first:
        chosen = replace(chosen, day_first=day_first)
    return chosen


def looked_at(ctx: PageContext, file: Upload, choices: LogChoices, *, recall: bool = False) -> Plan:
    """The plan of this file by these choices; a long one is looked through once for each, not at every click."""
    plans = _of_file(ctx, file, _LOOKED_AT)
    key = f"{choices}{recall}"
    if key not in plans:
        plans[key] = ctx.app.call_logs.plan(ctx.actor, file.source, choices, recall=recall, file=file.name)
    plan: Plan = plans[key]
    return plan


def look_again(ctx: PageContext) -> None:
    """Look at the file anew at the next run: something has changed that decides how it is read."""
    ctx.memory.pop(_LOOKED_AT, None)


def _of_file(ctx: PageContext, file: Upload, name: str) -> dict[str, Any]:
    """What is remembered of this file; of another one it is forgotten."""
    known: tuple[str, dict[str, Any]] = ctx.memory.get(name) or ("", {})
    if known[0] != file.id:
        known = ctx.memory[name] = (file.id, {})
    return known[1]


def _beginning(ctx: PageContext, file: Upload) -> Plan:
    """Which sheet, which line of names, which telephone system; asked where there is a choice or a doubt."""
    fault: CallLogError | None = None
    guess: Plan | None = None
    try:
        guess = looked_at(ctx, file, LogChoices(), recall=True)
    except (NoHeader, NotATable) as error:  # all else nobody can help by choosing
        first = _first_rows(ctx, file, "")
        if not first.sheets and all(len(cells) < 2 for _, cells in first.rows):
            raise
        fault = error
    above = st.container()
    with st.container(key="mapping_where"):
        sheet = _sheet(ctx, file, guess)
        plan = guess
        if sheet:
            try:
                fault, plan = None, looked_at(ctx, file, LogChoices(sheet=sheet), recall=True)
            except CallLogError as error:
                fault, plan = error, None
        row = _header_row(ctx, file, sheet or (guess.sheet if guess else ""), plan)
        if row:
            plan = looked_at(ctx, file, LogChoices(sheet=sheet, header_row=row), recall=True)
        if plan is None:
            raise fault or NoHeader
        choices = LogChoices(sheet=sheet, header_row=row, dialect=_dialect(ctx, file, plan))
    plan = looked_at(ctx, file, choices, recall=True)
    with above:
        _tell(ctx, file, plan)
    return plan


def _first_rows(ctx: PageContext, file: Upload, sheet: str) -> Beginning:
    known = _of_file(ctx, file, _BEGINNINGS)
    if sheet not in known:
        known[sheet] = ctx.app.call_logs.beginning(ctx.actor, file.source, sheet)
    first: Beginning = known[sheet]
    return first


def _sheet(ctx: PageContext, file: Upload, guess: Plan | None) -> str:
    """The sheet that is chosen, where it is another than the likely one."""
    if guess is not None and not guess.sheet:
        return ""  # no workbook
    likely = guess.sheet if guess else ""
    sheets = list(_first_rows(ctx, file, likely).sheets)
    if len(sheets) < 2:
        return "" if guess or not sheets else sheets[0]
    chosen = st.selectbox(
        ctx._("Sheet"), sheets, index=sheets.index(likely) if likely in sheets else 0, key=f"sheet_{file.id}"
    )
    return "" if chosen == likely else chosen


def _header_row(ctx: PageContext, file: Upload, sheet: str, plan: Plan | None) -> int:
    """The line of names that is chosen, where it is another than the likely one; 0 where there is nothing to ask."""
    if plan is not None and not plan.header_row:
        return 0  # a log that does not name its columns
    rows = {number: cells for number, cells in _first_rows(ctx, file, sheet).rows if any(map(str.strip, cells))}
    likely = plan.header_row if plan else 0
    is_plain = plan is not None and likely == min(rows, default=0)
    others = (number for number, cells in rows.items() if number != likely and len(guess_mapping(_words(cells))) > 1)
    if not rows or (is_plain and next(others, 0) == 0):
        return 0
    lines = {number: _line(number, cells) for number, cells in rows.items()}
    options = list(lines) if likely in lines else [0, *lines]
    chosen = st.selectbox(
        ctx._("Line with the names of the columns"),
        options,
        index=options.index(likely),
        format_func=lambda number: lines.get(number) or ctx._("choose"),
        key=f"header_{file.id}_{sheet}",
    )
    return 0 if chosen == likely else chosen


def _words(cells: Sequence[str]) -> Sequence[str]:
    return [" ".join(cell.split()) for cell in cells]


def _line(number: int, cells: Sequence[str]) -> str:
    words = f"{number}: {' | '.join(filter(None, _words(cells)))}"
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def _dialect(ctx: PageContext, file: Upload, plan: Plan) -> Dialect | None:
    """The telephone system that is chosen, where it is another than the likely one."""
    names = list(DIALECTS)
    chosen = st.selectbox(
        ctx._("Written by"),
        names,
        index=names.index(plan.dialect.name),
        format_func=lambda name: ctx._(DIALECTS[name].title),
        key=f"dialect_{file.id}_{plan.sheet}_{plan.header_row}_{plan.dialect.name}",
    )
    return None if chosen == plan.dialect.name else DIALECTS[chosen]


def _tell(ctx: PageContext, file: Upload, plan: Plan) -> None:
    facts([(ctx._("Kind of file"), ctx._(plan.dialect.title)), (ctx._("Columns"), str(len(plan.headers)))])
    first = _first_rows(ctx, file, plan.sheet) if plan.sheet else Beginning()
    if words := where(ctx.say, plan, first):
        shown(words)
    if words := left_out(ctx.say, plan, first):
        quiet_notice(words)
    if plan.remembered is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="remembered"):
        shown(as_before(ctx.say, plan.remembered, plan.choices))
        if button(ctx, ctx._("Forget it"), key=f"forget_{plan.remembered.id}", type="tertiary", icon=":material/undo:"):
            ctx.app.call_logs.forget(ctx.actor, plan.remembered.id)
            look_again(ctx)
            st.rerun()


def _mapping(ctx: PageContext, plan: Plan, suffix: str) -> Mapping[CallField, str]:
    choices = ["", *(header for header in plan.headers if header)]
    with st.container(key="mapping"):
        chosen = {
            field: st.selectbox(
                ctx._(TITLES[field]),
                choices,
                index=choices.index(plan.mapping[field]) if plan.mapping.get(field) in choices else 0,
                format_func=lambda header: header or ctx._("not in the file"),
                key=f"column_{field}_{suffix}",
            )
            for field in CallField
        }
    return {field: header for field, header in chosen.items() if header}


def _day_first(ctx: PageContext, plan: Plan, suffix: str) -> bool:
    chosen = st.segmented_control(
        ctx._("A date such as 3/4/2026 means"),
        ["day", "month"],
        default="day" if plan.reading.day_first else "month",
        required=True,
        format_func=lambda option: ctx._("3 April") if option == "day" else ctx._("4 March"),
        key=f"day_first_{suffix}",
    )
    return chosen != "month"


def _unit(ctx: PageContext, known: DurationUnit | None, suffix: str) -> DurationUnit | None:
    units = ["", *DurationUnit]
    chosen = st.selectbox(
        ctx._("Durations"),
        units,
        index=units.index(known or ""),
        format_func=lambda unit: ctx._(UNITS[DurationUnit(unit)]) if unit else ctx._("as the column says"),
        key=f"unit_{suffix}",
    )
    return DurationUnit(chosen) if chosen else None


def _zone(ctx: PageContext, plan: Plan, suffix: str) -> tzinfo | None:
    name = "" if plan.choices.zone is None else str(plan.choices.zone)
    zones = list(dict.fromkeys(("", str(ctx.say.timezone), "UTC", name, *_zones())))
    chosen = st.selectbox(
        ctx._("Times that name no zone"),
        zones,
        index=zones.index(name),
        format_func=lambda zone: zone or ctx._("as the file says"),
        key=f"zone_{suffix}",
    )
    return ZoneInfo(chosen) if chosen else None


@cache
def _zones() -> Sequence[str]:
    """Those of places: Europe/Rome, not CET."""
    return sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))


def _scored(ctx: PageContext, plan: Plan, suffix: str) -> Scored | None:
    """Who is scored of a call that went through several hands; asked where the file has one."""
    if not plan.reading.repeated:
        return plan.choices.scored
    options = list(Scored)
    chosen = st.selectbox(
        ctx._("In a transferred call, score"),
        options,
        index=options.index(plan.reading.scored),
        format_func=lambda who: ctx._(_SCORED[who]),
        key=f"scored_{suffix}",
    )
    return plan.choices.scored if chosen == plan.reading.scored else chosen
