"""Uploading a rubric: every fault at once, or a preview with what differs, then in force at one press."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from benvenuto.domain.faults import BenvenutoError
from benvenuto.domain.rubric import Criterion, Rubric
from benvenuto.domain.rubric_changes import RubricChanges, rubric_changes
from benvenuto.services.scoring.rubric_uploads import ProposedRubric
from benvenuto.ui.components.uploading import upload_words
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import notice, quiet_notice, section
from benvenuto.ui.outcome import done, refused, show_outcome
from benvenuto.ui.scoring.fault_list import fault_list
from benvenuto.ui.scoring.rubric_preview import rubric_preview
from benvenuto.ui.streamlit.session_cache import SessionCache
from benvenuto.ui.streamlit.sticky_button import button
from benvenuto.ui.streamlit.uploads import Upload, choose_file

LARGEST_MB = 1
_SENT = "rubrics_sent"
_PROPOSED: SessionCache[tuple[str, Mapping[str, bytes]], ProposedRubric | BenvenutoError] = SessionCache("proposed")


def rubric_upload(ctx: PageContext, files: Mapping[str, bytes], *, place: str) -> None:
    """The section; `files` are those in the folder, `place` is where it is told that the rubric is in force."""
    section(
        ctx._("Upload a rubric"),
        ctx._("It is checked first, and shown as evaluators will see it. Nothing changes until you put it in force."),
    )
    upload_words(ctx, ctx._("One YAML file, up to {limit} MB", limit=LARGEST_MB))
    # a field of its own after each that was put in force: Streamlit cannot empty one
    key = f"rubric_{ctx.memory.get(_SENT, 0)}"
    file = choose_file(ctx._("Rubric"), key=key, largest_mb=LARGEST_MB)
    if file is None:
        return
    # the folder decides too, and reading it takes a second
    proposed = _PROPOSED.get(ctx, (file.id, files), lambda: _propose(ctx, file))
    if isinstance(proposed, BenvenutoError):
        notice(ctx, proposed)
    elif proposed.proposal.rubric is None:
        n = len(proposed.proposal.faults)
        section(ctx.say.plural("{n} error in the file", "{n} errors in the file", n))
        fault_list(ctx, proposed.proposal.faults)
    else:
        _compared(ctx, proposed, proposed.proposal.rubric)
        _put_in_force(ctx, file, proposed.proposal.rubric, place)
        rubric_preview(ctx, proposed.proposal.rubric)


def _propose(ctx: PageContext, file: Upload) -> ProposedRubric | BenvenutoError:
    try:
        return ctx.app.rubric_uploads.propose(ctx.actor, file.read(), file.name)
    except BenvenutoError as error:
        return error


def _put_in_force(ctx: PageContext, file: Upload, rubric: Rubric, place: str) -> None:
    key = f"rubric_force_{file.id}"
    if button(ctx, ctx._("Put in force"), key=key, type="primary", icon=":material/publish:"):
        try:
            ctx.app.rubric_uploads.put_in_force(ctx.actor, file.read(), file.name)
        except BenvenutoError as error:
            refused(ctx, error, place=key)
        else:
            ctx.memory[_SENT] = ctx.memory.get(_SENT, 0) + 1
            title = rubric.title.in_language(ctx.say.code)
            words = ctx._("“{rubric}”, version {version}, is in force.", rubric=title, version=rubric.version)
            done(ctx, words, place=place)
    show_outcome(ctx, key)


def _compared(ctx: PageContext, proposed: ProposedRubric, rubric: Rubric) -> None:
    title, before = rubric.title.in_language(ctx.say.code), proposed.before
    if before is None:
        section(ctx._("{rubric}: a new rubric", rubric=title))
        quiet_notice(ctx._("No scorecard names it yet: calls are scored by it once one does, in its file."))
        return
    versions = {"rubric": title, "before": before.version, "after": rubric.version}
    section(
        ctx._("{rubric}: version {before} becomes {after}", **versions),
        ctx.say.plural("{n} scorecard uses it.", "{n} scorecards use it.", proposed.scorecards),
    )
    changes = rubric_changes(before, rubric)
    if changes.none:
        quiet_notice(ctx._("It says the same as the version in force."))
        return
    lines = "".join(
        f"<tr><th scope='row'>{escape(criterion.title.in_language(ctx.say.code))}</th><td>{escape(words)}</td></tr>"
        for criterion, words in _changes(ctx, changes)
    )
    if lines:
        st.html(f'<table class="bv-table">{lines}</table>')
    if changes.heading:
        quiet_notice(ctx._("Title, summary, chapter or the order of the criteria change too."))


def _changes(ctx: PageContext, changes: RubricChanges) -> list[tuple[Criterion, str]]:
    weights = [
        (
            now,
            ctx._("weight {before} becomes {after}", before=_weight(ctx, then.weight), after=_weight(ctx, now.weight)),
        )
        for then, now in changes.reweighted
    ]
    return [
        *((criterion, ctx._("criterion added")) for criterion in changes.added),
        *((criterion, ctx._("criterion removed")) for criterion in changes.removed),
        *weights,
        *((now, ctx._("text, levels or rules changed")) for _, now in changes.reworded),
    ]


def _weight(ctx: PageContext, weight: float) -> str:
    return ctx.say.number(weight, 2 if weight % 1 else 0)
