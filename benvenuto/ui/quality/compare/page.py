"""The page that compares: one sentence, the funnel, and what is known of each, in groups and by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.followed import Followed, FollowedKind
from benvenuto.services.quality.comparison import Comparison, TooFew, Whose
from benvenuto.ui import charts
from benvenuto.ui.charts.funnel import funnel_chart
from benvenuto.ui.charts.showing import show_chart
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, title
from benvenuto.ui.quality.captions import read_as, told_by
from benvenuto.ui.quality.choices import DEFAULTS, WIDTH, period, reason, team
from benvenuto.ui.quality.clicked import clicked
from benvenuto.ui.quality.compare import words
from benvenuto.ui.quality.compare.groups import groups, table
from benvenuto.ui.quality.downloads import downloads
from benvenuto.ui.quality.following import FREE, choose_followed, title_of, titles_of
from benvenuto.ui.quality.trend.words import subject
from benvenuto.ui.scale import SCORE, SHARE, Scale
from benvenuto.ui.shell import address
from benvenuto.ui.streamlit.url_state import UrlState

KEPT = UrlState("compare", {"whose": "agents", "rubric": "", "criterion": "", "type": "", **DEFAULTS})
CHART = "compare_funnel"


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """What is compared, and what that is called."""

    whose: Whose
    followed: Followed
    title: str
    wanted: EvaluationFilter

    @property
    def scale(self) -> Scale:
        """How its figures are written and drawn."""
        return SHARE if self.followed.kind is FollowedKind.CRITICAL else SCORE


def show(ctx: PageContext) -> None:
    """Everything of the page."""
    title(
        ctx._("Compare"), ctx._("Who differs by more than chance, as far as their calls bear it. It is not a ranking.")
    )
    view = _choose(ctx)
    found = ctx.app.comparison.compare(ctx.actor, view.followed, view.wanted, view.whose)
    if isinstance(found, Comparison):
        _show(ctx, view, found)
    else:
        _none(ctx, view, found)
    KEPT.store()


def _choose(ctx: PageContext) -> ComparisonView:
    choices = ctx.app.trends.choices(ctx.actor)
    titles = titles_of(ctx, choices.scorecards)
    KEPT.load()
    with st.container(horizontal=True, key="compare_choices"):
        whose = Whose(
            KEPT.one_of("whose", {"agents": ctx._("Agents"), "teams": ctx._("Teams")}, ctx._("Compare"), width=WIDTH)
        )
        followed = choose_followed(ctx, KEPT, titles)
        asked = period(ctx, KEPT)
        team_id = team(ctx, KEPT, choices.teams) if whose is Whose.AGENTS else None
        wanted_reason = reason(ctx, KEPT, choices.contact_reasons)
    wanted = EvaluationFilter(begin=asked.begin, end=asked.end, team_id=team_id, contact_reason=wanted_reason)
    return ComparisonView(whose, followed, title_of(ctx, followed, titles), wanted)


def _none(ctx: PageContext, view: ComparisonView, found: TooFew) -> None:
    lead = ctx._("Nothing was published for this choice. Take a longer period, or fewer filters.")
    if found.calls:
        lead = words.too_few(ctx.say, found, view.whose)
    empty(ctx._("Nobody to compare yet"), lead)


def _show(ctx: PageContext, view: ComparisonView, found: Comparison) -> None:
    _open(view)
    measure = subject(ctx.say, view.followed.kind, view.title)
    said = words.sentence(ctx.say, found, view.whose, measure, view.scale)
    told_by(said, _remarks(ctx, view, found))
    figure = funnel_chart(found, ctx.say, charts.ink(), view.scale)
    show_chart(ctx, figure, said, CHART, name="benvenuto-compare")
    read_as([_legend(ctx, found)])
    groups(ctx, found, view.whose, view.scale, lambda key: f"/trend?{urlencode(_trend(view, key))}")
    downloads(ctx, table(ctx, found, view.scale.title(ctx.say, view.title)), "benvenuto-compare")


def _open(view: ComparisonView) -> None:
    """A point that was clicked opens the trend of whose it is."""
    key = clicked(CHART)
    if key:
        st.switch_page(address("trend"), query_params=_trend(view, key))


def _trend(view: ComparisonView, key: str) -> Mapping[str, str]:
    """The address of the trend page that shows the same of one of them."""
    kept = {name: str(st.session_state.get(KEPT.key(name)) or "") for name in DEFAULTS}
    place = "team" if view.whose is Whose.TEAMS else "agent"
    followed = {
        FollowedKind.RUBRIC: {"rubric": view.followed.of},
        FollowedKind.CRITERION: {"rubric": view.followed.of.split("/")[0], "criterion": view.followed.of},
        FollowedKind.CRITICAL: {"rubric": FREE, "type": view.followed.of},
    }.get(view.followed.kind, {})
    wanted = {**{name: said for name, said in kept.items() if said != DEFAULTS[name]}, **followed, place: key}
    return {name: said for name, said in wanted.items() if said}


def _remarks(ctx: PageContext, view: ComparisonView, found: Comparison) -> Sequence[str]:
    told = []
    if found.simulated:
        told.append(
            ctx._(
                "Simulated, to try Benvenuto with: {simulated} of these {calls} calls.",
                simulated=ctx.say.number(found.simulated),
                calls=ctx.say.number(found.calls),
            )
        )
    told.append(words.spread(ctx.say, found, view.whose, view.scale))
    return told


def _legend(ctx: PageContext, found: Comparison) -> str:
    legend = ctx._(
        "Band: where chance keeps who is like all the others; few calls reach far by luck. Diamonds: outside, decided "
        "for all together, so that where all are alike at most 5 such charts in 100 call anybody different."
    )
    if found.funnel.between:
        legend += " " + ctx._("Dots: the ordinary variety of the house.")
    return f"{legend} {ctx._('Click a point for its trend and its calls.')}"
