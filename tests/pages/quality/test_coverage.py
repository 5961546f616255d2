"""The page on coverage: who was not listened to, the plan, who listened, and the way to an agent's calls."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from benvenuto.domain.sampling import SkipReason
from tests.house import WEDNESDAY, House, paths
from tests.pages.conftest import Open
from tests.pages.quality.test_trend import charts, rows, said
from tests.services.failing_calls import heard

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def hrefs(page: AppTest) -> list[str]:
    table = next(one for one in page.get("bidi_component") if "rows" in one.proto.component_name)
    return [row["href"] for row in json.loads(json.loads(table.proto.json)["packed"])["rows"]]


def test_without_calls_the_page_says_where_they_come_from(house: House, open_page: Open) -> None:
    assert "Compaiono quando si importa un registro delle chiamate" in said(open_page(house.carla, "coverage"))


def test_who_was_not_listened_to_is_named_and_comes_first(house: House, open_page: Open) -> None:
    heard(house, house.anna)
    house.call(house.elena)
    page = open_page(house.bruno, "coverage")
    assert "nessuno ha ascoltato Elena." in said(page)
    assert [row[0] for row in rows(page)] == ["Elena", "Anna"]
    assert rows(page)[0][-1] == ["non ascoltato"]
    assert charts(page)[0]["layout"]["yaxis"]["ticktext"] == ["Elena", "Anna"]


def test_a_supervisors_row_leads_to_the_agents_calls_and_a_managers_to_their_trend(
    house: House, open_page: Open
) -> None:
    house.drawn_call(house.anna, house.bruno)
    house.call(house.elena, at=WEDNESDAY - timedelta(weeks=8))  # too long ago to be drawn
    ways = hrefs(open_page(house.bruno, "coverage"))
    assert f"/inbox?agent={house.anna.id}" in ways
    assert f"/inbox?state=open&agent={house.elena.id}" in ways
    assert f"/trend?agent={house.anna.id}" in hrefs(open_page(house.carla, "coverage"))


def test_the_plan_and_who_listened_stand_team_by_team(house: House, open_page: Open) -> None:
    house.app.sampling.set_plan(house.bruno, house.nord, 2)
    for weeks_ago in (1, 2):
        heard(house, house.anna, weeks_ago=weeks_ago)
        house.call(house.anna, at=WEDNESDAY - timedelta(weeks=weeks_ago))
    shown = said(open_page(house.carla, "coverage"))
    assert "Con 2 chiamate a settimana per operatore il piano ne prevede 4; ascoltate: 2." in shown
    assert "<td>Bruno</td><td>2</td><td>0</td><td>0</td><td>0,0%</td><td>6</td>" in shown
    assert "Andrea" not in shown


def test_a_second_person_sees_who_skips_who_marks_n_a_and_when_the_plan_was_at_0(house: House, open_page: Open) -> None:
    first, second = (house.drawn_call(house.anna, house.bruno) for _ in range(2))
    house.app.sampling.skip(house.bruno, first, SkipReason.INAUDIBLE)
    draft = house.draft(house.bruno, second)
    house.not_applicable(house.bruno, draft, paths(draft, not_applicable=True)[0])
    house.app.scoring.publish(house.bruno, draft.id)
    house.app.sampling.set_plan(house.bruno, house.nord, 0)
    for overseer in (house.carla, house.elena):
        shown = said(open_page(overseer, "coverage"))
        share = "<td>Bruno</td><td>1</td><td>1 (50,0%)</td><td>0</td><td>"
        assert share in shown
        assert f"{share}0,0%" not in shown
        assert "Bruno ne ha saltate: non si sente o è incompleta 1." in shown
        assert "Piano di ascolto a 0 dal 4 marzo." in shown


def test_the_period_is_kept_in_the_address(house: House, open_page: Open) -> None:
    heard(house, house.anna, weeks_ago=20)
    page = open_page(house.bruno, "coverage", period="26")
    assert "Ascoltate: 1 su 1 chiamata" in said(page)
    assert page.query_params["period"] == ["26"] or page.query_params["period"] == "26"


def test_more_than_half_a_year_is_drawn_four_weeks_a_column(house: House, open_page: Open) -> None:
    heard(house, house.anna, weeks_ago=50)
    chart = charts(open_page(house.bruno, "coverage", period="52"))[0]
    assert len(chart["data"][0]["z"][0]) == 13
