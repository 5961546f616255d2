"""What is followed, as the reader chooses it: the care score, a part of it, critical errors, or a measure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from benvenuto.domain.faults import message
from benvenuto.domain.followed import Followed, FollowedKind
from benvenuto.domain.measure import Measure
from benvenuto.domain.scorecard import Scorecard
from benvenuto.listening.measures import DEFINITIONS
from benvenuto.ui.context import PageContext
from benvenuto.ui.quality.choices import WIDE, WIDTH
from benvenuto.ui.streamlit.url_state import UrlState

SOUND, FREE = "*sound", "*critical"
"""In the place of a rubric in the address; no rubric can be called so."""

CRITICAL = {
    "customer": message("for the customer"),
    "business": message("for the business"),
    "compliance": message("for compliance"),
}


def titles_of(ctx: PageContext, scorecards: Iterable[Scorecard]) -> Mapping[str, str]:
    """Titles of rubrics by id and of criteria by path, in the order of the scorecards."""
    titles = {}
    for scorecard in scorecards:
        for part in scorecard.parts:
            titles[part.rubric.id] = part.rubric.title.in_language(ctx.say.code)
        for path, criterion in scorecard.criteria():
            titles[path] = criterion.title.in_language(ctx.say.code)
    return titles


def title_of(ctx: PageContext, followed: Followed, titles: Mapping[str, str]) -> str:
    """What is followed, by its name."""
    if followed.kind is FollowedKind.MEASURE:
        return ctx._(DEFINITIONS[Measure(followed.of)].title)
    if followed.kind is FollowedKind.CRITICAL:
        kind = CRITICAL.get(followed.of)
        whole = ctx._("Free of critical errors")
        return f"{whole} {ctx._(kind)}" if kind else whole
    return titles.get(followed.of, followed.of) or ctx._("Care score")


def choose_followed(ctx: PageContext, kept: UrlState, titles: Mapping[str, str]) -> Followed:
    """Ask for it; a measure of the sound only where the page keeps one."""
    rubrics = {path: title for path, title in titles.items() if "/" not in path}
    options = {
        "": ctx._("Care score"),
        **rubrics,
        FREE: ctx._("Free of critical errors"),
    }
    if "measure" in kept.defaults:
        options[SOUND] = ctx._("Audio measures")
    rubric = kept.one_of("rubric", options, ctx._("Follow"), width=WIDE)
    if not rubric:
        return Followed()
    if rubric == SOUND:
        measures = {measure.value: ctx._(definition.title) for measure, definition in DEFINITIONS.items()}
        chosen = kept.one_of("measure", measures, ctx._("Measure"), width=WIDE)
        return Followed(FollowedKind.MEASURE, chosen)
    if rubric == FREE:
        types = {"": ctx._("All types"), **{kind: ctx._(name) for kind, name in CRITICAL.items()}}
        return Followed(FollowedKind.CRITICAL, kept.one_of("type", types, ctx._("Type"), width=WIDTH))
    criteria = {path: title for path, title in titles.items() if path.startswith(f"{rubric}/")}
    path = kept.one_of("criterion", {"": ctx._("Whole rubric"), **criteria}, ctx._("Criterion"), width=WIDE)
    return Followed(FollowedKind.CRITERION, path) if path else Followed(FollowedKind.RUBRIC, rubric)
