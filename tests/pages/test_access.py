"""Every persona at every page: led there or not, and refused by the services when they get there all the same."""

from __future__ import annotations

import pytest

from benvenuto.domain.sampling import DrawnCall, Frame
from benvenuto.ui import shell
from benvenuto.ui.context import PageContext
from benvenuto.ui.screens import Screen, screens
from tests.house import House
from tests.pages.conftest import Open, words

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

REFUSED = "Accesso non consentito."
PERSONAS = ("anna", "andrea", "bruno", "beatrice", "carla", "camillo", "dario")
ADMINISTRATION = (
    "people",
    "first-steps",
    "call-logs",
    "imports",
    "recordings-import",
    "rubrics",
    "messages",
    "audit",
)
EVERYBODY = frozenset(PERSONAS)

# who gets more than a refusal, when the page shows what belongs to Anna, of team Nord
OPEN_TO: dict[str, frozenset[str]] = {
    "inbox": frozenset({"bruno", "beatrice"}),  # each their own
    "evaluate": frozenset({"bruno", "anna"}),  # Anna to evaluate herself
    "feedback": frozenset({"anna", "andrea"}),  # each their own
    "evaluation": frozenset({"anna", "bruno", "carla"}),
    "grade": frozenset({"carla"}),
    "side-by-side": frozenset({"bruno", "carla"}),
    "who-listened": frozenset({"anna", "andrea"}),  # each their own
    "hearings": frozenset({"carla", "camillo", "dario"}),  # managers of their teams
    "own-calls": frozenset({"anna", "andrea"}),  # each their own
    "score-own": frozenset({"anna"}),
    "own-beside": frozenset({"anna"}),  # it is not shared
    "self-evaluations": EVERYBODY - {"dario"},  # each their own, and what is shared with them
    "scored": frozenset({"bruno", "beatrice", "carla", "camillo"}),
    "for-you": EVERYBODY,  # each their own
    "trend": EVERYBODY - {"dario"},  # each their own
    # how the house watches over care: who answers for a team, each their own
    **dict.fromkeys(
        (
            "critical-errors",
            "coverage",
            "efficiency",
            "moved",
            "evaluators",
            "evaluator",  # supervisors only themselves
            "evaluator-agreement",
            "criteria",
            "criteria",
            "decisions",
            "compare",
            "report",
        ),
        frozenset({"bruno", "beatrice", "carla", "camillo"}),
    ),
    "calibration": frozenset({"bruno", "beatrice", "carla", "camillo"}),  # each their own
    "disputes": EVERYBODY,  # whoever has no team to answer for reads that there are none
    "handbook": EVERYBODY,
    "practice": EVERYBODY,  # anybody in the house may try; what is proposed and the team are each their own
    "learning-path": frozenset({"anna", "bruno", "carla"}),
    "coaching": EVERYBODY - {"dario"},  # each their own
    "works-agreement": EVERYBODY,
    "account": EVERYBODY,
    **dict.fromkeys(ADMINISTRATION, frozenset({"dario"})),
}
# signing out is not a page to look at
SCREENS = [screen for screen in screens() if screen.address != "leaving"]


def everything(ctx: PageContext) -> list[Screen]:
    """A navigation that hides nothing."""
    return list(screens())


def test_every_page_is_in_the_table(house: House) -> None:
    assert set(OPEN_TO) == {screen.address for screen in SCREENS}


@pytest.mark.parametrize("name", PERSONAS)
def test_the_navigation_leads_each_only_where_they_may_go(house: House, open_page: Open, name: str) -> None:
    actor = house.people[name.capitalize()]
    for screen in SCREENS:
        if actor.roles.isdisjoint(screen.roles):
            assert REFUSED in words(open_page(actor, screen.address))


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.address)
def test_who_gets_there_all_the_same_is_refused(
    house: House, open_page: Open, monkeypatch: pytest.MonkeyPatch, screen: Screen
) -> None:
    monkeypatch.setattr(shell, "_screens", everything)
    call_id = house.call(house.anna)
    evaluation = house.published(house.bruno, call_id)
    if screen.address == "side-by-side":
        with house.app.database.write() as tx:
            tx.samples.add_frames([Frame(house.anna.id, [call_id], [DrawnCall(call_id, 1.0)])], house.clock())
            tx.second_listenings.add([call_id])
            tx.second_listenings.name(call_id, house.elena.id, house.clock())
        house.published(house.elena, call_id)
    own = house.handed_in(house.anna, call_id) if screen.address == "own-beside" else evaluation
    query = {
        "score-own": {"call": str(call_id)},
        "own-beside": {"evaluation": str(own.id)},
        "side-by-side": {"call": str(call_id)},
        "evaluate": {"call": str(call_id)},
        "evaluation": {"id": str(evaluation.id)},
        "grade": {"id": str(evaluation.id)},
        "learning-path": {"agent": str(house.anna.id)},
    }.get(screen.address, {})
    pages = {name: open_page(house.people[name.capitalize()], screen.address, **query) for name in PERSONAS}
    assert not any(page.exception for page in pages.values())
    assert {name for name, page in pages.items() if REFUSED not in words(page)} == OPEN_TO[screen.address]


@pytest.mark.parametrize("name", ["andrea", "beatrice", "camillo", "dario"])
def test_nothing_of_a_dispute_reaches_another_team(
    house: House, open_page: Open, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(shell, "_screens", everything)
    house.disputed(house.anna, house.bruno)
    assert "Anna" not in words(open_page(house.people[name.capitalize()], "disputes"))
