"""Proposals on the words of a rubric, as they are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from benvenuto.domain.calibration import ProposalState, RubricProposal
from benvenuto.domain.faults import message
from benvenuto.domain.scorecard import Scorecard
from benvenuto.domain.text import LANGUAGES
from benvenuto.ui.context import PageContext

STATE: Mapping[ProposalState, str] = {
    ProposalState.OPEN: message("open"),
    ProposalState.DONE: message("put into the rubric"),
    ProposalState.DECLINED: message("declined"),
}


def proposal_html(ctx: PageContext, proposal: RubricProposal, titles: Mapping[str, str]) -> str:
    """What it is about, what became of it, the proposed words, why, and by whom; `titles` of criteria, by path."""
    state = ctx._(STATE[proposal.state])
    if proposal.settled_at and proposal.settled_by:
        state = f"{state} ({proposal.settled_by}, {ctx.say.day(proposal.settled_at)})"
    head = f"{titles.get(proposal.new.path, proposal.new.path)} · {state}"
    words = "".join(
        f'<blockquote lang="{code}"><small>{escape(LANGUAGES[code].name)}</small>{escape(text)}</blockquote>'
        for code, text in proposal.new.words.versions.items()
    )
    by = ctx._(
        "Level “{level}”, version {version} · {session} · {name}, {day}",
        level=proposal.new.level,
        version=proposal.rubric_version,
        session=proposal.session_title,
        name=proposal.author_name,
        day=ctx.say.day(proposal.at),
    )
    return f"<h3>{escape(head)}</h3>{words}<p>{escape(proposal.new.reason)}</p><p><small>{escape(by)}</small></p>"


def criterion_titles(ctx: PageContext, scorecards: Sequence[Scorecard]) -> Mapping[str, str]:
    """What the criteria of these scorecards are called, by path."""
    return {
        path: criterion.title.in_language(ctx.say.code)
        for scorecard in scorecards
        for path, criterion in scorecard.criteria()
    }
