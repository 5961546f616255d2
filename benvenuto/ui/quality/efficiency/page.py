"""The page on quality and efficiency: whether both moved, how they lie for each agent or team, and the figures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import message
from benvenuto.services.quality.efficiency import EfficiencyReport
from benvenuto.services.quality.trends import Choices
from benvenuto.ui import charts
from benvenuto.ui.charts.scatter import beside
from benvenuto.ui.charts.stacked_series import abreast
from benvenuto.ui.context import PageContext
from benvenuto.ui.quality.captions import simulated
from benvenuto.ui.quality.choices import DEFAULTS, WIDTH, evaluations
from benvenuto.ui.quality.downloads import downloads
from benvenuto.ui.quality.efficiency import drawing, words
from benvenuto.ui.quality.quality_page import NothingYet, QualityPage, part
from benvenuto.ui.streamlit.url_state import UrlState

KEPT = UrlState("efficiency", {**DEFAULTS, "of": "agent"})


def _choose(ctx: PageContext, known: Choices) -> tuple[EvaluationFilter, str]:
    wanted = evaluations(ctx, KEPT, known)
    kinds = {"agent": ctx._("Agents"), "team": ctx._("Teams")}
    return wanted, KEPT.one_of("of", kinds, ctx._("Split by"), width=WIDTH)


def _find(ctx: PageContext, view: tuple[EvaluationFilter, str]) -> EfficiencyReport | NothingYet:
    report = ctx.app.efficiency.beside(ctx.actor, view[0])
    if report.whole:
        return report
    return NothingYet(
        ctx._("Handling time comes from the call log. Try a longer period or fewer filters."),
        ctx._("No evaluated calls with a duration yet"),
    )


def _draw(ctx: PageContext, view: tuple[EvaluationFilter, str], report: EfficiencyReport) -> None:
    of = view[1] if report.by_agent else "team"
    enough = any(point.enough for point in report.points)
    part(
        ctx,
        words.over_time(ctx.say, report),
        _remarks(ctx, report),
        name="benvenuto-over-time",
        chart=abreast(report, ctx.say, charts.ink()) if enough else None,
        key="efficiency_weeks",
    )
    downloads(ctx, drawing.table(ctx, report), "benvenuto-efficiency")
    everybody = report.teams if of == "team" else report.agents
    drawn = [unit for unit in everybody if unit.enough]
    apart = [words.of_people(ctx.say, report.people)] if of == "agent" else []
    if not report.by_agent:
        apart = [ctx._("By the works agreement, for no single agent: weeks of fewer than three are left out.")]
    part(
        ctx,
        words.in_calls(ctx.say, report.calls),
        [*apart, *_left_out(ctx, len(everybody) - len(drawn), of)],
        name="benvenuto-quality-efficiency",
        heading=ctx._("Team by team") if of == "team" else ctx._("Agent by agent"),
        chart=beside(drawn, report.whole, ctx.say, charts.ink()) if drawn and report.whole else None,
        key="efficiency_marks",
        below=partial(drawing.figures, ctx, everybody, of),
    )


def _remarks(ctx: PageContext, report: EfficiencyReport) -> Sequence[str]:
    untimed = ctx.say.plural(
        "{n} call without a duration is left out of both figures.",
        "{n} calls without a duration are left out of both figures.",
        report.untimed,
    )
    legend = ctx._("Bars: 95% intervals.")
    if report.moved:
        legend += " " + ctx._("Dashed lines: the two averages being compared.")
    made_up = simulated(ctx.say, report.simulated, report.whole.care.n) if report.whole else []
    return [*([untimed] if report.untimed else []), *made_up, legend]


def _left_out(ctx: PageContext, few: int, of: str) -> Sequence[str]:
    legend = [ctx._("Crosses: the 95% intervals of both figures. Dashed lines: the averages of all calls.")]
    if not few:
        return legend
    if of == "team":
        sentence = ctx.say.plural(
            "{n} team has too few calls to be shown.", "{n} teams have too few calls to be shown.", few
        )
    else:
        sentence = ctx.say.plural(
            "{n} agent has too few calls to be shown.", "{n} agents have too few calls to be shown.", few
        )
    return [f"{legend[0]} {sentence}"]


show = QualityPage(
    KEPT,
    message("Quality and efficiency"),
    message(
        "Care and handling time in the same randomly selected calls. Neither should be bought at the "
        "expense of the other."
    ),
    _choose,
    _find,
    _draw,
    waiting=message("Comparing care and handling time…"),
).show
