"""The page that compares: one sentence, the funnel, and what is known of each, in groups and by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from benvenuto.domain.followed import Followed, FollowedKind
from benvenuto.services.quality.comparison import Comparison, TooFew, Whose
from benvenuto.storage.quality.evaluation_filters import TrendFilter
from benvenuto.ui import charts
from benvenuto.ui.charts.funnel import funnel_chart
from benvenuto.ui.charts.showing import show
from benvenuto.ui.context import Here
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
class View:
    """What is compared, and what that is called."""

    whose: Whose
    followed: Followed
    title: str
    wanted: TrendFilter

    @property
    def scale(self) -> Scale:
        """How its figures are written and drawn."""
        return SHARE if self.followed.kind is FollowedKind.CRITICAL else SCORE


def page(now: Here) -> None:
    """Everything of the page."""
    title(
        now._("Compare"), now._("Who differs by more than chance, as far as their calls bear it. It is not a ranking.")
    )
    view = _choose(now)
    found = now.app.comparison.compare(now.actor, view.followed, view.wanted, view.whose)
    if isinstance(found, Comparison):
        _show(now, view, found)
    else:
        _none(now, view, found)
    KEPT.store()


def _choose(now: Here) -> View:
    choices = now.app.trends.choices(now.actor)
    titles = titles_of(now, choices.scorecards)
    KEPT.load()
    with st.container(horizontal=True, key="compare_choices"):
        whose = Whose(
            KEPT.one_of("whose", {"agents": now._("Agents"), "teams": now._("Teams")}, now._("Compare"), width=WIDTH)
        )
        followed = choose_followed(now, KEPT, titles)
        asked = period(now, KEPT)
        team_id = team(now, KEPT, choices.teams) if whose is Whose.AGENTS else None
        wanted_reason = reason(now, KEPT, choices.contact_reasons)
    wanted = TrendFilter(begin=asked.begin, end=asked.end, team_id=team_id, contact_reason=wanted_reason)
    return View(whose, followed, title_of(now, followed, titles), wanted)


def _none(now: Here, view: View, found: TooFew) -> None:
    lead = now._("Nothing was published for this choice. Take a longer period, or fewer filters.")
    if found.calls:
        lead = words.too_few(now.say, found, view.whose)
    empty(now._("Nobody to compare yet"), lead)


def _show(now: Here, view: View, found: Comparison) -> None:
    _open(view)
    measure = subject(now.say, view.followed.kind, view.title)
    said = words.sentence(now.say, found, view.whose, measure, view.scale)
    told_by(said, _remarks(now, view, found))
    figure = funnel_chart(found, now.say, charts.ink(), view.scale)
    show(now, figure, said, CHART, name="benvenuto-compare")
    read_as([_legend(now, found)])
    groups(now, found, view.whose, view.scale, lambda key: f"/trend?{urlencode(_trend(view, key))}")
    downloads(now, table(now, found, view.scale.title(now.say, view.title)), "benvenuto-compare")


def _open(view: View) -> None:
    """A point that was clicked opens the trend of whose it is."""
    key = clicked(CHART)
    if key:
        st.switch_page(address("trend"), query_params=_trend(view, key))


def _trend(view: View, key: str) -> Mapping[str, str]:
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


def _remarks(now: Here, view: View, found: Comparison) -> Sequence[str]:
    told = []
    if found.simulated:
        told.append(
            now._(
                "Simulated, to try Benvenuto with: {simulated} of these {calls} calls.",
                simulated=now.say.number(found.simulated),
                calls=now.say.number(found.calls),
            )
        )
    told.append(words.spread(now.say, found, view.whose, view.scale))
    return told


def _legend(now: Here, found: Comparison) -> str:
    legend = now._(
        "Band: where chance keeps who is like all the others; few calls reach far by luck. Diamonds: outside, decided "
        "for all together, so that where all are alike at most 5 such charts in 100 call anybody different."
    )
    if found.funnel.between:
        legend += " " + now._("Dots: the ordinary variety of the house.")
    return f"{legend} {now._('Click a point for its trend and its calls.')}"
