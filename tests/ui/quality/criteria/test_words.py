"""The sentence on criteria: findings by name, silence that is no praise, and no figure of too few calls."""

from __future__ import annotations

from benvenuto.domain.rubric import Criterion, Rubric
from benvenuto.domain.text import Text
from benvenuto.services.quality.criteria import CriteriaFound, Judged
from benvenuto.statistics.criterion_health import Correlation, CriterionHealth, HealthFinding, Share
from benvenuto.ui.quality.criteria import drawing, words
from tests.ui.here import EN, IT


def judged(
    title: str,
    *findings: HealthFinding,
    n: int = 100,
    rest: tuple[float, float, float] | None = (0.3, 0.2, 0.4),
    rubric: str = "greeting",
) -> Judged:
    criterion = Criterion(title.lower(), Text.plain(title), Text.plain(""), 1, (), f"{rubric}#{title.lower()}")
    home = Rubric(rubric, 1, Text.plain(rubric.title()), Text.plain(""), rubric, (criterion,))
    share = Share(n, 0.1, 0.05, 0.2) if n else None
    health = CriterionHealth(n, share, share, Correlation(n, *rest) if rest else None, findings)
    return Judged(f"{rubric}/{criterion.id}", home, criterion, 100, health)


def found(*criteria: Judged) -> CriteriaFound:
    return CriteriaFound(100, 100, 0, criteria)


def test_it_names_the_criteria_with_a_finding_and_those_never_asked() -> None:
    said = words.of_criteria(
        EN.say,
        found(
            judged("A", HealthFinding.NEVER_FAILS),
            judged("B", HealthFinding.DOES_NOT_SEPARATE),
            judged("C", HealthFinding.NEVER_FAILS),
            judged("D", n=0, rest=None),
            judged("E", n=3, rest=None),
        ),
    )
    assert said == (
        "5 criteria, 100 calls; never failed: “A” and “C”; not separating good calls from poor ones: “B”; not asked "
        "in any call: “D”; too few calls to judge 1 criterion."
    )


def test_without_a_finding_it_claims_nothing() -> None:
    said = words.of_criteria(IT.say, found(judged("A"), judged("B")))
    assert said.startswith("2 criteri, 100 chiamate: di nessun criterio si può dire che è sempre soddisfatto")


def test_a_row_tells_its_figures_with_intervals_and_leads_to_trend_and_handbook() -> None:
    heading, row = drawing.table_rows(EN, [judged("A", HealthFinding.DOES_NOT_SEPARATE)], {"team": "3"}, {})
    assert heading == "Greeting"
    assert row[:7] == [
        "A",
        "100",
        "10% (5 to 20)",
        "10% (5 to 20)",
        "0.30 (0.20 to 0.40)",
        "–",
        "does not separate good calls from poor ones",
    ]
    assert isinstance(row[7], list)
    assert [link.href for link in row[7]] == [
        "/trend?rubric=greeting&criterion=greeting/a&team=3",
        "/handbook?at=greeting%23a",
    ]


def test_too_few_calls_have_no_figure_on_the_page_in_the_chart_or_in_the_file() -> None:
    few = judged("A", n=4, rest=None)
    _, row = drawing.table_rows(EN, [few], {}, {})
    assert row[2:7] == ["–", "–", "–", "–", "too few calls to say"]
    assert drawing.chart_rows(EN, [few])[1].figure is None
    assert drawing.table(EN, [few]).rows[0][4:13] == [None] * 9


def test_criteria_stand_under_their_rubric_and_only_what_does_not_separate_stands_out() -> None:
    rows = drawing.chart_rows(EN, [judged("A"), judged("B", HealthFinding.DOES_NOT_SEPARATE, rubric="listening")])
    assert [row.named.name for row in rows] == ["Greeting", "A", "Listening", "B"]
    assert [row.named.heading for row in rows] == [True, False, True, False]
    assert [row.figure.clear for row in rows if row.figure] == [False, True]


def test_a_negative_correlation_is_written_with_a_minus_and_widens_the_axis() -> None:
    below = judged("A", rest=(-0.6, -0.8, -0.3))
    assert words.correlation(IT.say, below.health.rest) == "−0,60 (da −0,80 a −0,30)"
    assert drawing.axis(IT, [below]).low == -1
    assert drawing.axis(IT, [judged("B")]).low == -0.5
