"""The page of the monthly report: choose month and team, read, print, or take it along as a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import message
from benvenuto.domain.followed import Followed
from benvenuto.domain.sampling import week_of
from benvenuto.services.quality.comparison import Comparison, Whose
from benvenuto.services.quality.control_charts import Controlled
from benvenuto.services.quality.report import MonthlyReport, months_on
from benvenuto.services.quality.trends import Asked, Choices
from benvenuto.statistics.control_chart import Stretch
from benvenuto.ui import charts
from benvenuto.ui.charts.control import control
from benvenuto.ui.charts.showing import show_chart
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import shown, style
from benvenuto.ui.people.works_agreement_words import never_for
from benvenuto.ui.quality.choices import WIDTH, team
from benvenuto.ui.quality.compare import words as compare_words
from benvenuto.ui.quality.following import CRITICAL
from benvenuto.ui.quality.quality_page import NothingYet, QualityPage
from benvenuto.ui.quality.report import document, words
from benvenuto.ui.quality.report.document import Made
from benvenuto.ui.quality.trend.words import capital
from benvenuto.ui.scale import SCORE
from benvenuto.ui.streamlit.url_state import UrlState

KEPT = UrlState("report", {"month": "", "team": "", "names": ""})
WEEKS = 26
"""That the chart looks back."""


@dataclass(frozen=True, slots=True)
class ReportView:
    """Which report: the month by its first day, one team or all, with agents by name or without."""

    month: date
    team_id: int | None
    named: bool


def _choose(ctx: PageContext, known: Choices) -> ReportView | None:
    months = list(ctx.app.report.months(ctx.actor))
    if not months:
        return None
    this = ctx.app.clock().astimezone(ctx.say.timezone).date().replace(day=1)
    over = [month for month in months if month < this] or months  # a month that is not over is no month yet
    options = {month.isoformat(): capital(words.month(ctx.say, month)) for month in [over[0], *months]}
    month = KEPT.one_of("month", options, ctx._("Month"), width=WIDTH)
    team_id = team(ctx, KEPT, known.teams)
    ways = {"": ctx._("without names"), "yes": ctx._("with names")}
    named = KEPT.one_of("names", ways, ctx._("Individual agents"), width=WIDTH)
    return ReportView(date.fromisoformat(month), team_id, bool(named))


def _find(ctx: PageContext, view: ReportView | None) -> Made | NothingYet:
    if view is None:
        return NothingYet(ctx._("Reports start with the first published evaluation."))
    report = ctx.app.report.of_month(ctx.actor, view.month, view.team_id)
    wanted = EvaluationFilter(team_id=view.team_id, end=report.end)
    until = months_on(view.month, 1)
    return Made(
        month=view.month,
        report=report,
        controlled=ctx.app.control_charts.chart(ctx.actor, Asked(Followed(), wanted)),
        weeks=(week_of(until) - timedelta(weeks=WEEKS - 1), until),
        critical={kind: capital(ctx._(name)) for kind, name in CRITICAL.items()},
        people=_people(ctx, report, view.team_id) if view.named else [],
        named=view.named,
        author=ctx.actor.name,
        at=ctx.app.clock(),
        never_for=never_for(ctx.say, ctx.app.works_agreement.never_for(ctx.actor)),
    )


def _people(ctx: PageContext, report: MonthlyReport, team_id: int | None) -> list[str]:
    """Who differs from all together by more than chance, in half a year: a month's calls are too few."""
    begin = report.end - timedelta(weeks=WEEKS)
    wanted = EvaluationFilter(team_id=team_id, begin=begin, end=report.end)
    comparison = ctx.app.comparison.compare(ctx.actor, Followed(), wanted, Whose.AGENTS)
    measure = ctx._("the care score")
    if isinstance(comparison, Comparison):
        sentence = compare_words.sentence(ctx.say, comparison, Whose.AGENTS, measure, SCORE)
    else:
        sentence = compare_words.too_few(ctx.say, comparison, Whose.AGENTS)
    return [ctx._("In the {weeks} weeks to the end of the month:", weeks=WEEKS) + " " + sentence]


def _offer(ctx: PageContext, made: Made) -> None:
    with st.container(key="report_offer"):
        st.download_button(
            ctx._("Download the report (HTML)"),
            # written when somebody asks for it
            lambda: document.whole(ctx.say, made),
            file_name=f"benvenuto-{made.month:%Y-%m}.html",
            mime="text/html",
            icon=":material/download:",
            type="tertiary",
            key="report_download",
            # a download changes nothing on the page, which need not run for it
            on_click="ignore",
        )
        shown(ctx._("To print it or save it as a PDF, print this page from your browser."), "bv-lead")


def _draw(ctx: PageContext, _: object, made: Made) -> None:
    style("report")
    _offer(ctx, made)
    theme = "dark" if st.context.theme.type == "dark" else "light"
    with st.container(key=f"report_{theme}"):
        st.html(document.head(ctx.say, made))
        st.html(f'<div class="bv-report">{document.signals(ctx.say, made)}</div>')
        chart = made.controlled
        if chart and _drawable(chart, made.weeks[0]):
            sentence = words.sentence(ctx.say, made.report, made.month)
            figure = control(chart, made.weeks[0], ctx.say, charts.ink(), SCORE, None)
            show_chart(ctx, figure, sentence, "report_chart", name=f"benvenuto-{made.month:%Y-%m}", opens=False)
        st.html(document.rest(ctx.say, made))


def _drawable(chart: Controlled, first: date) -> bool:
    return any(isinstance(stretch, Stretch) and stretch.points[-1].week >= first for stretch in chart.chart.stretches)


show = QualityPage(
    KEPT,
    message("Monthly report"),
    message("To print or send: what a month's calls can tell you, and what they cannot."),
    _choose,
    _find,
    _draw,
).show
