"""What to look at: the measure, the split, the period and the filters, all kept in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import streamlit as st

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import message
from benvenuto.domain.followed import Followed, FollowedKind
from benvenuto.domain.measure import Measure
from benvenuto.services.quality.lines import Pace
from benvenuto.services.quality.trends import Asked, Choices, Split
from benvenuto.statistics.control_chart import BASELINE_WEEKS, Baseline
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.context import PageContext
from benvenuto.ui.quality.choices import DEFAULTS, WIDE, WIDTH, more, period, reason, team
from benvenuto.ui.quality.following import choose_followed, title_of, titles_of
from benvenuto.ui.scale import SHARE, Scale
from benvenuto.ui.streamlit.url_state import UrlState

KEPT = UrlState(
    "trend",
    {
        "calls": "random",
        "rubric": "",
        "criterion": "",
        "type": "",
        "measure": Measure.AGENT_SHARE.value,
        "split": Split.NONE.value,
        **DEFAULTS,
        "as": "control",
        "points": "",
        "recent": "8",
        "usual": "",
        "usual_from": "",
        "usual_to": "",
        "agent": "",
        "line": "",
        "week": "",
    },
)
_MORE = ("team", "agent", "reason", "calls", "as", "points", "recent", "usual")

COARSE = 4
"""Weeks of a point where single weeks have too few calls."""

_SPLITS = {
    Split.NONE: message("One line"),
    Split.TEAM: message("Teams"),
    Split.AGENT: message("Agents"),
    Split.CONTACT_REASON: message("Contact reasons"),
    Split.RUBRIC: message("Rubrics"),
    Split.CRITERION: message("Criteria"),
}


@dataclass(frozen=True, slots=True)
class TrendView:
    """What is looked at and what that is called, with the names of everything in it by id.

    `weeks` is the length of the period, 0 when it is not a number of weeks; `automatic` when the number of calls shall
    decide how many weeks a point is; `controlled` when a control chart is wanted, `baseline` the one declared for it.
    """

    followed: Followed
    title: str
    split: Split
    wanted: EvaluationFilter
    pace: Pace
    titles: Mapping[str, str]
    teams: Mapping[str, str]
    agents: Mapping[str, str]
    weeks: int
    automatic: bool
    controlled: bool = True
    baseline: Baseline | None = None

    def coarser(self) -> TrendView:
        """The same with four weeks a point, from a little earlier on, so that the first point is whole."""
        begin = self.wanted.begin
        if begin and self.weeks:
            begin -= timedelta(weeks=-self.weeks % COARSE)
        return replace(self, wanted=replace(self.wanted, begin=begin), pace=replace(self.pace, weeks_a_point=COARSE))

    @property
    def asked(self) -> Asked:
        """The question to trends."""
        return Asked(self.followed, self.wanted, self.split)

    @property
    def scale(self) -> Scale:
        """How its figures are written and drawn."""
        return SHARE if self.followed.kind is FollowedKind.CRITICAL else Scale(self.followed.unit)

    @property
    def targeted(self) -> bool:
        """Whether these are hand-picked calls, from which no trend can be read."""
        return self.wanted.selection == "targeted"

    def named(self, ctx: PageContext, key: str) -> str:
        """What a line of this view is called."""
        match self.split:
            case Split.TEAM:
                return self.teams.get(key, key)
            case Split.AGENT:
                return self.agents.get(key, key)
            case Split.CONTACT_REASON:
                return contact_reason(ctx, key)
            case _:
                return self.titles.get(key, key)


def choose(ctx: PageContext, known: Choices) -> TrendView:
    """Ask what to look at."""
    titles, teams = titles_of(ctx, known.scorecards), {str(team.id): team.name for team in known.teams}
    agents = {str(person.id): person.name for person in known.agents}
    followed = choose_followed(ctx, KEPT, titles)
    split = _split(ctx, followed)
    asked = period(ctx, KEPT)
    with more(ctx, KEPT, *_MORE):
        team_id = team(ctx, KEPT, known.teams)
        agent = KEPT.one_of("agent", {"": ctx._("All agents"), **agents}, ctx._("Agent"), width=WIDTH)
        wanted_reason = reason(ctx, KEPT, known.contact_reasons)
        calls = {"random": ctx._("Randomly selected"), "targeted": ctx._("Hand-picked")}
        selection = KEPT.one_of("calls", calls, ctx._("Calls"), width=WIDTH)
        controlled = _controlled(ctx, split, selection)
        points, recent = _pace(ctx, controlled)
        baseline = _baseline(ctx) if controlled else None
    wanted = EvaluationFilter(
        selection=selection,
        begin=asked.begin,
        end=asked.end,
        team_id=team_id,
        agent_id=int(agent) if agent else None,
        contact_reason=wanted_reason,
    )
    pace = Pace(recent_weeks=int(recent))
    view = TrendView(
        followed,
        title_of(ctx, followed, titles),
        split,
        wanted,
        pace,
        titles,
        teams,
        agents,
        weeks=asked.weeks,
        automatic=not points,
        controlled=controlled,
        baseline=baseline,
    )
    return view.coarser() if points == str(COARSE) else view


def _split(ctx: PageContext, followed: Followed) -> Split:
    """A care score parts into rubrics, a rubric into its criteria, and everything into people and reasons."""
    inner = {FollowedKind.CARE: [Split.RUBRIC], FollowedKind.RUBRIC: [Split.CRITERION]}.get(followed.kind, [])
    open_to = [Split.NONE, Split.TEAM, Split.AGENT, Split.CONTACT_REASON, *inner]
    return Split(
        KEPT.one_of("split", {split: ctx._(_SPLITS[split]) for split in open_to}, ctx._("Split by"), width=WIDTH)
    )


def _controlled(ctx: PageContext, split: Split, selection: str) -> bool:
    """Whether a control chart is wanted: of one line, of randomly selected calls."""
    if split is not Split.NONE or selection != "random":
        return False
    kinds = {"control": ctx._("Control chart"), "points": ctx._("Points with intervals")}
    return KEPT.one_of("as", kinds, ctx._("Chart"), width=WIDTH) == "control"


def _pace(ctx: PageContext, controlled: bool) -> tuple[str, str]:
    """How many weeks a point is, empty when the number of calls decides, and how many are compared with the rest.

    On a control chart a point is a week.
    """
    points = {"": ctx._("automatic"), "1": ctx._("one week"), str(COARSE): ctx._("four weeks")}
    recent = {str(n): ctx.say.plural("{n} week", "{n} weeks", n) for n in (4, 8, 12)}
    if controlled:
        # not asked for here, and yet kept in the address: the other chart will ask for it again
        kept = str(st.session_state.get(KEPT.key("points")) or "")
        point = kept if kept in points else ""
    else:
        point = KEPT.one_of("points", points, ctx._("One point covers"), width=WIDTH)
    return point, KEPT.one_of("recent", recent, ctx._("Compare the last"), width=WIDTH)


def _baseline(ctx: PageContext) -> Baseline | None:
    """The weeks that say what is usual, when the reader declares them."""
    ways = {"": ctx._("first {weeks} weeks", weeks=BASELINE_WEEKS), "dates": ctx._("Custom dates")}
    if not KEPT.one_of("usual", ways, ctx._("Baseline"), width=WIDE):
        return None
    today = ctx.app.clock().astimezone(ctx.say.timezone).date()
    first = KEPT.day("usual_from", today - timedelta(weeks=BASELINE_WEEKS), ctx._("From"), width=WIDTH)
    last = KEPT.day("usual_to", today, ctx._("To (inclusive)"), width=WIDTH)
    return Baseline(min(first, last), max(first, last))
