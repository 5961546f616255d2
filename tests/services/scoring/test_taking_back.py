"""Taking a publication back, within a minute: nothing is left of it but its rows in the audit log."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from threading import Thread

import pytest

from benvenuto.domain.edits import AddMoment, Edit, SetSummary
from benvenuto.domain.evaluation import AgentHasAnswered, SelectionKind, Status, TooLateToTakeBack
from benvenuto.domain.faults import BenvenutoError, Forbidden
from tests.house import House, paths
from tests.services.scene import contents

TAB = "tab 1"


def ready(house: House, call_id: int) -> int:
    """Bruno's draft of a call with marks, a moment and words for the agent; its id."""
    draft = house.draft(house.bruno, call_id, level=1)
    edits = [Edit(1, paths(draft)[0], AddMoment("m1", 12.5, "qui")), Edit(2, "", SetSummary("Brava."))]
    return house.app.scoring.edit(house.bruno, draft.id, TAB, edits)[0].id


def test_everything_is_as_before_but_for_the_audit_log(house: House) -> None:
    draft_id = ready(house, house.drawn_call(house.anna, house.bruno))
    before = contents(house) | {"audit": []}
    draft = house.app.scoring.read(house.bruno, draft_id)
    house.app.scoring.publish(house.bruno, draft_id)
    assert contents(house) | {"audit": []} != before
    house.clock.forward(seconds=60)
    assert house.app.scoring.take_back(house.bruno, draft_id) == draft
    assert contents(house) | {"audit": []} == before
    assert house.audit()[-2:] == ["evaluation_published", "publication_taken_back"]


def test_the_agent_sees_it_at_once_and_no_more_once_it_was_taken_back(house: House) -> None:
    published = house.published(house.bruno, house.call(house.anna))
    assert house.app.feedback.read(house.anna, published.id)
    house.app.scoring.take_back(house.bruno, published.id)
    assert house.app.feedback.mine(house.anna) == ([], 0)
    with pytest.raises(Forbidden):
        house.app.feedback.read(house.anna, published.id)


def test_what_was_published_before_in_that_week_still_counts(house: House) -> None:
    house.published(house.bruno, house.drawn_call(house.anna, house.bruno), level=1)
    before = contents(house)["weekly"]
    second = house.draft(house.bruno, house.drawn_call(house.anna, house.bruno))
    house.app.scoring.publish(house.bruno, second.id)
    assert contents(house)["weekly"] != before
    house.app.scoring.take_back(house.bruno, second.id)
    assert contents(house)["weekly"] == before


def test_it_can_be_corrected_and_published_again(house: House) -> None:
    draft_id = ready(house, house.call(house.anna))
    first = house.app.scoring.publish(house.bruno, draft_id)
    house.app.scoring.take_back(house.bruno, draft_id)
    house.app.scoring.edit(house.bruno, draft_id, TAB, [Edit(3, "", SetSummary("Bravissima."))])
    house.clock.forward(minutes=5)
    again = house.app.scoring.publish(house.bruno, draft_id)
    assert (again.summary, again.score, again.published_at) == ("Bravissima.", first.score, house.clock())


def test_a_colleague_who_came_second_counts_as_the_draw_now(house: House) -> None:
    call_id = house.drawn_call(house.anna, house.bruno)
    first, second = house.published(house.bruno, call_id), house.published(house.elena, call_id)
    assert second.selection.kind is SelectionKind.TARGETED
    taken_back = house.app.scoring.take_back(house.bruno, first.id)
    counts = house.app.scoring.read(house.elena, second.id).selection
    assert (counts.kind, counts.probability) == (SelectionKind.RANDOM, 1.0)
    assert taken_back.selection.kind is SelectionKind.TARGETED


def test_after_a_minute_it_stays_published(house: House) -> None:
    published = house.published(house.bruno, house.call(house.anna))
    house.clock.forward(seconds=60.1)
    with pytest.raises(TooLateToTakeBack):
        house.app.scoring.take_back(house.bruno, published.id)
    assert house.app.scoring.read(house.bruno, published.id) == published


@pytest.mark.parametrize(
    "respond",
    [
        lambda house, number: house.app.feedback.acknowledge(house.anna, number),
        lambda house, number: house.app.feedback.dispute(house.anna, number, "No."),
        lambda house, number: house.app.feedback.comment(house.anna, number, "Grazie."),
    ],
    ids=["acknowledged", "disputed", "commented on"],
)
def test_once_the_agent_has_responded_it_stays_published(house: House, respond: Callable[[House, int], None]) -> None:
    published = house.published(house.bruno, house.call(house.anna))
    respond(house, published.id)
    before = contents(house)
    with pytest.raises(AgentHasAnswered):
        house.app.scoring.take_back(house.bruno, published.id)
    assert contents(house) == before
    assert house.app.scoring.just_published(house.bruno) is None


def test_only_who_published_it_may(house: House) -> None:
    published = house.published(house.bruno, house.call(house.anna))
    for actor in (house.elena, house.beatrice, house.anna, house.carla, house.dario):
        with pytest.raises(Forbidden):
            house.app.scoring.take_back(actor, published.id)
        assert house.app.scoring.just_published(actor) is None
    with pytest.raises(Forbidden):
        house.app.scoring.take_back(house.bruno, 4711)


def test_taken_back_twice_it_is_taken_back_once(house: House) -> None:
    published = house.published(house.bruno, house.call(house.anna))
    first = house.app.scoring.take_back(house.bruno, published.id)
    assert house.app.scoring.take_back(house.bruno, published.id) == first
    assert first.status is Status.DRAFT
    assert house.audit().count("publication_taken_back") == 1


def test_the_newest_publication_is_offered_for_a_minute(house: House) -> None:
    assert house.app.scoring.just_published(house.bruno) is None
    house.published(house.bruno, house.call(house.anna))
    house.clock.forward(seconds=10)
    newest = house.published(house.bruno, house.call(house.anna))
    offered = house.app.scoring.just_published(house.bruno)
    assert offered is not None
    assert offered.evaluation.id == newest.id
    house.clock.now = offered.until
    assert house.app.scoring.just_published(house.bruno) is not None
    house.clock.forward(seconds=0.1)
    assert house.app.scoring.just_published(house.bruno) is None


def test_what_is_said_this_very_moment_is_never_said_about_a_draft(house: House) -> None:
    published = house.published(house.bruno, house.call(house.anna))
    refused: list[BenvenutoError] = []

    def taking_back() -> None:
        try:
            house.app.scoring.take_back(house.bruno, published.id)
        except BenvenutoError as error:
            refused.append(error)

    thread = Thread(target=taking_back)

    def in_the_middle() -> datetime:
        if thread.ident is None:
            thread.start()
            thread.join(0.5)  # it has to wait for the comment; where it does not, it is done by then
        return house.clock()

    replace(house.app.feedback, clock=in_the_middle).comment(house.anna, published.id, "Grazie.")
    thread.join()
    assert [type(error) for error in refused] == [AgentHasAnswered]
    assert house.app.scoring.read(house.bruno, published.id).status is Status.PUBLISHED
