"""The page of the monthly report: choose month and team, read, print, or take it along as a file."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from benvenuto.domain.followed import Followed
from benvenuto.domain.sampling import week_of
from benvenuto.services.quality.comparison import Comparison, Whose
from benvenuto.services.quality.control_charts import Controlled
from benvenuto.services.quality.report import Report, months_on
from benvenuto.services.quality.trends import Asked
from benvenuto.statistics.control_chart import Stretch
from benvenuto.storage.quality.evaluation_filters import TrendFilter
from benvenuto.ui import charts
from benvenuto.ui.charts.control import control
from benvenuto.ui.charts.showing import show
from benvenuto.ui.context import Here
from benvenuto.ui.elements import empty, shown, style, title
from benvenuto.ui.quality.choices import WIDTH, team
from benvenuto.ui.quality.compare import words as compare_words
from benvenuto.ui.quality.following import CRITICAL
from benvenuto.ui.quality.report import document, words
from benvenuto.ui.quality.report.document import Made
from benvenuto.ui.quality.trend.words import capital
from benvenuto.ui.scale import SCORE
from benvenuto.ui.streamlit.url_state import UrlState

KEPT = UrlState("report", {"month": "", "team": "", "names": ""})
WEEKS = 26
"""That the chart looks back."""


def page(now: Here) -> None:
    """Everything of the page."""
    style("report")
    with st.container(key="report_choices"):
        title(now._("Monthly report"), now._("To print, or to send: what a month's calls say, and what they cannot."))
        months = now.app.report.months(now.actor)
        if months:
            month, team_id, named = _choose(now, list(months))
    if not months:
        empty(now._("No evaluations here yet"), now._("A report begins with the first published evaluation."))
        return
    made = _made(now, month, team_id, named=named)
    _offer(now, made)
    _show(now, made)
    KEPT.store()


def _choose(now: Here, months: list[date]) -> tuple[date, int | None, bool]:
    KEPT.load()
    this = now.app.clock().astimezone(now.say.timezone).date().replace(day=1)
    over = [month for month in months if month < this] or months  # a month that is not over is no month yet
    options = {month.isoformat(): capital(words.month(now.say, month)) for month in [over[0], *months]}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        month = KEPT.one_of("month", options, now._("Month"), width=WIDTH)
        team_id = team(now, KEPT, now.app.trends.choices(now.actor).teams)
        names = KEPT.one_of(
            "names", {"": now._("without names"), "yes": now._("with names")}, now._("Single agents"), width=WIDTH
        )
    return date.fromisoformat(month), team_id, bool(names)


def _made(now: Here, month: date, team_id: int | None, *, named: bool) -> Made:
    report = now.app.report.of_month(now.actor, month, team_id)
    wanted = TrendFilter(team_id=team_id, end=report.end)
    until = months_on(month, 1)
    return Made(
        month=month,
        report=report,
        controlled=now.app.control_charts.chart(now.actor, Asked(Followed(), wanted)),
        weeks=(week_of(until) - timedelta(weeks=WEEKS - 1), until),
        critical={kind: capital(now._(said)) for kind, said in CRITICAL.items()},
        people=_people(now, report, team_id) if named else [],
        named=named,
        author=now.actor.name,
        at=now.app.clock(),
    )


def _people(now: Here, report: Report, team_id: int | None) -> list[str]:
    """Who differs from all together by more than chance, in half a year: a month's calls are too few."""
    begin = report.end - timedelta(weeks=WEEKS)
    wanted = TrendFilter(team_id=team_id, begin=begin, end=report.end)
    found = now.app.comparison.compare(now.actor, Followed(), wanted, Whose.AGENTS)
    measure = now._("the care score")
    if isinstance(found, Comparison):
        said = compare_words.sentence(now.say, found, Whose.AGENTS, measure, SCORE)
    else:
        said = compare_words.too_few(now.say, found, Whose.AGENTS)
    return [now._("In the {weeks} weeks up to the end of the month:", weeks=WEEKS) + " " + said]


def _offer(now: Here, made: Made) -> None:
    with st.container(key="report_offer"):
        st.download_button(
            now._("Download the report (HTML)"),
            lambda: document.whole(now.say, made),
            file_name=f"benvenuto-{made.month:%Y-%m}.html",
            mime="text/html",
            icon=":material/download:",
            type="tertiary",
            key="report_download",
            on_click="ignore",
        )
        shown(now._("To print it, or to keep it as a PDF, print this page from the browser."), "bv-lead")


def _show(now: Here, made: Made) -> None:
    theme = "dark" if st.context.theme.type == "dark" else "light"
    with st.container(key=f"report_{theme}"):
        st.html(document.head(now.say, made))
        st.html(f'<div class="bv-report">{document.signals(now.say, made)}</div>')
        chart = made.controlled
        if chart and _drawable(chart, made.weeks[0]):
            said = words.sentence(now.say, made.report, made.month)
            figure = control(chart, made.weeks[0], now.say, charts.ink(), SCORE, None)
            show(now, figure, said, "report_chart", name=f"benvenuto-{made.month:%Y-%m}", opens=False)
        st.html(document.rest(now.say, made))


def _drawable(chart: Controlled, first: date) -> bool:
    return any(isinstance(one, Stretch) and one.points[-1].week >= first for one in chart.chart.stretches)
