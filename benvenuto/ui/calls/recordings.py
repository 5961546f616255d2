"""Importing recordings and transcripts: several files at once, each matched to its call by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.faults import Fault, message
from benvenuto.listening.matching import TRANSCRIPT_SUFFIXES
from benvenuto.services.calls.recordings import ImportedRecordings
from benvenuto.ui.calls.analysis_status import analysis
from benvenuto.ui.components.uploading import upload_words
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import section, style, title
from benvenuto.ui.streamlit.progress import progress_bar
from benvenuto.ui.streamlit.sticky_button import button
from benvenuto.ui.streamlit.uploads import Upload, choose_files, largest_upload_mb

_RESULT = "recordings_result"
_EXAMPLES = (
    ("1709284500.123.wav", message("the whole call, in mono, or in stereo with agent and caller on separate channels")),
    ("1709284500.123-agent.wav, 1709284500.123-caller.wav", message("each voice in its own file")),
    ("in-0612345678-201-20260301-101500-1709284500.123.wav", message("a longer name with the id in it")),
    ("1709284500.123_1.wav, 1709284500.123_2.wav", message("the parts of one call, which are joined in order")),
    ("1709284500.123_1-agent.wav, 1709284500.123_1-caller.wav, …", message("the same, each voice in its own file")),
    (
        "1709284500.123.json",
        message("the transcript, also as .vtt, .srt, .docx or .txt, with or without sound"),
    ),
    ("1709284500.123-agent.json, 1709284500.123-caller.json", message("a separate transcript for each voice")),
)


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What became of one file, in the reader's words."""

    file: str
    state: str
    words: str


def show(ctx: PageContext) -> None:
    """The whole page."""
    style("administration")
    authorise(ctx.actor, Permission.ADMINISTER)
    title(
        ctx._("Import recordings"),
        ctx._("Recordings and transcripts, matched by name to the calls in the log. Originals are kept untouched."),
    )
    upload_words(ctx, ctx._("Audio, or JSON, VTT, SRT, DOCX, TXT; up to {limit} MB each", limit=largest_upload_mb()))
    files = choose_files(ctx._("Recordings and transcripts"), key="recordings")
    done_ids, outcomes = ctx.memory.get(_RESULT, ([], []))
    imported = bool(files) and done_ids == _ids(files)
    # a key of its own once they are imported: the second half of a double click must not import them again
    key = f"import_recordings_{'again' if imported else 'first'}"
    if files and button(ctx, ctx._("Import"), key=key, type="primary", icon=":material/upload_file:"):
        ctx.memory[_RESULT] = (_ids(files), _run(ctx, files))
        st.rerun()
    if imported:
        _result(ctx, outcomes)
    elif not files:
        ctx.memory.pop(_RESULT, None)
    analysis(ctx)
    _naming(ctx)


def _ids(files: Sequence[Upload]) -> Sequence[str]:
    return [file.id for file in files]


def _run(ctx: PageContext, files: Sequence[Upload]) -> Sequence[ImportOutcome]:
    named = _named(files)
    texts = {name: file.read for name, file in named.items() if name.lower().endswith(tuple(TRANSCRIPT_SUFFIXES))}
    sounds = {name: file.open for name, file in named.items() if name not in texts}
    bar = progress_bar()
    bar(0.0, ctx._("Stay on this page until every file has been read."))

    def progress(done: int, of: int) -> None:
        words = ctx._("{done} of {total} calls", done=ctx.say.number(done), total=ctx.say.number(of))
        bar(done / of if of else 1.0, words)

    heard = ctx.app.recordings.run(ctx.actor, sounds, progress)
    read = ctx.app.transcripts.run(ctx.actor, texts)
    return [_outcome(ctx, name, read if name in texts else heard) for name in named]


def _named(files: Sequence[Upload]) -> Mapping[str, Upload]:
    """By name; a second file of the same name gets "./" before it, so that neither hides the other."""
    named: dict[str, Upload] = {}
    for file in files:
        name = file.name
        while name in named:
            name = f"./{name}"
        named[name] = file
    return named


def _outcome(ctx: PageContext, name: str, result: ImportedRecordings) -> ImportOutcome:
    faults = [
        fault for fault in (*result.faults, *result.notes) if name == fault.file or name in fault.file.split(", ")
    ]
    call = next((call for call, files in result.files.items() if name in files), None)
    explanation = " ".join(_words(ctx, fault) for fault in faults)
    if call in result.added:
        return ImportOutcome(name, ctx._("stored"), explanation or ctx._("with call {call}", call=call))
    if call is not None:
        return ImportOutcome(name, ctx._("already there"), explanation or ctx._("with call {call}", call=call))
    return ImportOutcome(
        name, ctx._("not imported"), explanation or ctx._("This is neither a recording nor a transcript.")
    )


def _words(ctx: PageContext, fault: Fault) -> str:
    sentence, remedy = ctx.say.fault(fault)
    return f"{sentence} {remedy}".strip()


def _result(ctx: PageContext, outcomes: Sequence[ImportOutcome]) -> None:
    section(ctx._("Results"))
    lines = "".join(
        f'<tr><th scope="row">{escape(outcome.file)}</th><td><span class="bv-label">{escape(outcome.state)}</span></td>'
        f"<td>{escape(outcome.words)}</td></tr>"
        for outcome in outcomes
    )
    st.html(f'<table class="bv-table bv-files">{lines}</table>')


def _naming(ctx: PageContext) -> None:
    section(
        ctx._("How files are matched to calls"),
        ctx._(
            "Import the call log first. A file then belongs to the call whose recording the log calls so, or whose id "
            "is in its name, here 1709284500.123:"
        ),
    )
    lines = "".join(f"<dt>{escape(name)}</dt><dd>{escape(ctx._(words))}</dd>" for name, words in _EXAMPLES)
    st.html(f'<dl class="bv-examples">{lines}</dl>')
    section(
        ctx._("A whole folder"),
        ctx._(
            "Uploads wait on the server's disk, up to {limit} MB each: fine for a day's "
            "calls. For a folder of thousands, use the command line on the server:",
            limit=largest_upload_mb(),
        ),
    )
    st.code(
        "python -m benvenuto import-recordings FOLDER\npython -m benvenuto import-transcripts FOLDER", language=None
    )
