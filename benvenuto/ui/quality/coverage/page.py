"""The page on coverage: the sentence, agents by week, each agent with the way to their calls, who listened."""

from __future__ import annotations

from collections.abc import Sequence

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import message
from benvenuto.domain.people import Team
from benvenuto.services.quality.coverage import CoverageReport
from benvenuto.services.quality.trends import Choices
from benvenuto.ui.context import PageContext
from benvenuto.ui.paging import pager, place
from benvenuto.ui.quality.captions import simulated
from benvenuto.ui.quality.choices import DEFAULTS, evaluations
from benvenuto.ui.quality.coverage import drawing, words
from benvenuto.ui.quality.coverage.effort import effort
from benvenuto.ui.quality.quality_page import NothingYet, QualityPage, part
from benvenuto.ui.streamlit.url_state import UrlState

PAGE = 25
KEPT = UrlState("coverage", {name: DEFAULTS[name] for name in ("from", "to", "team")} | {"period": "13"})


def _choose(ctx: PageContext, known: Choices) -> tuple[EvaluationFilter, Sequence[Team]]:
    return evaluations(ctx, KEPT, known), known.teams


def _find(ctx: PageContext, view: tuple[EvaluationFilter, Sequence[Team]]) -> CoverageReport | NothingYet:
    wanted, _ = view
    report = ctx.app.coverage.covered(ctx.actor, wanted.begin, wanted.end, wanted.team_id)
    if report.agents:
        return report
    return NothingYet(
        ctx._("Nobody in these teams handled a call in this period. Calls appear once a call log has been imported."),
        ctx._("No calls here"),
    )


def _draw(ctx: PageContext, view: tuple[EvaluationFilter, Sequence[Team]], report: CoverageReport) -> None:
    _, teams = view
    at = min(place(), (len(report.agents) - 1) // PAGE)
    agents = report.agents[at * PAGE : (at + 1) * PAGE]

    def listed() -> None:
        drawing.agents(ctx, agents, teams)
        pager(ctx, at, PAGE, len(report.agents))

    part(
        ctx,
        words.covered(ctx.say, report),
        [
            ctx._(
                "The darker the cell, the more of that week's plan has been done; the number is how many calls "
                "were listened to. A dot means no calls were handled. These are counts, not estimates, against "
                "the plans as they stand today."
            ),
            *simulated(ctx.say, report.whole.simulated, report.whole.taken),
        ],
        name="benvenuto-coverage",
        chart=drawing.weeks(ctx, report, agents),
        key="coverage_chart",
        below=listed,
        data=drawing.table(ctx, report, teams),
    )
    effort(ctx, report, teams)


show = QualityPage(
    KEPT,
    message("Coverage"),
    message("Who has been listened to, who has not, and how far along the plan is."),
    _choose,
    _find,
    _draw,
    waiting=message("Counting calls…"),
).show
