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
from benvenuto.formats.handbook.chapters import Chapter
from benvenuto.formats.scoring.rubrics import Library
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.context import Here
from benvenuto.ui.elements import empty, section, title, told
from benvenuto.ui.outcome import done, show_outcome
from benvenuto.ui.scoring.rubric_text import rubric_text
from benvenuto.ui.streamlit.session_cache import SessionCache
from benvenuto.ui.streamlit.sticky_button import button
from benvenuto.ui.streamlit.url_state import UrlState

KEPT = UrlState("rubrics", {"rubric": ""})
_PLACE = "rubrics"
_READ: SessionCache[Mapping[str, bytes], Library] = SessionCache("rubrics_read")
Since = Mapping[tuple[str, str, int], datetime]


def show(now: Here) -> None:
    """The whole page."""
    files = now.app.scorecards.files(now.actor)
    library = _library(now, files)
    with st.container(horizontal=True, vertical_alignment="bottom", key="rubrics_head"):
        title(
            now._("Rubrics"),
            now._("What calls are scored by. It is written in files; here you see what they say and what is in force."),
        )
        if button(now, now._("Read the files again"), key="reload", icon=":material/refresh:"):
            _reload(now)
    show_outcome(now, _PLACE)
    _faults(now, [*library.faults, *now.app.handbook.faults])
    in_force = [one.scorecard for one in now.app.scorecards.in_force()]
    _in_force(now, in_force, library)
    _files(now, files)
    _overdue(now, now.app.handbook.overdue(now.actor))
    _reading(now, in_force, library)


def _library(now: Here, files: Mapping[str, bytes]) -> Library:
    """What the files say; read anew, which takes a second, only when they are others than at the last look."""
    return _READ.get(now, files, lambda: now.app.scorecards.library(now.actor))


def _reload(now: Here) -> None:
    _READ.clear(now)
    faults = now.app.scorecards.reload(now.actor)
    if faults:
        words = now._("Read. What is broken was left as it was; its faults are below.")
    else:
        words = now._("Read. Every file is sound and in force.")
    done(now, words, place=_PLACE)


def _faults(now: Here, faults: Sequence[Fault]) -> None:
    if not faults:
        return
    section(
        now.say.plural("{n} fault in the files", "{n} faults in the files", len(faults)),
        now._("The last good version stays in force until they are mended. Nobody who scores is disturbed."),
    )
    st.html(f'<ul class="bv-faults">{"".join(_fault(now, fault) for fault in faults)}</ul>')


def _fault(now: Here, fault: Fault) -> str:
    said, remedy = now.say.fault(fault)
    file = _below(fault.file, now.app.settings.rubrics.parent)
    where = f"{file}:{fault.line}" if fault.line else file
    return (
        f"<li><code>{escape(where)}</code> <code>{escape(fault.path)}</code>"
        f"<strong>{escape(said)}</strong><span>{escape(remedy)}</span></li>"
    )


def _below(file: str, folder: Path) -> str:
    """The file's name as it is known from the folder, else its last parts: a server's own paths are nobody's matter."""
    path = Path(file)
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else "/".join(path.parts[-2:])


def _in_force(now: Here, scorecards: Sequence[Scorecard], library: Library) -> None:
    section(
        now._("In force"),
        now._("New evaluations are made with these. Evaluations already begun keep their own version."),
    )
    if not scorecards:
        empty(now._("No scorecard is in force"), now._("Mend the faults above, then read the files again."))
        return
    since = now.app.scorecards.since(now.actor)
    st.html(_weights(now, scorecards, since))
    lines = "".join(_scorecard(now, one, since, sound=one.id in library.scorecards) for one in scorecards)
    st.html(f'<dl class="bv-scorecards">{lines}</dl>')


def _weights(now: Here, scorecards: Sequence[Scorecard], since: Since) -> str:
    """Rubrics down, scorecards across, in each cell the rubric's share of the score."""
    rubrics = {(part.rubric.id, part.rubric.version): part.rubric for one in scorecards for part in one.parts}
    heads = [now._("Rubric"), now._("Version"), *(one.title.in_language(now.say.code) for one in scorecards)]
    head = "".join(f'<th scope="col">{escape(words)}</th>' for words in heads)
    lines = "".join(
        f'<tr><th scope="row">{escape(rubric.title.in_language(now.say.code))}</th>'
        f"<td>{escape(_version(now, 'rubric', rubric, since))}</td>"
        f"{''.join(_share(now, one, key) for one in scorecards)}</tr>"
        for key, rubric in rubrics.items()
    )
    return (
        f'<div class="bv-scroll" tabindex="0"><table class="bv-table bv-weights">'
        f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _share(now: Here, scorecard: Scorecard, key: tuple[str, int]) -> str:
    total = sum(part.weight for part in scorecard.parts)
    own = next((part.weight for part in scorecard.parts if (part.rubric.id, part.rubric.version) == key), None)
    return f"<td>{'' if own is None else f'{now.say.number(100 * own / total)}%'}</td>"


def _scorecard(now: Here, scorecard: Scorecard, since: Since, *, sound: bool) -> str:
    reasons = ", ".join(contact_reason(now, one) for one in scorecard.for_reasons) or now._("all other reasons")
    label = "" if sound else f' <span class="bv-label">{escape(now._("last good version"))}</span>'
    return (
        f"<dt>{escape(scorecard.title.in_language(now.say.code))}{label}</dt>"
        f"<dd>{escape(now._('For: {reasons}', reasons=reasons))}<br>"
        f"{escape(_version(now, 'scorecard', scorecard, since))}</dd>"
    )


def _version(now: Here, kind: str, one: Rubric | Scorecard, since: Since) -> str:
    at = since.get((kind, one.id, one.version))
    if at is None:
        return now._("version {version}", version=one.version)
    return now._("version {version}, since {day}", version=one.version, day=now.say.day(at))


def _reading(now: Here, scorecards: Sequence[Scorecard], library: Library) -> None:
    rubrics = {part.rubric.id: part.rubric for scorecard in scorecards for part in scorecard.parts}
    rubrics = {**library.rubrics, **rubrics}
    if not rubrics:
        return
    section(now._("How a rubric reads"), now._("As those who score see it, in both languages side by side."))
    titles = {one: rubric.title.in_language(now.say.code) for one, rubric in rubrics.items()}
    KEPT.load()
    chosen = KEPT.one_of(
        "rubric", {one: titles[one] for one in sorted(titles, key=titles.__getitem__)}, now._("Rubric"), width=420
    )
    KEPT.store()
    rubric_text(now, rubrics[chosen])


def _files(now: Here, files: Mapping[str, bytes]) -> None:
    section(now._("The files"), now._("Take one, change it in any text editor, raise its version, and put it back."))
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


def _overdue(now: Here, chapters: Sequence[Chapter]) -> None:
    section(now._("The handbook"), now._("Every chapter has somebody who answers for it and a day to read it again."))
    if not chapters:
        told(now._("Every chapter has been read again in time."))
        return
    st.html(f'<table class="bv-table">{"".join(_chapter(now, chapter) for chapter in chapters)}</table>')


def _chapter(now: Here, chapter: Chapter) -> str:
    due = now._("due {day}", day=now.say.day(chapter.review_by))
    cells = "".join(f"<td>{escape(words)}</td>" for words in (chapter.language, chapter.owner, due))
    return f'<tr><th scope="row">{escape(chapter.title)}</th>{cells}</tr>'
