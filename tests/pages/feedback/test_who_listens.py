"""Who listens how much, and why."""

import pytest

from benvenuto.domain.hearing import HearingReason
from tests.house import House
from tests.pages.conftest import Open, words

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def test_a_manager_sees_who_listens_in_the_own_teams_and_the_administrator_everybody(
    house: House, open_page: Open
) -> None:
    house.told_why(house.bruno, house.recorded(house.call(house.anna)), HearingReason.TRAINING)
    house.told_why(house.beatrice, house.recorded(house.call(house.andrea)), HearingReason.COMPLAINT)
    carla, dario = (words(open_page(actor, "hearings")) for actor in (house.carla, house.dario))
    assert "Bruno" in carla
    assert "Beatrice" not in carla
    assert all(part in dario for part in ("Bruno", "Beatrice", "Formazione o affiancamento", "Reclamo"))


def test_days_without_hearings_say_so(house: House, open_page: Open) -> None:
    house.told_why(house.bruno, house.recorded(house.call(house.anna)))
    text = words(open_page(house.carla, "hearings", **{"from": "2026-01-01", "to": "2026-01-31"}))
    assert "In questi giorni nessuno ha ascoltato" in text
