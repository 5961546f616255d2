"""What is marked for a calibration session is in no figure while that is open, whatever filter asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from benvenuto.bootstrap import Benvenuto
from benvenuto.domain.evaluation import SelectionKind
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import BenvenutoError
from benvenuto.domain.followed import Followed
from benvenuto.domain.people import Actor
from benvenuto.services.quality.comparison import Whose
from benvenuto.services.quality.trends import Asked
from tests.calibrated import called, with_words
from tests.house import House, paths
from tests.services.deeds import methods

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

Ask = Callable[[Benvenuto, Actor, EvaluationFilter, str], object]
FILTERED: Mapping[str, Ask] = {
    "comparison.compare": lambda app, a, wanted, _: app.comparison.compare(a, Followed(), wanted, Whose.TEAMS),
    "control_charts.chart": lambda app, a, wanted, _: app.control_charts.chart(a, Asked(wanted=wanted)),
    "coverage.missing": lambda app, a, wanted, _: app.coverage.missing(a, wanted),
    "criteria.health": lambda app, a, wanted, _: app.criteria.health(a, wanted),
    "critical_errors.behind": lambda app, a, wanted, path: app.critical_errors.behind(a, wanted, path),
    "critical_errors.failing": lambda app, a, wanted, _: app.critical_errors.failing(a, wanted),
    "decisions.report": lambda app, a, wanted, _: app.decisions.report(a, wanted),
    "efficiency.beside": lambda app, a, wanted, _: app.efficiency.beside(a, wanted),
    "movements.between": lambda app, a, wanted, _: app.movements.between(a, wanted, wanted),
    "rater_agreement.compared": lambda app, a, wanted, _: app.rater_agreement.compared(a, wanted),
    "rater_agreement.evaluators": lambda app, a, wanted, _: app.rater_agreement.evaluators(a, wanted),
    "rater_agreement.of_evaluator": lambda app, a, wanted, _: app.rater_agreement.of_evaluator(a, wanted, a.id),
    "severities.compared": lambda app, a, wanted, _: app.severities.compared(a, wanted),
    "trends.behind": lambda app, a, wanted, _: app.trends.behind(a, Asked(wanted=wanted), "", date(2026, 1, 5), 52, 10),
    "trends.critical": lambda app, a, wanted, _: app.trends.critical(a, wanted),
    "trends.lines": lambda app, a, wanted, _: app.trends.lines(a, Asked(wanted=wanted)),
}


def figures(house: House, path: str) -> dict[tuple[str, str, str], str]:
    """What each says to Elena, who is yet to score, and to Carla, of every selection, and of none in particular."""
    read = {}
    for name, ask in FILTERED.items():
        for actor in (house.elena, house.carla):
            for selection in ("", *SelectionKind):
                try:
                    answer = repr(ask(house.app, actor, EvaluationFilter(selection), path))
                except BenvenutoError as error:
                    answer = repr(error)
                read[name, actor.name, str(selection)] = answer
    return read


def test_no_filter_reads_what_is_marked_for_an_open_session(house: House) -> None:
    house.published(house.bruno, house.drawn_call(house.anna, house.bruno))
    call_id = with_words(house, house.anna)
    called(house, call_id)
    draft = house.app.scoring.begin(house.bruno, call_id)
    failed = paths(draft, critical=True)[0]
    draft = house.answer(house.bruno, draft, lowest=failed)
    before = figures(house, failed)
    house.app.scoring.publish(house.bruno, draft.id)
    after = figures(house, failed)
    assert [key for key in before if before[key] != after[key]] == []


def test_every_method_that_takes_a_filter_is_tried(house: House) -> None:
    taking = {
        name
        for name, signature in methods(house.app).items()
        if any(str(each.annotation) in ("EvaluationFilter", "Asked") for each in signature.parameters.values())
    }
    assert taking == set(FILTERED)
