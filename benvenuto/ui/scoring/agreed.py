"""What calibration sessions agreed on, as it stands beside a criterion wherever the criterion is read."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from benvenuto.domain.calibration import ConsensusNote, notes_on
from benvenuto.domain.rubric import Criterion
from benvenuto.ui.components.scorecard import AgreedView
from benvenuto.ui.context import PageContext


def agreed_views(ctx: PageContext, path: str, criterion: Criterion, notes: Sequence[ConsensusNote]) -> list[AgreedView]:
    """The notes on levels that the criterion has, in the order of its scale."""
    return [_view(ctx, criterion, note) for note in notes_on(criterion, path, notes)]


def agreed_html(ctx: PageContext, path: str, criterion: Criterion, notes: Sequence[ConsensusNote]) -> str:
    """The same as HTML, "" where there is none."""
    parts = (
        f'<p class="bv-agreed"><b>{escape(view["lead"])}</b> {escape(view["reason"])} '
        f"<small>{escape(view['version'])}</small></p>"
        for view in agreed_views(ctx, path, criterion, notes)
    )
    return "".join(parts)


def level_words(ctx: PageContext, criterion: Criterion, level: str | None) -> str:
    """What a level is called; N/A has words of its own, and one that is gone its id."""
    if level is None:
        return ctx._("Not applicable")
    known = criterion.level(level)
    return known.label.in_language(ctx.say.code) if known else level


def _view(ctx: PageContext, criterion: Criterion, note: ConsensusNote) -> AgreedView:
    day = ctx.say.day(note.agreed_at or note.at, "long")
    return {
        "lead": ctx._("As agreed on {day}, {level}:", day=day, level=level_words(ctx, criterion, note.level)),
        "reason": note.reason,
        "version": ctx._("(version {version})", version=note.rubric_version),
    }
