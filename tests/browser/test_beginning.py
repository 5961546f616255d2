"""A draft begins with the first mark, once: whatever is clicked twice, opened twice, reloaded or left in between."""

from playwright.sync_api import expect

from benvenuto.domain.evaluation import EvaluationRow, SelectionKind
from benvenuto.domain.people import Membership, Role
from tests.browser.scorecard import ScorecardPage
from tests.browser.team import Team
from tests.browser.windows import Windows

BEFORE_YOU = "started scoring this selected call before you. What you mark is kept"


def _stored(team: Team, call_id: int) -> list[EvaluationRow]:
    with team.app.database.read() as tx:
        return list(tx.evaluations.of_call(call_id))


def test_clicked_twice_in_two_windows_reloaded_at_once_and_left_by_the_back_button_it_is_one_draft(
    windows: Windows, team: Team
) -> None:
    [call] = team.drawn()
    page = windows.of(team, team.bruno)
    page.goto("/inbox")
    first = ScorecardPage(page).open(call)
    second = ScorecardPage(page.context.new_page()).open(call)
    first.level("The first words", 1).dblclick()
    second.level("The farewell", 2).dblclick()
    page.reload()  # at once: nobody waits until anything is saved
    # "Saved" stands there only if the page that was reloaded had something left to send
    expect(first.ready().page.locator(".bar .state[data-waiting='0']")).to_be_attached()
    second.saved()
    page.go_back()
    expect(page.get_by_role("heading", name="Calls to score")).to_be_visible()
    page.go_forward()
    first.ready()
    expect(first.level("The first words", 1)).to_be_checked()
    expect(first.level("The farewell", 2)).to_be_checked()
    [stored] = _stored(team, call)
    assert stored.selection.kind is SelectionKind.RANDOM
    assert {path: answer.choice for path, answer in team.evaluation(call).answers.items()} == {
        "greeting/first-words": "full",
        "greeting/farewell": "partly",
    }


def test_two_people_who_click_the_same_selected_call_keep_each_their_own_and_the_later_is_told(
    windows: Windows, team: Team
) -> None:
    with team.app.database.write() as tx:
        tx.people.set_memberships(team.carla.id, [Membership(Role.SUPERVISOR, team.id)])
    [call] = team.drawn()
    bruno, carla = (ScorecardPage(windows.of(team, who)).open(call) for who in (team.bruno, team.carla))
    bruno.level("The first words", 1).dblclick()
    carla.level("The first words", 3).dblclick()  # it was nobody's when she opened it
    bruno.saved()
    carla.saved()
    kinds = {stored.evaluator_id: stored.selection.kind for stored in _stored(team, call)}
    assert sorted(kinds.values()) == [SelectionKind.RANDOM, SelectionKind.TARGETED]
    for scorecard, who, place in ((bruno, team.bruno, 1), (carla, team.carla, 3)):
        later = kinds[who.id] is SelectionKind.TARGETED
        expect(scorecard.page.get_by_text(BEFORE_YOU)).to_have_count(int(later))
        expect(scorecard.level("The first words", place)).to_be_checked()
