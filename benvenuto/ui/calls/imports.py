"""Imports of call logs: what became of each, its calls, and taking it back as long as nothing hangs on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from html import escape

import streamlit as st

from benvenuto.domain.call_import import CallImport, ImportedCall
from benvenuto.domain.faults import message
from benvenuto.languages import clock_time
from benvenuto.services.calls.call_logs import MOST_IMPORTS, NoSuchImport
from benvenuto.services.calls.log_choices import recalled
from benvenuto.ui.calls.understood import apart_words, choice_words
from benvenuto.ui.components.rows import Column, Row, rows
from benvenuto.ui.confirming import confirmed
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, facts, figure, quiet_notice, section, shown, style, title
from benvenuto.ui.outcome import attempt, show_outcome
from benvenuto.ui.paging import pager, place
from benvenuto.ui.shell import address
from benvenuto.ui.streamlit.redirects import change_query
from benvenuto.ui.streamlit.sticky_button import button, sticky_button
from benvenuto.ui.streamlit.url_state import UrlState

PAGE = 50
_LONGEST = 9  # digits
KEPT = UrlState("imports", {"find": ""})
KEPT_OF_ONE = UrlState("import_calls", {"only": ""})
HANGING: Mapping[str, str] = {
    "evaluations": message("evaluation"),
    "skipped": message("skipped"),
    "recordings": message("recording"),
    "transcripts": message("transcript"),
}
_ONLY: Mapping[str, str] = {
    "": message("All"),
    "waiting": message("Waiting for their agent"),
    "hanging": message("Already worked on"),
}


def show(ctx: PageContext) -> None:
    """All imports, or the one that the address names."""
    style("administration")
    wanted = st.query_params.get("import", "")
    if not wanted:
        _all(ctx)
        return
    sticky_button(ctx, ctx._("All imports"), key="all_imports", type="tertiary", icon=":material/arrow_back:")
    change_query(ctx, "all_imports", {})
    # an address is written by anybody: no number so long that a database would refuse it
    if not wanted.isdecimal() or len(wanted) > _LONGEST:
        raise NoSuchImport(number=wanted[:_LONGEST])
    known, hanging = ctx.app.call_logs.import_numbered(ctx.actor, int(wanted))
    _import(ctx, known, hanging)


def import_rows(ctx: PageContext, imports: Sequence[CallImport], key: str) -> None:
    """Imports in a list; choosing one leads to its page."""
    opened = rows(
        ctx._("Imports"),
        key=key,
        columns=_columns(ctx),
        content=[_row(ctx, known) for known in imports],
    )
    if opened:
        st.switch_page(address("imports"), query_params={"import": opened})


def _all(ctx: PageContext) -> None:
    imports, total = ctx.app.call_logs.imports(ctx.actor)
    title(ctx._("Imports"), ctx._("Every import of a call log has a number: here are its result and its calls."))
    if not imports:
        empty(
            ctx._("No imports yet"),
            ctx._(
                "Every call log that you import gets a number here. By it you find its calls again, and can take it"
                " back as a whole."
            ),
        )
        st.page_link(address("call-logs"), label=ctx._("Import calls"), icon=":material/upload_file:")
        return
    KEPT.load()
    words = st.text_input(ctx._("Find a file"), key=KEPT.key("find"), max_chars=100, width=420) or ""
    KEPT.store()
    at = place()
    imports, total = ctx.app.call_logs.imports(ctx.actor, at * MOST_IMPORTS, words.strip().replace("\0", ""))
    if not imports and at:  # past the end
        del st.query_params["page"]
        st.rerun()
    if not imports:
        empty(ctx._("No file of that name"), ctx._("Try part of the name of the file."))
        return
    import_rows(ctx, imports, key=f"imports_{at}")
    pager(ctx, at, MOST_IMPORTS, total)


def _columns(ctx: PageContext) -> list[Column]:
    return [
        {"label": ctx._("Import number"), "kind": "nowrap"},
        {"label": ctx._("When"), "kind": "nowrap"},
        {"label": ctx._("File"), "kind": "text"},
        {"label": ctx._("By"), "kind": "quiet"},
        {"label": ctx._("Result"), "kind": "text"},
        {"label": "", "kind": "labels"},
    ]


def _row(ctx: PageContext, known: CallImport) -> Row:
    return {
        "id": str(known.id),
        "href": f"/imports?import={known.id}",
        "cells": [
            str(known.id),
            ctx.say.timestamp(known.at, "short"),
            known.file or "–",
            _by(ctx, known),
            _result(ctx, known),
            _states(ctx, known),
        ],
    }


def _result(ctx: PageContext, known: CallImport) -> str:
    say, counts = ctx.say, known.counts
    apart, rejected, corrected = (
        sum(counts.get("apart", {}).values()),
        counts.get("rejected", 0),
        counts.get("corrected", 0),
    )
    parts = [say.plural("{n} call", "{n} calls", known.present)]
    if corrected:
        parts.append(say.plural("{n} set right", "{n} set right", corrected))
    if apart:
        parts.append(say.plural("{n} line kept apart", "{n} lines kept apart", apart))
    if rejected:
        parts.append(say.plural("{n} line rejected", "{n} lines rejected", rejected))
    return ", ".join(parts)


def _by(ctx: PageContext, known: CallImport) -> str:
    return known.actor_name or ctx._("the command line")


def _states(ctx: PageContext, known: CallImport) -> list[str]:
    if known.undone_at:
        return [ctx._("taken back")]
    return [] if known.is_finished else [ctx._("not finished")]


def _import(ctx: PageContext, known: CallImport, hanging: Mapping[str, int]) -> None:
    say, counts = ctx.say, known.counts
    title(ctx._("Import {number}", number=known.id), known.file)
    facts(
        [
            (ctx._("When"), say.timestamp(known.at, "short")),
            (ctx._("By"), _by(ctx, known)),
            (ctx._("Taken back"), say.timestamp(known.undone_at, "short") if known.undone_at else ""),
        ]
    )
    show_outcome(ctx, _place(known))
    with st.container(horizontal=True, gap="large", key="import_figures"):
        figure(say.number(counts.get("added", known.present)), ctx._("Added"))
        figure(say.number(counts.get("corrected", 0)), ctx._("Set right"))
        figure(say.number(sum(counts.get("apart", {}).values())), ctx._("Kept apart"))
        figure(say.number(counts.get("rejected", 0)), ctx._("Rejected"))
    if counts.get("apart"):
        shown(ctx._("Kept apart: {what}.", what=apart_words(say, counts["apart"])))
    if not known.is_finished:
        quiet_notice(
            ctx._("Its last line was not read, or is being read now. Where it was cut off, import the file again.")
        )
    elif known.undone_at is None and known.present != counts.get("added", 0):
        words = ("{n} of its calls is still there.", "{n} of its calls are still there.")
        shown(say.plural(*words, known.present))
    _reading(ctx, known)
    if known.undone_at is None:
        _take_back(ctx, known, hanging)
        _calls(ctx, known)


def _reading(ctx: PageContext, known: CallImport) -> None:
    """What was chosen for it, and whether it is for the next file with the same columns."""
    if not known.reading.get("columns") and not any(known.reading.get(name) for name in ("zone", "unit", "dialect")):
        choices: Sequence[str] = ()
    else:
        choices = choice_words(ctx.say, recalled(known.reading))
    if not choices:
        return
    section(ctx._("How it was read"), ctx._("What people chose; everything else was read from the cells."))
    facts([(ctx._("Columns"), ", ".join(known.reading.get("headers", ())))])
    shown("; ".join(choices))
    if not known.is_remembered:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="remembered"):
        shown(ctx._("The next file with the same columns is read likewise."))
        if button(ctx, ctx._("Forget it"), key=f"forget_{known.id}", type="tertiary", icon=":material/undo:"):
            attempt(
                ctx,
                partial(ctx.app.call_logs.forget, ctx.actor, known.id),
                ctx._("Forgotten: the next file with these columns is read as if it were the first."),
                place=_place(known),
            )


def _take_back(ctx: PageContext, known: CallImport, hanging: Mapping[str, int]) -> None:
    if not known.present:
        return
    section(ctx._("Taking it back"))
    if hanging:
        shown(ctx._("It cannot be taken back as a whole, since there is something on some of its calls:"))
        facts((ctx._(HANGING[kind]).capitalize(), ctx.say.number(number)) for kind, number in hanging.items())
        shown(
            ctx._(
                "What is wrong with the other calls can be set right: import the corrected log, and choose to correct"
                " calls."
            )
        )
        return
    agreed = confirmed(
        ctx,
        f"undo_import_{known.id}",
        ctx._("Take back"),
        ctx._("Take back import {number}?", number=known.id),
        ctx.say.plural(
            "{n} call is removed. The file can be imported again.",
            "{n} calls are removed. The file can be imported again.",
            known.present,
        ),
        icon="undo",
    )
    if agreed:
        attempt(
            ctx,
            partial(ctx.app.call_logs.undo, ctx.actor, known.id),
            ctx._("Import {number} has been taken back.", number=known.id),
            place=_place(known),
        )


def _calls(ctx: PageContext, known: CallImport) -> None:
    section(ctx._("Its calls"))
    KEPT_OF_ONE.load()
    chosen = st.segmented_control(
        ctx._("Which calls"),
        list(_ONLY),
        key=KEPT_OF_ONE.key("only"),
        required=True,
        format_func=lambda option: ctx._(_ONLY[option]),
        label_visibility="collapsed",
    )
    KEPT_OF_ONE.store()
    at = place()
    some, total = ctx.app.call_logs.calls_of(ctx.actor, known.id, PAGE, at * PAGE, only=chosen or "")
    if not some and at:
        del st.query_params["page"]
        st.rerun()
    if not some:
        empty(ctx._("No calls here"), _none(ctx, chosen or ""))
        return
    _table(ctx, some)
    pager(ctx, at, PAGE, total)


def _table(ctx: PageContext, some: Sequence[ImportedCall]) -> None:
    heads = [ctx._("Start"), ctx._("Agent"), ctx._("Duration"), ctx._("Call id"), ""]
    head = "".join(f'<th scope="col">{escape(words)}</th>' for words in heads)
    lines = "".join(_line(ctx, call) for call in some)
    st.html(
        f'<div class="bv-scroll" tabindex="0"><table class="bv-table" aria-label="{escape(ctx._("Its calls"))}">'
        f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _line(ctx: PageContext, call: ImportedCall) -> str:
    labels = [ctx._(HANGING[kind]) for kind in call.hanging]
    if not call.agent_name:
        labels.insert(0, ctx._("waiting"))
    if call.parts > 1:
        labels.insert(0, ctx.say.plural("{n} part", "{n} parts", call.parts))
    cells = [
        ctx.say.timestamp(call.started_at, "short"),
        call.agent_name or call.agent_code,
        "" if call.duration_s is None else clock_time(call.duration_s),
        call.external_id,
    ]
    words = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    framed = " ".join(f'<span class="bv-label">{escape(label)}</span>' for label in labels)
    return f"<tr>{words}<td>{framed}</td></tr>"


def _none(ctx: PageContext, only: str) -> str:
    if only == "waiting":
        return ctx._("Every call of this import has its agent.")
    if only == "hanging":
        return ctx._("Nobody has worked with its calls, and nothing was added to them: it can be taken back.")
    return ctx._("It brought no calls of its own.")


def _place(known: CallImport) -> str:
    return f"import_{known.id}"
