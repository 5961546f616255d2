"""Control charts to draw and to tell of, from plain means by week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from benvenuto.domain.text import Text
from benvenuto.services.quality.control_charts import Controlled, KnownChange, events
from benvenuto.statistics.control_chart import Baseline, Cause, Declared, control_chart
from benvenuto.statistics.intervals import Estimate

MONDAY = date(2026, 1, 5)
USUAL = [80.0, 84.0] * 6
FALL = [60.0] * 9


def monday(week: int) -> date:
    return MONDAY + timedelta(weeks=week)


def rubric_version(week: int) -> KnownChange:
    return KnownChange(Declared(monday(week), Cause.RUBRIC_VERSION), Text({"it": "Saluto", "en": "Greeting"}), 3)


def new_evaluator(week: int, name: str = "Bruno") -> KnownChange:
    return KnownChange(Declared(monday(week), Cause.EVALUATORS, restarts=False), Text.plain(name))


def controlled(
    means: Sequence[float], *, known: Sequence[KnownChange] = (), baseline: Baseline | None = None, n: int = 20
) -> Controlled:
    """One week each mean, of `n` calls whose variance is 64."""
    weeks = {monday(nth): Estimate(n, n, mean, mean - 5, mean + 5, 64) for nth, mean in enumerate(means)}
    declared = [one.declared for one in known]
    if baseline:
        declared.append(Declared(baseline.first, Cause.BASELINE))
    chart = control_chart(weeks, declared=declared, baselines=[baseline] if baseline else [])
    return Controlled(chart, events(chart, known), known, sorted(weeks), max(weeks), baseline)
