"""The page that compares: one sentence, the funnel, and what is known of each, in groups and by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import message
from benvenuto.domain.followed import Followed, FollowedKind
from benvenuto.services.quality.comparison import Comparison, Whose
from benvenuto.services.quality.trends import Choices
from benvenuto.ui import charts
from benvenuto.ui.charts.funnel import funnel_chart
from benvenuto.ui.context import PageContext
from benvenuto.ui.quality.captions import simulated
from benvenuto.ui.quality.choices import DEFAULTS, WIDTH, evaluations
from benvenuto.ui.quality.clicked import clicked
from benvenuto.ui.quality.compare import words
from benvenuto.ui.quality.compare.groups import groups, table
from benvenuto.ui.quality.following import FREE, choose_followed, title_of, titles_of
from benvenuto.ui.quality.quality_page import NothingYet, QualityPage, part
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


def _choose(ctx: PageContext, known: Choices) -> ComparisonView:
    titles = titles_of(ctx, known.scorecards)
    kinds = {"agents": ctx._("Agents"), "teams": ctx._("Teams")}
    whose = Whose(KEPT.one_of("whose", kinds, ctx._("Compare"), width=WIDTH))
    followed = choose_followed(ctx, KEPT, titles)
    wanted = evaluations(ctx, KEPT, known, of_a_team=whose is Whose.AGENTS)
    return ComparisonView(whose, followed, title_of(ctx, followed, titles), wanted)


def _find(ctx: PageContext, view: ComparisonView) -> Comparison | NothingYet:
    comparison = ctx.app.comparison.compare(ctx.actor, view.followed, view.wanted, view.whose)
    if isinstance(comparison, Comparison):
        return comparison
    lead = ctx._("No published evaluations match these filters. Try a longer period or fewer filters.")
    if comparison.calls:
        lead = words.too_few(ctx.say, comparison, view.whose)
    return NothingYet(lead, ctx._("Nobody to compare yet"))


def _draw(ctx: PageContext, view: ComparisonView, comparison: Comparison) -> None:
    key = clicked(CHART)
    if key:  # a point that was clicked opens the trend of whose it is
        st.switch_page(address("trend"), query_params=_trend(view, key))
    measure = subject(ctx.say, view.followed.kind, view.title)
    part(
        ctx,
        words.sentence(ctx.say, comparison, view.whose, measure, view.scale),
        [
            *simulated(ctx.say, comparison.simulated, comparison.calls),
            words.spread(ctx.say, comparison, view.whose, view.scale),
        ],
        name="benvenuto-compare",
        chart=funnel_chart(comparison, ctx.say, charts.ink(), view.scale),
        key=CHART,
        opens=True,
        legend=_legend(ctx, comparison),
        below=partial(
            groups, ctx, comparison, view.whose, view.scale, lambda key: f"/trend?{urlencode(_trend(view, key))}"
        ),
        data=table(ctx, comparison, view.scale.title(ctx.say, view.title)),
    )


def _trend(view: ComparisonView, key: str) -> Mapping[str, str]:
    """The address of the trend page that shows the same of one of them."""
    kept = {name: str(st.session_state.get(KEPT.key(name)) or "") for name in DEFAULTS}
    place = "team" if view.whose is Whose.TEAMS else "agent"
    followed = {
        FollowedKind.RUBRIC: {"rubric": view.followed.of},
        FollowedKind.CRITERION: {"rubric": view.followed.of.split("/")[0], "criterion": view.followed.of},
        FollowedKind.CRITICAL: {"rubric": FREE, "type": view.followed.of},
    }.get(view.followed.kind, {})
    wanted = {**{name: value for name, value in kept.items() if value != DEFAULTS[name]}, **followed, place: key}
    return {name: value for name, value in wanted.items() if value}


def _legend(ctx: PageContext, comparison: Comparison) -> str:
    legend = ctx._(
        "Band: where results would fall by chance if everybody were alike; the fewer the calls, the "
        "wider it is. Diamonds: outside the band, after correcting for multiple comparisons, so that if "
        "everybody were alike, at most 5 charts in 100 would flag anyone."
    )
    if comparison.funnel.between:
        legend += " " + ctx._("Dotted lines: the usual variation between those compared.")
    return f"{legend} {ctx._('Click a point to see its trend and its calls.')}"


show = QualityPage(
    KEPT,
    message("Compare"),
    message("Who differs from the rest by more than chance, given how many calls each has. This is not a ranking."),
    _choose,
    _find,
    _draw,
).show
