"""What calls are scored by: what is in force, what is wrong with the files, and how each rubric reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from pathlib import Path

import streamlit as st

from benvenuto.domain.faults import Fault
from benvenuto.domain.rubric import Rubric
from benvenuto.domain.scorecard import Scorecard
from benvenuto.formats.handbook.chapters import Overdue
from benvenuto.formats.scoring.rubrics import Library
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, quiet_notice, section, style, title
from benvenuto.ui.outcome import done, show_outcome
from benvenuto.ui.scoring.fault_list import fault_list
from benvenuto.ui.scoring.rubric_text import rubric_text
from benvenuto.ui.scoring.rubric_upload import rubric_upload
from benvenuto.ui.streamlit.session_cache import SessionCache
from benvenuto.ui.streamlit.sticky_button import button
from benvenuto.ui.streamlit.url_state import UrlState

KEPT = UrlState("rubrics", {"rubric": ""})
_PLACE = "rubrics"
_READ: SessionCache[Mapping[str, bytes], Library] = SessionCache("rubrics_read")
Since = Mapping[tuple[str, str, int], datetime]


def show(ctx: PageContext) -> None:
    """The whole page."""
    style("administration")
    files = ctx.app.scorecards.files(ctx.actor)
    library = _library(ctx, files)
    with st.container(horizontal=True, vertical_alignment="bottom", key="rubrics_head"):
        title(
            ctx._("Rubrics"),
            ctx._(
                "What calls are scored against. It is kept in files; this page shows what they say "
                "and what is in force."
            ),
        )
        if button(ctx, ctx._("Reload the files"), key="reload", icon=":material/refresh:"):
            _reload(ctx)
    show_outcome(ctx, _PLACE)
    _faults(ctx, [*library.faults, *ctx.app.handbook.faults])
    in_force = [version.scorecard for version in ctx.app.scorecards.in_force()]
    _in_force(ctx, in_force, library)
    _files(ctx, files)
    rubric_upload(ctx, files, place=_PLACE)
    _overdue(ctx, ctx.app.handbook.overdue(ctx.actor))
    _reading(ctx, in_force, library)


def _library(ctx: PageContext, files: Mapping[str, bytes]) -> Library:
    """What the files say; read anew, which takes a second, only when they are others than at the last look."""
    return _READ.get(ctx, files, lambda: ctx.app.scorecards.library(ctx.actor))


def _reload(ctx: PageContext) -> None:
    _READ.clear(ctx)
    faults = ctx.app.scorecards.reload(ctx.actor)
    if faults:
        words = ctx._("Reloaded. Files with errors were left as they were; the errors are below.")
    else:
        words = ctx._("Reloaded. Every file is valid and in force.")
    done(ctx, words, place=_PLACE)


def _faults(ctx: PageContext, faults: Sequence[Fault]) -> None:
    if not faults:
        return
    section(
        ctx.say.plural("{n} error in the files", "{n} errors in the files", len(faults)),
        ctx._("The last good version stays in force until they are fixed. Evaluators are not affected."),
    )
    fault_list(ctx, faults)


def _in_force(ctx: PageContext, scorecards: Sequence[Scorecard], library: Library) -> None:
    section(
        ctx._("In force"),
        ctx._("New evaluations use these. Evaluations already started keep their own version."),
    )
    if not scorecards:
        empty(ctx._("No scorecard is in force"), ctx._("Fix the errors above, then reload the files."))
        return
    since = ctx.app.scorecards.since(ctx.actor)
    st.html(_weights(ctx, scorecards, since))
    lines = "".join(
        _scorecard(ctx, scorecard, since, sound=scorecard.id in library.scorecards) for scorecard in scorecards
    )
    st.html(f'<dl class="bv-scorecards">{lines}</dl>')


def _weights(ctx: PageContext, scorecards: Sequence[Scorecard], since: Since) -> str:
    """Rubrics down, scorecards across, in each cell the rubric's share of the score."""
    rubrics = {
        (part.rubric.id, part.rubric.version): part.rubric for scorecard in scorecards for part in scorecard.parts
    }
    heads = [
        ctx._("Rubric"),
        ctx._("Version"),
        *(scorecard.title.in_language(ctx.say.code) for scorecard in scorecards),
    ]
    head = "".join(f'<th scope="col">{escape(words)}</th>' for words in heads)
    lines = "".join(
        f'<tr><th scope="row">{escape(rubric.title.in_language(ctx.say.code))}</th>'
        f"<td>{escape(_version(ctx, 'rubric', rubric, since))}</td>"
        f"{''.join(_share(ctx, scorecard, key) for scorecard in scorecards)}</tr>"
        for key, rubric in rubrics.items()
    )
    return (
        f'<div class="bv-scroll" tabindex="0"><table class="bv-table bv-weights">'
        f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _share(ctx: PageContext, scorecard: Scorecard, key: tuple[str, int]) -> str:
    total = sum(part.weight for part in scorecard.parts)
    own = next((part.weight for part in scorecard.parts if (part.rubric.id, part.rubric.version) == key), None)
    return f"<td>{'' if own is None else f'{ctx.say.number(100 * own / total)}%'}</td>"


def _scorecard(ctx: PageContext, scorecard: Scorecard, since: Since, *, sound: bool) -> str:
    reasons = ", ".join(contact_reason(ctx, reason) for reason in scorecard.for_reasons) or ctx._("all other reasons")
    label = "" if sound else f' <span class="bv-label">{escape(ctx._("last good version"))}</span>'
    return (
        f"<dt>{escape(scorecard.title.in_language(ctx.say.code))}{label}</dt>"
        f"<dd>{escape(ctx._('For: {reasons}', reasons=reasons))}<br>"
        f"{escape(_version(ctx, 'scorecard', scorecard, since))}</dd>"
    )


def _version(ctx: PageContext, kind: str, versioned: Rubric | Scorecard, since: Since) -> str:
    at = since.get((kind, versioned.id, versioned.version))
    if at is None:
        return ctx._("version {version}", version=versioned.version)
    return ctx._("version {version}, since {day}", version=versioned.version, day=ctx.say.day(at))


def _reading(ctx: PageContext, scorecards: Sequence[Scorecard], library: Library) -> None:
    rubrics = {part.rubric.id: part.rubric for scorecard in scorecards for part in scorecard.parts}
    rubrics = {**library.rubrics, **rubrics}
    if not rubrics:
        return
    section(ctx._("Preview of a rubric"), ctx._("As evaluators see it, with both languages side by side."))
    titles = {rubric_id: rubric.title.in_language(ctx.say.code) for rubric_id, rubric in rubrics.items()}
    KEPT.load()
    chosen = KEPT.one_of(
        "rubric",
        {rubric_id: titles[rubric_id] for rubric_id in sorted(titles, key=titles.__getitem__)},
        ctx._("Rubric"),
        width=420,
    )
    KEPT.store()
    rubric_text(ctx, rubrics[chosen])


def _files(ctx: PageContext, files: Mapping[str, bytes]) -> None:
    section(
        ctx._("The files"), ctx._("Download one, edit it in any text editor, raise its version and upload it below.")
    )
    with st.container(horizontal=True, key="files"):
        for name, content in files.items():
            st.download_button(
                name,
                content,
                file_name=Path(name).name,
                mime="application/yaml",
                key=f"file_{name}",
                type="tertiary",
                icon=":material/download:",
                on_click="ignore",
            )


def _overdue(ctx: PageContext, readings: Sequence[Overdue]) -> None:
    section(ctx._("The handbook"), ctx._("Every chapter has an owner and a review date, and so has the law it quotes."))
    if not readings:
        quiet_notice(ctx._("Every chapter has been reviewed on time."))
        return
    st.html(f'<table class="bv-table">{"".join(_reading_due(ctx, reading) for reading in readings)}</table>')


def _reading_due(ctx: PageContext, late: Overdue) -> str:
    chapter, part = late.chapter, late.section
    title = ctx._("{chapter}: law of “{section}”", chapter=chapter.title, section=part.title) if part else chapter.title
    due = ctx._("due {day}", day=ctx.say.day(late.due))
    cells = "".join(f"<td>{escape(words)}</td>" for words in (chapter.language, chapter.owner, due))
    return f'<tr><th scope="row">{escape(title)}</th>{cells}</tr>'
